"""The steps of a year: what is done, what is missing, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from assessment.cycles.models import Cycle
from assessment.cycles.selectors import scheme_of
from assessment.overview.completeness import Row
from assessment.overview.selectors import Facts
from assessment.runs.totals import ranked_in
from cadres.access.permissions import May, may
from cadres.jobs.models import JobState


@dataclass(slots=True)
class Step:
    """A step as shown: `text` what there is, `todo` what is missing; `action` and `url` for those who may take it."""

    label: str
    done: bool
    text: str
    todo: str = ""
    url: str = ""
    action: str = ""
    next: bool = False

    @property
    def state(self) -> str:
        """'done', 'next' or 'wait'."""
        return "done" if self.done else "next" if self.next else "wait"


def steps_of(cycle: Cycle, facts: Facts, heat: Sequence[Row] | None, user: Any) -> list[Step]:
    """The steps in order; the first that is not done is the next one.

    Without `heat` the year's lists and marks come in a data book, and are no steps of their own.
    """
    listed = [] if heat is None else [_lists(cycle, facts), _marks(cycle, facts, heat)]
    steps = [
        _intake(cycle, facts, user),
        _register(cycle, facts),
        *listed,
        _run(cycle, facts, user),
        _rulings(cycle, facts),
        _publication(cycle, facts, user),
    ]
    following = next((step for step in steps if not step.done), None)
    if following:
        following.next = True
    return steps


def _intake(cycle: Cycle, facts: Facts, user: Any) -> Step:
    intake = facts.intake
    action = ("导入工作簿", reverse("intake", args=[cycle.pk])) if may(user, May.TAKE_IN) else ("", "")
    if intake is None:
        return Step("数据导入", False, "还没有导入。", "请考评办上传本年度的工作簿。", action[1], action[0])
    if intake.accepted_at:
        return Step("数据导入", True, f"{len(intake.files)} 个文件，共 {sum(intake.counts.values())} 行，已全部导入。")
    if intake.fault_count:
        todo = f"最近一次导入有 {intake.fault_count} 处问题，改正后重新上传。"
        return Step("数据导入", False, "未写入任何数据。", todo, reverse("intake-result", args=[intake.pk]), "查看问题")
    if intake.job.state == JobState.FAILED:
        return Step(
            "数据导入", False, "导入没有完成。", intake.job.error, reverse("job", args=[intake.job_id]), "查看原因"
        )
    return Step("数据导入", False, "正在导入。", "", reverse("job", args=[intake.job_id]), "查看进度")


def _register(cycle: Cycle, facts: Facts) -> Step:
    kinds = [kind for kind in scheme_of(cycle).subjects.values() if not kind.people]
    things = [f"{kind.label} {facts.count(kind.key)} 个" for kind in kinds]
    text = f"{'，'.join([*things, f'干部 {facts.people} 人'])}。"
    there, url = bool(facts.seats), reverse("cadres", args=[cycle.pk])
    return Step("名册", there, text if there else "还没有名册。", url=url if there else "", action="查看名册")


def _lists(cycle: Cycle, facts: Facts) -> Step:
    county, unit, member = facts.tasks
    text = f"一级 {county} 项，二级 {unit} 项，三级 {member} 项。" if county else "还没有清单。"
    return Step(
        "三级清单", all(facts.tasks), text, url=reverse("tasks", args=[cycle.pk]) if county else "", action="查看清单"
    )


def _marks(cycle: Cycle, facts: Facts, heat: Sequence[Row]) -> Step:
    cells = [cell for row in heat for cell in row.cells]
    due, there = sum(cell.due for cell in cells), sum(cell.there for cell in cells)
    text = f"应有得分 {due} 项，已有 {there} 项；扣分 {facts.deductions} 条。" if due else "还没有得分。"
    todo = f"缺 {due - there} 项，见下方完整情况。" if due > there else ""
    return Step("考核记录", bool(due) and due == there, text, todo, "#heat" if due else "", "完整情况")


def _run(cycle: Cycle, facts: Facts, user: Any) -> Step:
    run, url = facts.run, reverse("runs", args=[cycle.pk])
    ask = "发起测算" if may(user, May.RUN) else "查看测算"
    if run is None:
        return Step("测算", False, "还没有测算。", url=url if facts.seats else "", action=ask)
    if run.judged_at is None:
        todo = run.job.error if run.job.state == JobState.FAILED else ""
        return Step(
            "测算", False, f"{run}{run.job.get_state_display()}。", todo, reverse("job", args=[run.job_id]), "查看进度"
        )
    text = f"{run}，{ranked_in(run)} 个对象有名次。"
    if facts.outdated:
        return Step("测算", False, text, "此后又有更正、裁定或新的数据表，需要重新测算。", url, ask)
    gaps = f"缺 {len(run.missing)} 项得分。" if run.missing else ""
    todo = gaps + (f"有 {len(run.problems)} 个问题。" if run.problems else "")
    return Step("测算", not todo, text, todo, reverse("run", args=[run.pk]), "查看测算")


def _rulings(cycle: Cycle, facts: Facts) -> Step:
    if facts.run is None or facts.run.judged_at is None:
        return Step("同分裁定", False, "测算之后才知道名额线上有没有同分。")
    url, ties = reverse("rulings", args=[cycle.pk]), facts.ties
    if ties:
        return Step("同分裁定", False, f"{len(ties)} 处同分跨线。", "须由考核工作领导小组裁定。", url, "查看同分")
    return Step("同分裁定", True, "名额线上没有待裁定的同分。", url=url, action="查看裁定")


def _publication(cycle: Cycle, facts: Facts, user: Any) -> Step:
    publication, run = facts.publication, facts.run
    url = reverse("publications", args=[cycle.pk])
    if publication and run and publication.run_id == run.pk and not facts.outdated:
        return Step("公布", True, f"{publication}，{publication.signer_name}签发。", url=url, action="查看与下载")
    text = f"已有{publication}，最新的测算尚未公布。" if publication else "还没有公布。"
    if run and run.judged_at and may(user, May.PUBLISH):
        return Step("公布", False, text, "", reverse("publish", args=[run.pk]), "审阅并签发")
    return Step(
        "公布",
        False,
        text,
        "待审签领导签发。" if run and run.judged_at else "",
        url if publication else "",
        "查看与下载",
    )
