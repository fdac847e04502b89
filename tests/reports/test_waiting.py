"""The bar at the terminal: one line that is drawn again; without a terminal, a line for each step."""

import io

import pytest

from cadres.jobs.models import Job, JobState, Pulse
from reports.demo import printing, waiting


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def line(state: JobState, step: str = "", done: int = 0, total: int = 0) -> str:
    job = Job(title="制作2016年度综合考评第1次公布文件", state=state)
    job.pulse = Pulse(step=step, done=done, total=total)
    return waiting._line(job)


LINES = [
    line(JobState.QUEUED),
    line(JobState.RUNNING, "写入结果", 0, 30),
    line(JobState.RUNNING, "写入结果", 15, 30),
    line(JobState.DONE),
]


def shown(out: io.StringIO) -> str:
    for before, after in zip(["", *LINES], LINES, strict=False):
        waiting._show(out, after, before)
    return out.getvalue()


def test_a_terminal_gets_one_line_no_wider_than_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    written = shown(Terminal())
    drawn = written.split("\r\x1b[2K")[1:]
    assert "\n" not in written
    assert len(drawn) == len(LINES)
    assert all(printing.columns(text) < 60 for text in drawn)
    assert drawn[0].endswith("…")


def test_a_file_gets_a_line_for_each_step() -> None:
    steps = [text.partition(" · ")[2] for text in shown(io.StringIO()).split("\n")]
    assert steps == ["排队中", "写入结果（0/30）", "已完成"]


def test_the_bar_is_half_full_half_way() -> None:
    assert LINES[2].count("█") == LINES[2].count("░")


@pytest.mark.parametrize(("width", "cut"), [(6, "三三制"), (5, "三三…"), (4, "三…"), (1, "…")])
def test_a_text_is_cut_by_columns_not_by_characters(width: int, cut: str) -> None:
    assert printing.fit("三三制", width) == cut
