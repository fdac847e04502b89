"""What ``bin/demo`` refuses before any work, in words that help."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from config import state
from config.embedded import locks

LIB = state.ROOT / "bin" / "lib"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "run").mkdir()
    return tmp_path


def demo(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "HENGJIAN_STATE": str(home)}
    return subprocess.run(
        [state.ROOT / "bin" / "demo", *words], env=env, capture_output=True, text=True, timeout=30, check=False
    )


def test_a_second_start_names_the_first(home: Path) -> None:
    with locks.held(home / "run" / "demo.lock") as handle:
        locks.sign(handle, "4711")
        second = demo(home, "--once")
    assert second.returncode == 1
    assert second.stderr.startswith("已有一个 bin/demo 正在运行（进程号 4711）")


def test_a_second_set_up_names_the_first(home: Path) -> None:
    with locks.held(home / "run" / "setup.lock") as handle:
        locks.sign(handle, "4711")
        second = demo(home, "--once")
    assert second.returncode == 1
    assert "已有一个安装正在进行（进程号 4711）" in second.stderr


def test_a_port_in_use_is_said_before_any_work_and_by_whom(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = demo(home, "--port", str(port))
    assert refused.returncode == 1
    assert f"端口 {port} 已被占用（进程号 {os.getpid()}，" in refused.stderr
    assert "--port" in refused.stderr
    assert not (home / "venv").exists()


def test_a_port_that_cannot_be_is_refused(home: Path) -> None:
    assert "端口 99999 不能使用" in demo(home, "--port", "99999").stderr


def within_lib(script: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run ``script`` among the modules of the start scripts, as the system's Python would."""
    env = {**os.environ, "HENGJIAN_STATE": str(home), "PYTHONPATH": f"{LIB}:{state.ROOT}"}
    return subprocess.run(
        [sys.executable, "-c", script], env=env, capture_output=True, text=True, timeout=30, check=False
    )


def test_too_little_room_is_said_with_both_figures(home: Path) -> None:
    script = (
        "import collections, shutil, room\n"
        "shutil.disk_usage = lambda path: collections.namedtuple('U', 'free')(100 * 2**20)\n"
        "room.check(installed=False)"
    )
    refused = within_lib(script, home)
    assert "磁盘空间不足" in refused.stderr
    assert "剩余 100 MB，需要 2500 MB" in refused.stderr


def test_a_state_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    refused = demo(tmp_path / "file", "--once")
    assert refused.stderr.startswith(f"不能使用状态文件夹 {tmp_path / 'file'}（File exists）")
    assert "HENGJIAN_STATE" in refused.stderr


def test_a_state_folder_of_another_user_is_refused(home: Path) -> None:
    refused = within_lib("import os, room\nos.geteuid = lambda: 4711\nroom.usable(room.state.home())", home)
    assert f"不能使用状态文件夹 {home}（属于用户 {home.owner()}）" in refused.stderr


def test_missing_packages_without_rights_name_the_administrator_s_command(home: Path) -> None:
    script = (
        "import os, debian\nos.geteuid = lambda: 1000\n"
        "debian._sudo_without_password = lambda: False\ndebian.need(['libx'])"
    )
    refused = within_lib(script, home)
    assert "sudo apt-get install --no-install-recommends libx" in refused.stderr
    assert "Ask your administrator" in refused.stderr


def test_a_step_that_fails_shows_the_end_of_its_output(home: Path) -> None:
    refused = within_lib("import shell\nshell.run(['sh', '-c', 'echo 原因在此; exit 3'], seconds=5)", home)
    assert "退出码 3" in refused.stderr
    assert "原因在此" in refused.stderr


def test_a_step_that_takes_too_long_ends(home: Path) -> None:
    assert "1 秒内没有完成" in within_lib("import shell\nshell.run(['sleep', '20'], seconds=1)", home).stderr


def test_no_step_can_wait_for_input(home: Path) -> None:
    assert within_lib("import shell\nshell.run(['sh', '-c', '! read line'], seconds=5)", home).returncode == 0


def test_a_stamp_fits_only_what_it_was_made_from(home: Path) -> None:
    script = (
        "import stamps\nfrom pathlib import Path\nfile = Path(r'%s')\nfile.write_text('a')\n"
        "stamps.put('x', stamps.digest([file]))\nassert stamps.fits('x', stamps.digest([file]))\n"
        "file.write_text('b')\nassert not stamps.fits('x', stamps.digest([file]))"
    ) % (home / "list.lock")
    assert within_lib(script, home).returncode == 0


def test_migrating_a_database_elsewhere_says_nothing_of_our_own(home: Path) -> None:
    script = (
        "import demo, os, stamps\nos.environ['DATABASE_URL'] = 'postgresql://a:b@db.example/h'\n"
        "demo._run = lambda *words, **env: 0\ndemo.migrate()\ndemo.migrate()\n"
        "assert not (stamps.FOLDER / 'tables').exists()"
    )
    assert within_lib(script, home).returncode == 0


def test_a_wrong_setting_is_said_in_one_line(home: Path) -> None:
    env = {**os.environ, "HENGJIAN_STATE": str(home), "JOB_ATTEMPTS": "x"}
    command = [sys.executable, "manage.py", "check"]
    refused = subprocess.run(command, cwd=state.ROOT, env=env, capture_output=True, text=True, timeout=30, check=False)
    assert refused.returncode == 1
    assert refused.stderr == "Environment variable JOB_ATTEMPTS='x' must be a whole number from 1 to 20.\n"


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "package-lock.json"])
def test_locks_name_no_address_and_every_hash(name: str) -> None:
    text = (state.ROOT / name).read_text()
    assert "--index" not in text
    assert "--find-links" not in text
    assert "file://" not in text
    assert '"resolved"' not in text
    assert text.count("sha256:" if name.endswith(".lock") else '"integrity"') >= 5


def test_every_direct_dependency_has_its_row() -> None:
    """docs/dependencies.md says of each why it is here."""
    rows = (state.ROOT / "docs" / "dependencies.md").read_text()
    named = [
        line.partition("==")[0].partition("[")[0].strip()
        for lock in ("requirements.in", "requirements-dev.in")
        for line in (state.ROOT / lock).read_text().splitlines()
        if line and line[0] not in "#-"
    ]
    assert [name for name in named if f"| {name} |" not in rows] == []


def test_every_package_of_the_front_end_has_its_row() -> None:
    rows = (state.ROOT / "docs" / "dependencies.md").read_text()
    told = json.loads((state.ROOT / "package.json").read_text())
    assert [name for name in {**told["dependencies"], **told["devDependencies"]} if f"| {name} |" not in rows] == []


def test_strokes_are_read_out_of_the_package(home: Path) -> None:
    """Its own marks for strokes become the digits of GF 3002-1999, the hooked 竖 (丁) with 竖."""
    (home / "frontend").symlink_to(state.home() / "frontend")
    script = "import npm, strokes\nnpm.ready = lambda: None\nstrokes.ready()\nprint(strokes.FILE)"
    file = Path(within_lib(script, home).stdout.splitlines()[-1])
    told = json.loads(file.read_text())
    assert len(told) == 6_939
    assert [told[one] for one in "一丁王水乃我"] == ["1", "12", "1121", "2534", "53", "3121534"]
    file.unlink()
    assert Path(within_lib(script, home).stdout.splitlines()[-1]).exists(), "a file that was removed is made again"


def test_a_package_with_other_tables_is_refused(home: Path) -> None:
    refused = within_lib("import strokes\nstrokes.digits('JSON.parse(\\'{\"a\":1}\\')')", home)
    assert "笔顺数据与预期格式不符" in refused.stderr


def test_the_icons_asked_for_are_in_one_sprite(home: Path) -> None:
    modules = state.home() / "frontend"
    if not modules.exists():
        pytest.fail("bin/test gathers the front-end parts first")
    (home / "frontend").symlink_to(modules)
    made = within_lib("import frontend\nprint(frontend.sprite(['users', 'home', 'users']))", home)
    assert made.stdout.count("<symbol") == 2
    assert 'id="home"' in made.stdout
    unknown = within_lib("import frontend\nfrontend.sprite(['no-such-icon'])", home)
    assert "图标 no-such-icon 不存在" in unknown.stderr
