"""A county under a method that ships, and its data book."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.test import Client
from openpyxl import load_workbook

from assessment.cycles.models import Cycle
from assessment.cycles.services import adopt_scheme, open_cycle
from assessment.intake.models import Intake
from assessment.intake.services import receive, take_in
from cadres.access.models import Role
from cadres.accounts.models import User
from cadres.counties.models import County
from cadres.jobs import services as jobs
from scoring.shipped import scheme_text, shipped
from tests.year.conftest import account, begun

ROOT = Path(__file__).resolve().parents[2]
#: What keeps each sample, with its planted gaps, from being published.
PLACES = {
    "ankang/2018": [],
    "dongtou/2018": [
        "还缺 7 项得分，请在数据表中补上，上传更正后的数据表后重新测算。",
        "有 11 个问题未解决，请改正数据表，上传更正后的数据表后重新测算。",
    ],
    "jiuyuan/2022": ["还缺 4 项得分，请在数据表中补上，上传更正后的数据表后重新测算。"],
    "qianjiang/2007": [],
}
JIUYUAN = "jiuyuan/2022"


def begin(name: str) -> tuple[Cycle, User]:
    """A county of its own with an open year under a shipped method."""
    county = County.objects.create(code="990103", name="示例区", department="示例区委组织部")
    office = account(county, Role.OFFICE)
    adopted = adopt_scheme(county, name, scheme_text(name), actor=office)
    return open_cycle(county, shipped(name).year, adopted, actor=office), office


def book(name: str) -> Path:
    """The sample's workbook."""
    (path,) = (ROOT / "samples" / name.partition("/")[0]).glob("*.xlsx")
    return path


def changed(name: str, tmp_path: Path, change: Callable[[Any], None]) -> Path:
    """The sample's workbook with a change."""
    workbook = load_workbook(book(name))
    change(workbook)
    path = tmp_path / "改过.xlsx"
    workbook.save(path)
    return path


def taken_in(cycle: Cycle, office: User, path: Path, reason: str = "", others: Sequence[Path] = ()) -> Intake:
    """What became of a data book."""
    intake = receive(cycle, [path, *others], actor=office, reason=reason)
    progress = begun(intake.job)
    take_in(intake, progress)
    jobs.finish(progress.claim)
    intake.refresh_from_db()
    return intake


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def complete(workbook: Any) -> None:
    """The four figures that the city had not told: of two indicators a rank and how many regions were ranked."""
    rows = workbook["指标"]
    head = [cell.value for cell in rows[1]]
    for code in ("I09", "I13"):
        for item, value in (("名次", 3), ("参评地区数", 9)):
            told = {"种类": "市级指标", "代码": code, "来源": "市级指标排名", "项目": item, "完成值": value}
            rows.append([told.get(word) for word in head])
