"""The method of a county, worked out slowly and plainly: fractions, no sharing, nothing of the engine.

It reads the scheme's YAML as bare dictionaries of text and follows docs/scheme-language.md and docs/scoring.md to the
letter. What it must agree with is the engine; so nothing here may be imported from there but the facts' form.
"""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from scoring.model.sheet import Sheet, Subject


class _Gap:
    """An input is missing."""


GAP = _Gap()
Answer = Fraction | _Gap | None
"""A value, a gap, or None where nothing fell due."""
Entry = dict[str, Any]


class County:
    """One scheme and one sheet."""

    def __init__(self, method: Entry, sheet: Sheet) -> None:
        self.method, self.sheet = method, sheet

    def published(self, subject: Subject) -> Fraction | _Gap | None:
        """The subject's score as it is published."""
        entry = self.method["subjects"][subject.key.kind]["score"]
        return self.rounded(self.answer(entry, subject))

    def answer(self, entry: Entry, subject: Subject) -> Answer:
        """What a rule gives for a subject."""
        return _KINDS[entry["kind"]](self, entry, subject)

    def rounded(self, answer: Answer) -> Answer:
        """Half up, away from zero, to the published places."""
        if not isinstance(answer, Fraction):
            return answer
        scale = 10 ** int(self.method["places"]["published"])
        shifted = abs(answer) * scale + Fraction(1, 2)
        whole = shifted.numerator // shifted.denominator
        return Fraction(whole if answer >= 0 else -whole, scale)

    def ranks(self, kind: str, group: str) -> dict[str, int]:
        """Competition ranks 1, 2, 2, 4 of a group by code; a gap has none."""
        scores = {one.key.code: self.published(one) for one in self.members(kind) if one.group == group}
        known = {code: score for code, score in scores.items() if isinstance(score, Fraction)}
        return {code: 1 + sum(other > score for other in known.values()) for code, score in known.items()}

    def members(self, kind: str) -> list[Subject]:
        """All subjects of a kind."""
        return [one for one in self.sheet.subjects if one.key.kind == kind]

    def due(self, source: Entry, subject: Subject) -> list[str]:
        """The periods that counted for a subject."""
        return [
            name
            for name, period in source["periods"].items()
            if subject.first <= date.fromisoformat(period["due"]) <= subject.last
        ]


def _share(text: str) -> Fraction:
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def _weighted(county: County, entry: Entry, subject: Subject) -> Answer:
    answers = {name: county.answer(part, subject) for name, part in entry["parts"].items()}
    weights = {name: _share(part["weight"]) for name, part in entry["parts"].items()}
    due = [name for name in answers if answers[name] is not None]
    known = {name: answer for name, answer in answers.items() if isinstance(answer, Fraction)}
    policy, spread_gaps = entry["when_not_due"], entry.get("when_missing") == "spread"
    if not due:
        return None
    if (len(known) < len(due) and not spread_gaps) or not known or (policy == "block" and len(due) < len(answers)):
        return GAP
    giving = [name for name in answers if name not in known and (name in due or policy == "spread")]
    kept = sum(weights.values()) - sum(weights[name] for name in giving)
    return sum(answer * weights[name] for name, answer in known.items()) * sum(weights.values()) / kept


def _sum(county: County, entry: Entry, subject: Subject) -> Answer:
    answers = [county.answer(part, subject) for part in entry["parts"].values()]
    if any(answer is None for answer in answers):
        return None
    known = [answer for answer in answers if isinstance(answer, Fraction)]
    if len(known) < len(answers):
        return GAP
    total = sum(known, Fraction(0))
    return max(total, Fraction(entry["floor"])) if "floor" in entry else total


def _mean(county: County, entry: Entry, subject: Subject) -> Answer:
    source = county.method["sources"][entry["source"]]
    items = source["items"].get(subject.key.kind, []) if "items" in source else [""]
    means = []
    for period in county.due(source, subject):
        marks = [_mark(subject, entry["source"], period, item) for item in items]
        known = [mark for mark in marks if mark is not None]
        if len(known) < len(marks):
            return GAP
        means.append(sum(known, Fraction(0)) / len(known))
    return sum(means, Fraction(0)) / len(means) if means else None


def _mark(subject: Subject, source: str, period: str, item: str) -> Fraction | None:
    found = [mark.value for mark in subject.marks if mark[:3] == (source, period, item)]
    return Fraction(found[0]) if found else None


def _ledger(county: County, entry: Entry, subject: Subject) -> Answer:
    owner = county.method["sources"][entry["source"]]["of"]
    lines = [
        line
        for one in county.members(owner)
        if one.key.code == subject.unit
        for line in one.ledger
        if line.source == entry["source"]
    ]
    return sum((Fraction(line.points) for line in lines), Fraction(0))


def _carried(county: County, entry: Entry, subject: Subject) -> Answer:
    owner = county.method["sources"][entry["source"]]["of"]
    total = Fraction(0)
    for unit in county.members(owner):
        for line in unit.ledger:
            if line.source == entry["source"]:
                roles = _roles(county.sheet, entry, unit.key.code, line.task, line.on)
                factors = [Fraction(entry["factors"][role]) for code, role in roles if code == subject.key.code]
                total += Fraction(line.points) * max(factors, default=Fraction(0))
    return total


def _roles(sheet: Sheet, entry: Entry, unit: str, task: str, day: date) -> list[tuple[str, str]]:
    """Who bore what for a fact on its day."""
    main = {duty.cadre for duty in sheet.duties if duty.task == task and duty.main and duty.first <= day <= duty.last}
    here = [post for post in sheet.tenures if post.unit == unit and post.first <= day <= post.last]
    heads = {post.cadre for post in here if post.principal}
    bearing = heads & main if entry["principals"] == "named_only" and heads & main else heads
    found = [(code, "responsible") for code in main] + [(code, "principal") for code in bearing]
    return found + [(post.cadre, "others") for post in here if not post.principal]


def _choose(county: County, entry: Entry, subject: Subject) -> Answer:
    value = subject.group if entry["by"] == "group" else subject.attributes.get(entry["by"], "")
    part = entry["parts"].get(value, entry.get("otherwise")) if value else None
    return GAP if part is None else county.answer(part, subject)


def _other(county: County, entry: Entry, subject: Subject) -> Answer:
    if not subject.unit and entry.get("when_none") == "skip":
        return None
    for one in county.members(entry["of"]):
        if one.key.code == subject.unit:
            if entry["take"] == "score":
                score = county.published(one)
                return GAP if score is None else score
            rank = county.ranks(one.key.kind, one.group).get(one.key.code)
            return GAP if rank is None else Fraction(rank)
    return GAP


def _constant(county: County, entry: Entry, subject: Subject) -> Answer:
    return Fraction(entry["value"])


def _adjust(county: County, entry: Entry, subject: Subject) -> Answer:
    answer = county.answer(entry["part"], subject)
    if not isinstance(answer, Fraction):
        return answer
    value = answer * Fraction(entry.get("times", 1)) + Fraction(entry.get("plus", 0))
    value = max(value, Fraction(entry["floor"])) if "floor" in entry else value
    return min(value, Fraction(entry["ceiling"])) if "ceiling" in entry else value


def _aggregate(county: County, entry: Entry, subject: Subject) -> Answer:
    answers = [county.answer(part, subject) for part in entry["parts"].values()]
    due = [answer for answer in answers if answer is not None]
    known = sorted(answer for answer in due if isinstance(answer, Fraction))
    if not due or len(known) < len(due):
        return GAP if due else None
    trim = entry.get("trim")
    if trim and len(known) > int(trim["above"]):
        known = known[_gone(trim["lowest"], len(known)) : len(known) - _gone(trim["highest"], len(known))]
    return _taken(entry["take"], known[-int(entry["best"]) :] if "best" in entry else known)


def _gone(cut: str, total: int) -> int:
    """How many values go at one end: a number, or a share of which a part of a value stays."""
    return int(_share(cut) * total) if cut.endswith("%") else int(cut)


def _taken(take: str, values: list[Fraction]) -> Fraction:
    """One of several values in rising order."""
    if take in ("min", "max"):
        return values[0] if take == "min" else values[-1]
    if take == "mean":
        return sum(values, Fraction(0)) / len(values)
    return (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2


def _steps(county: County, entry: Entry, subject: Subject) -> Answer:
    answer = county.answer(entry["part"], subject)
    if not isinstance(answer, Fraction):
        return answer
    for band in entry["bands"]:
        over = answer >= Fraction(band["at_least"]) if "at_least" in band else True
        under = answer < Fraction(band["below"]) if "below" in band else True
        if over and under:
            return Fraction(band["value"])
    return GAP


def _fallback(county: County, entry: Entry, subject: Subject) -> Answer:
    answer = county.answer(entry["part"], subject)
    if isinstance(answer, Fraction):
        return answer
    policy = entry["when_not_due"] if answer is None else entry["when_missing"]
    if policy == "group_mean":
        known = [one for one in _column(county, entry, subject, "group") if isinstance(one, Fraction)]
        return sum(known, Fraction(0)) / len(known) if known else GAP
    return {"block": GAP, "zero": Fraction(0), "value": Fraction(entry.get("value", 0))}[policy]


def _column(county: County, entry: Entry, subject: Subject, within: str) -> list[Answer]:
    """The part of everybody who is compared with a subject."""
    return [
        county.answer(entry["part"], one)
        for one in county.members(subject.key.kind)
        if within == "kind" or one.group == subject.group
    ]


def _relative(county: County, entry: Entry, subject: Subject) -> Answer:
    own = county.answer(entry["part"], subject)
    if not isinstance(own, Fraction):
        return own
    base = [one for one in _column(county, entry, subject, entry["within"]) if isinstance(one, Fraction)]
    sign = 1 if entry["better"] == "higher" else -1
    best, worst = max(base, key=lambda one: sign * one), min(base, key=lambda one: sign * one)
    if entry["to"] == "range":
        low, high = Fraction(entry["low"]), Fraction(entry["high"])
        return Fraction(entry["flat"]) if best == worst else low + (high - low) * (own - worst) / (best - worst)
    against = best if entry["to"] == "best" else sum(base, Fraction(0)) / len(base)
    if sign < 0 and own <= 0:
        return Fraction(entry["zero"])
    if against <= 0:
        return Fraction(entry["flat"])
    full = Fraction(entry["full"])
    return own / against * full if sign > 0 else min(against / own * full, Fraction(entry["zero"]))


def _rank(county: County, entry: Entry, subject: Subject) -> Answer:
    own = county.answer(entry["part"], subject)
    if not isinstance(own, Fraction):
        return own
    base = [one for one in _column(county, entry, subject, entry["within"]) if isinstance(one, Fraction)]
    ahead = [one for one in base if (one > own if entry["better"] == "higher" else one < own)]
    place = {
        "competition": Fraction(len(ahead) + 1),
        "dense": Fraction(len(set(ahead)) + 1),
        "mean": len(ahead) + Fraction(base.count(own) + 1, 2),
    }[entry["ties"]]
    return place if entry["take"] == "place" else place / len(base) * 100


_KINDS: dict[str, Callable[[County, Entry, Subject], Answer]] = {
    "weighted": _weighted,
    "sum": _sum,
    "mean": _mean,
    "ledger": _ledger,
    "carried": _carried,
    "choose": _choose,
    "other": _other,
    "constant": _constant,
    "adjust": _adjust,
    "aggregate": _aggregate,
    "steps": _steps,
    "fallback": _fallback,
    "relative": _relative,
    "rank": _rank,
}
