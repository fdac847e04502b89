"""Numbers tried otherwise: turned in the text, judged again from kept figures, compared, drawn by the thousand."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.synthetic import county
from scoring.judge import judge
from scoring.language.scheme import Scheme
from scoring.load import loads
from scoring.model.sheet import Sheet
from scoring.model.verdict import Standing, Verdict
from scoring.shipped import scheme_text
from scoring.trial import moves, whatif
from scoring.trial.dials import Unbalanced, dials, turned
from scoring.trial.robustness import Unsuited, offsets, steadiness
from tests.scoring import build
from tests.scoring.build import method, sheet
from tests.scoring.test_cases import FILES, cases_of

TEXT = scheme_text("hangjin/2016")
SCHEME = loads(TEXT)
ROUTINE, SPECIAL, PERIODIC = (f"subjects.cadre.score.parts.{one}.weight" for one in ("routine", "special", "periodic"))
SMALL = county(SCHEME, units=6, cadres=60, lines=12, seed=3)
JUDGED = judge(SCHEME, SMALL)
ALL = [case for file in FILES for case in cases_of(file)]


def kept(scheme: Scheme, facts: Sheet, verdict: Verdict) -> whatif.Kept:
    return whatif.kept(scheme, facts, {one.key: one.figure for one in verdict.standings})


def bare(standings: tuple[Standing, ...]) -> list[Standing]:
    return [replace(one, figure=one.figure._replace(parts=(), basis=())) for one in standings]


def test_the_dials_are_the_weights_shares_and_months_where_they_stand() -> None:
    found = {dial.path: dial for dial in dials(TEXT)}
    assert (found[ROUTINE].where, found[ROUTINE].value, found[ROUTINE].unit) == (
        "科级干部 · 年度总分 · 平时考核",
        Decimal(40),
        "%",
    )
    assert found["quotas.excellent.share"].where == "名额 · 优秀个人"
    assert found["colours.unit.bands.red.share"].where == "晾晒颜色 · 单位 · 红色"
    assert found["subjects.unit.minimum_months"].unit == "个月"
    written = [(TEXT[spot.start : spot.end].rstrip("%"), dial) for dial in found.values() for spot in dial.spots]
    assert all(text == str(dial.value) for text, dial in written)


def test_turning_a_dial_changes_its_number_and_the_room_beside_it_and_keeps_the_comments() -> None:
    new = turned(TEXT, {ROUTINE: Decimal(50), "subjects.cadre.minimum_months": Decimal(4)})
    before, after = TEXT.splitlines(), new.splitlines()
    changed = [(old.strip(), now.strip()) for old, now in zip(before, after, strict=True) if old != now]
    assert changed[0] == ("minimum_months: 3          # [P]", "minimum_months: 4          # [P]")
    assert changed[1] == ("weight: 40%", "weight: 50%")
    assert "weight: 16.67%" in changed[2][1] and "weight: 33.33%" in changed[3][1]
    assert len(changed) == 4
    loads(new)


def test_dials_set_to_what_they_are_change_nothing() -> None:
    assert turned(TEXT, {dial.path: dial.value for dial in dials(TEXT)}) == TEXT


def test_shares_are_written_as_they_were() -> None:
    text = TEXT.replace("share: 15%", "share: 0.15")
    assert "share: 0.125" in turned(text, {"quotas.excellent.share": Decimal("12.5")})


def test_ratios_and_the_weights_beside_them_are_no_dials() -> None:
    text = TEXT.replace("weight: 40%", "weight: 2/5", 1).replace("share: 15%", "share: 1/7")
    lost = [dial for dial in dials(TEXT) if dial.path not in {one.path for one in dials(text)}]
    groups = {dial.group for dial in lost if dial.group}
    assert len(groups) == 1
    assert [dial for dial in dials(TEXT) if dial.group in groups] == [dial for dial in lost if dial.group]
    assert {dial.word for dial in lost} == {"权重", "比例"}
    assert turned(text, {}) == text


@pytest.mark.parametrize(
    "wanted",
    [{ROUTINE: Decimal(70), SPECIAL: Decimal(40)}, {ROUTINE: Decimal(50), SPECIAL: Decimal(30), PERIODIC: Decimal(30)}],
)
def test_weights_that_leave_no_room_are_refused(wanted: Mapping[str, Decimal]) -> None:
    with pytest.raises(Unbalanced, match="各项权重合计应为 100，现为"):
        turned(TEXT, wanted)


_SETTINGS = st.fixed_dictionaries(
    {},
    optional={
        ROUTINE: st.decimals(1, 70, places=2),
        SPECIAL: st.decimals(1, 25, places=2),
        "subjects.unit.score.parts.periodic.weight": st.decimals(1, 95, places=2),
        "subjects.cadre.minimum_months": st.integers(0, 12).map(Decimal),
        "quotas.excellent.share": st.decimals(1, 100, places=2),
        "quotas.advanced.share": st.decimals(1, 100, places=2),
        "colours.unit.bands.green.share": st.decimals(1, 100, places=2),
    },
)


@settings(max_examples=25, deadline=None)
@given(_SETTINGS)
def test_judged_from_kept_figures_is_judged_in_full(wanted: Mapping[str, Decimal]) -> None:
    new = loads(turned(TEXT, wanted))
    assert whatif.fits(SCHEME, new)
    quick, full = whatif.rejudged(new, kept(SCHEME, SMALL, JUDGED)), judge(new, SMALL)
    assert bare(quick.standings) == bare(full.standings)
    assert quick.quotas == full.quotas


def test_a_gap_stays_a_gap_and_a_late_comer_without_rank_gets_one() -> None:
    one, *others = SMALL.subjects
    facts = replace(
        SMALL, subjects=(replace(one, marks=one.marks[1:]), replace(others[0], first=one.last), *others[1:])
    )
    new = loads(turned(TEXT, {"subjects.unit.minimum_months": Decimal(0)}))
    quick, full = whatif.rejudged(new, kept(SCHEME, facts, judge(SCHEME, facts))), judge(new, facts)
    assert bare(quick.standings) == bare(full.standings)


def test_what_follows_from_scores_is_the_same_from_what_is_kept() -> None:
    """Grades, limits, quotas, colours, flags and payouts of every case of the language whose figures can be kept."""
    seen = set[str]()
    for case in ALL:
        said, facts = case.values
        scheme = build.HANGJIN if said is None else build.method(said)
        if not whatif.fits(scheme, scheme):
            continue
        facts = sheet(facts, scheme)
        full = judge(scheme, facts)
        quick = whatif.rejudged(scheme, kept(scheme, facts, full))
        assert bare(quick.standings) == bare(full.standings), case.id
        assert quick.quotas == full.quotas, case.id
        seen |= {part for part in ("grades", "flags", "payouts", "quotas") if getattr(scheme, part)}
        seen |= {key for kind in scheme.subjects.values() for key in kind.watched}
    assert {"grades", "flags", "payouts", "quotas", "events"} <= seen


def test_the_line_between_two_grades_is_one_dial() -> None:
    text = scheme_text("ankang/2018")
    found = {dial.path: dial for dial in dials(text)}
    line = found["grades.cadre.ladder.competent.at_least"]
    assert (line.where, line.word, line.value, line.unit) == ("等次 · 市管干部 · 称职", "分数线", Decimal(75), "分")
    assert "grades.cadre.ladder.basic.below" not in found
    new = loads(turned(text, {line.path: Decimal("72.5")}))
    ladder = new.grades["cadre"].grades
    assert [(one.span.low, one.span.high) for one in ladder.values() if one.span] == [
        (Decimal(90), None),
        (Decimal("72.5"), Decimal(90)),
        (Decimal(60), Decimal("72.5")),
        (None, Decimal(60)),
    ]


def test_places_and_lines_of_limits_are_dials() -> None:
    text = scheme_text("ankang/2018")
    found = {dial.path: (dial.where, dial.word, dial.value, dial.unit) for dial in dials(text)}
    worst, where = "grades.unit.limits.worst.when", "等次 · 单位 · 各档限度 · 末位定等"
    assert found[f"{worst}.score.below"] == (where, "分数线", 75, "分")
    assert found[f"{worst}.place.most"] == (where, "至多", 1, "名")


def test_another_method_does_not_fit() -> None:
    assert not whatif.fits(SCHEME, loads(TEXT.replace("floor: 0 ", "floor: 1 ")))
    assert not whatif.fits(SCHEME, loads(TEXT.replace("principal: 0.5", "principal: 0.6")))


def test_a_figure_that_hangs_on_others_does_not_fit() -> None:
    kinds = {
        "unit": {"label": "单位", "groups": {"all": "全部"}, "minimum_months": "0", "score": _mean()},
        "cadre": {
            "label": "干部",
            "groups": {"all": "全部"},
            "minimum_months": "0",
            "score": {"kind": "other", "label": "单位得分", "of": "unit", "take": "score"},
        },
    }
    scheme = method({"subjects": kinds, "sources": _marks()})
    assert not whatif.fits(scheme, scheme)


def _mean() -> dict[str, str]:
    return {"kind": "mean", "label": "平均", "source": "marks"}


def _marks() -> dict[str, object]:
    periods = {"Y": {"label": "全年", "due": "2016-12-31"}}
    return {
        "marks": {
            "kind": "marks",
            "label": "打分",
            "counted": "次",
            "range": {"low": "0", "high": "100"},
            "periods": periods,
        }
    }


def test_who_moves_who_crosses_and_how_the_balance_shifts() -> None:
    facts = sheet(
        {
            "subjects": {
                "cadre:甲": {"group": "deputy", "marks": {"routine": "95", "special": "80", "periodic": "80"}},
                "cadre:乙": {"group": "deputy", "marks": {"routine": "80", "special": "80", "periodic": "90"}},
                "cadre:丙": {"group": "deputy", "marks": {"routine": "70", "special": "70", "periodic": "70"}},
            }
        },
        SCHEME,
    )
    text = TEXT.replace("share: 15%", "share: 34%")
    old, new = loads(text), loads(turned(text, {ROUTINE: Decimal(10)}))
    found = moves.moves(judge(old, facts).standings, judge(new, facts).standings)
    told = {move.key.code: (move.way, move.places, move.crossing) for move in found}
    assert told == {"乙": ("up", 1, 2), "甲": ("down", -1, -2), "丙": ("same", 0, 0)}
    (row,) = moves.balance(found, lambda one: one.group)
    assert (row.kind, row.group, row.ranked, row.before.inside, row.after.inside) == ("cadre", "deputy", 3, 1, 1)
    assert row.before.mean == Fraction("240") / 3
    assert row.shift == Fraction(sum(move.after.score for move in found)) / 3 - 80


def drawn(seed: int = 7, draws: int = 40, reach: int = 500) -> list[object]:
    return list(steadiness(SCHEME, "cadre", JUDGED.standings, JUDGED.quotas, reach=reach, draws=draws, seed=seed))


def test_the_same_seed_draws_the_same() -> None:
    assert offsets(7, 0, 3, 500) == [64, -390, 339], "the same on every machine"
    assert drawn() == drawn() != drawn(seed=8)


def test_every_draw_is_the_full_judgment_under_the_drawn_weights() -> None:
    draws, places = 12, dict.fromkeys((one.key for one in JUDGED.standings), 0)
    for draw in range(draws):
        moved = [Decimal(one) / 100 for one in offsets(7, draw, 3, 500)]
        weights = [base + add for base, add in zip((Decimal(40), Decimal(20), Decimal(40)), moved, strict=True)]
        scheme = _weighing(weights)
        for one in judge(scheme, SMALL).standings:
            places[one.key] += one.place == "in"
    assert {one.key: one.inside for one in drawn(draws=draws)} == {
        key: count for key, count in places.items() if key in {one.key for one in drawn(draws=1)}
    }


def _weighing(weights: list[Decimal]) -> Scheme:
    """The scheme with weights that need not add up: they count in proportion to their sum."""
    kind = SCHEME.subjects["cadre"]
    score = replace(kind.score, weights=tuple(weights))
    return replace(SCHEME, subjects={**SCHEME.subjects, "cadre": replace(kind, score=score)})


def test_without_range_everybody_stays_where_he_is() -> None:
    for one, standing in zip(drawn(reach=0, draws=3), _ranked(), strict=True):
        assert {"in": one.inside, "undecided": one.tied, "out": one.outside}[standing.place] == 3
        assert not one.on_a_hair(Fraction(1, 20))


def test_a_tie_that_a_second_key_parts_is_none() -> None:
    marks = {"甲": ("90", "80", "80"), "乙": ("80", "80", "90"), "丙": ("70", "70", "70")}
    subjects = {
        f"cadre:{name}": {"group": "deputy", "marks": dict(zip(("routine", "special", "periodic"), own, strict=True))}
        for name, own in marks.items()
    }
    for keys, expected in (
        ((), (0, 3, 0)),
        (("cadre.score.routine",), (3, 0, 0)),
        (("cadre.score.special",), (0, 3, 0)),
    ):
        scheme = loads(TEXT.replace("share: 15%", "share: 34%"))
        kind = replace(scheme.subjects["cadre"], keys=keys)
        scheme = replace(scheme, subjects={**scheme.subjects, "cadre": kind})
        verdict = judge(scheme, sheet({"subjects": subjects}, scheme))
        found = steadiness(scheme, "cadre", verdict.standings, verdict.quotas, reach=0, draws=3, seed=1)
        told = {one.key.code: one[2:] for one in found}
        assert told["甲"] == expected, keys
        assert told["丙"] == (0, 0, 3)


def _ranked() -> list[Standing]:
    return [one for one in JUDGED.standings if one.key.kind == "cadre" and one.rank]


def test_a_score_that_is_no_weighted_sum_is_not_drawn() -> None:
    scheme = method({"score": _mean(), "sources": _marks()})
    with pytest.raises(Unsuited, match="不是加权合计"):
        steadiness(scheme, "cadre", (), (), reach=500, draws=1, seed=1)
