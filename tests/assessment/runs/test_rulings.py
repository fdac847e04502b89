"""A ruling's way: from the tie over a correction to what is published."""

from datetime import date
from decimal import Decimal

import pytest

from assessment.entries.models import Entry
from assessment.entries.services import correct
from assessment.publications.selectors import blockers_of
from assessment.runs.models import Ruling, Run
from assessment.runs.services import rule
from cadres.access.models import Role
from cadres.jobs.services import Refused
from reports.documents.gather import contents_of
from reports.documents.report import attachments
from tests import world as worlds
from tests.conftest import SignedIn
from tests.world import World

TIE = ("excellent", "deputy")


def ruled(world: World, run: Run, admitted: str) -> Ruling:
    decision = {"decided_by": "组长甲", "decided_on": date(2017, 1, 12), "document": "领导小组纪要〔2017〕3号"}
    return rule(run, *TIE, [admitted], **decision, actor=world.approver)  # type: ignore[arg-type]


def line_of(run: Run) -> dict[str, object]:
    return next(line for line in run.quotas if (line["quota"], line["peer_group"]) == TIE)


def places(run: Run) -> dict[str, str]:
    return dict(run.results.filter(seat__code__in=["D01", "D02"]).values_list("seat__code", "place"))


def test_a_ruling_is_moot_once_a_correction_has_parted_the_tied(judged: World) -> None:
    ruled(judged, judged.cycle.runs.get(), "D02")
    correct(Entry.objects.filter(seat=judged.seats["cadre", "D01"])[0], Decimal(98), "核查", actor=judged.office)
    after = worlds.judge(judged)
    assert places(after) == {"D01": "in", "D02": "out"}
    told = "裁定（领导小组纪要〔2017〕3号）没有用上：这里没有待裁定的并列"
    assert (line_of(after)["ruling"], line_of(after)["note"], after.problems) == (None, told, [])
    assert blockers_of(after) == []
    worlds.publish(judged, after)


def test_a_ruling_that_fits_the_tie_no_more_leaves_it_open_until_the_next(judged: World) -> None:
    ruled(judged, judged.cycle.runs.get(), "D02")
    third = judged.seats["cadre", "D05"]
    for entry in Entry.objects.filter(seat=third):
        correct(entry, Decimal(95), "核查", actor=judged.office)
    after = worlds.judge(judged)
    assert line_of(after)["undecided"] == ["D01", "D02", "D05"]
    assert "所列人员与现在并列的不一致" in str(line_of(after)["note"])
    assert (after.problems, blockers_of(after)) == ([], [])
    ruled(judged, after, third.code)
    last = worlds.judge(judged)
    assert last.results.get(seat=third).place == "in" and line_of(last)["note"] == ""
    worlds.publish(judged, last)


def test_only_the_newest_judged_run_can_be_ruled_upon(judged: World) -> None:
    first = judged.cycle.runs.get()
    second = worlds.judge(judged)
    with pytest.raises(Refused, match="第2次测算"):
        ruled(judged, first, "D01")
    assert ruled(judged, second, "D02").run == second


def test_whom_a_ruling_admits_stands_above_the_line_everywhere(judged: World, signed_in: SignedIn) -> None:
    ruled(judged, judged.cycle.runs.get(), "D02")
    publication = worlds.publish(judged, worlds.judge(judged))
    page = signed_in(judged, Role.OFFICE).get(f"/cycles/{judged.cycle.pk}/ranking/cadre/deputy/").content.decode()
    above, _, below = page.partition("<tbody>")[2].partition('<tr class="quota-line">')
    assert "李伟" in above and "张敏" not in above and "张敏" in below
    rows = next(
        sheet.rows
        for attachment in attachments(contents_of(publication))
        for sheet in attachment.sheets
        if sheet.table.group == "deputy"
    )
    assert [(row.line.code, row.last_inside) for row in rows][:2] == [("D02", True), ("D01", False)]
    answer = signed_in(judged, Role.CLIENT).get("/api/v1/rankings/?kind=cadre&group=deputy").json()
    assert [row["name"] for row in answer["results"]][:2] == ["李伟", "张敏"]
