"""The method of a county, worked out slowly and plainly: fractions, no sharing, nothing of the engine.

It reads the scheme's YAML as bare dictionaries of text and follows docs/scheme-language.md and docs/scoring.md to the
letter. What it must agree with is the engine; so nothing here may be imported from there but the facts' form.
"""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from math import prod
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
        """Competition ranks 1, 2, 2, 4 of a group by code, equals parted by the method's keys; a gap has none."""
        people = [(one, self.published(one)) for one in self.members(kind) if one.group == group]
        known = [(one, score) for one, score in people if isinstance(score, Fraction)]
        keys = self.method["subjects"][kind].get("ties", {}).get("keys", [])
        found = {}
        for score in {score for _, score in known}:
            better = sum(other > score for _, other in known)
            before = self._before([one for one, own in known if own == score], keys)
            found.update({code: 1 + better + number for code, number in before.items()})
        return found

    def _before(self, equals: list[Subject], keys: list[str]) -> dict[str, int]:
        """How many of the equals each key in turn puts before one."""
        nobody = {one.key.code: 0 for one in equals}
        if not keys or len(equals) == 1:
            return nobody
        told = [(one, self._keyed(keys[0], one)) for one in equals]
        if all(answer is None for _, answer in told):
            return self._before(equals, keys[1:])
        values = [(one, answer) for one, answer in told if isinstance(answer, Fraction)]
        if len(values) < len(equals):
            return nobody
        found = {}
        for value in {value for _, value in values}:
            ahead = sum(other > value for _, other in values)
            later = self._before([one for one, own in values if own == value], keys[1:])
            found.update({code: ahead + number for code, number in later.items()})
        return found

    def _keyed(self, path: str, subject: Subject) -> Answer:
        """The exact value of the whole score or of one of its parts; None where the formula takes another branch."""
        entry = self.method["subjects"][subject.key.kind]["score"]
        name = path.removeprefix(f"{subject.key.kind}.score").removeprefix(".")
        if not name:
            return self.answer(entry, subject)
        part = entry["parts"].get(name) or entry["otherwise"]
        if entry["kind"] == "choose" and _taken_part(entry, subject) is not part:
            return None
        return self.answer(part, subject)

    def flags(self, subject: Subject) -> list[str]:
        """The flags that decisions on the subject raise, or its scores over the years."""
        own = {name: one["when"] for name, one in self.method["flags"].items() if one["of"] == subject.key.kind}
        return [
            name
            for name, when in own.items()
            if ("decision" in when and _decided(when["decision"], subject))
            or ("score" in when and self._low(when["score"], subject))
            or ("part" in when and self._above(when["part"], subject))
            or ("ledger" in when and sum(one.points or 0 for one in subject.ledger) <= int(when["ledger"]["up_to"]))
        ]

    def _above(self, asked: Entry, subject: Subject) -> bool:
        """Whether the whole score, before it is rounded, is above a line."""
        answer = self.answer(self.method["subjects"][subject.key.kind]["score"], subject)
        return isinstance(answer, Fraction) and answer > Fraction(asked["above"])

    def _low(self, asked: Entry, subject: Subject) -> bool:
        """Whether the score is below the line in so many years: of the last ones, or in a row up to this year."""
        score, line = self.published(subject), Fraction(asked["below"])
        years = {2016 - back: _then(subject, 2016 - back, line) for back in range(1, 9)}
        now = isinstance(score, Fraction) and score < line
        if "last_years" in asked:
            last = [years[2016 - back] for back in range(1, int(asked["last_years"]))]
            return now + last.count("low") >= int(asked["any_years"])
        row = [one for one in years.values() if one != "ungraded" or asked["gap"] == "break"]
        return now and row[: int(asked["years"]) - 1] == ["low"] * (int(asked["years"]) - 1)

    def shares(self, kind: str) -> dict[str, Fraction | None]:
        """What each gets of the pool, by code; None while it is not shared out."""
        found: dict[str, Fraction | None] = {}
        pool = self.method["payouts"]["pool"]["pool"]
        scopes = {"" if pool["within"] == "all" else one.group for one in self.members(kind)}
        for scope in scopes:
            people = [one for one in self.members(kind) if not scope or one.group == scope]
            found.update(self._shared(pool, people))
        return found

    def _points(self, subject: Subject) -> Answer:
        """The published score, times the time in office where the method asks for it."""
        score, factors = self.published(subject), self.method["payouts"]["pool"]["terms"]["points"]["factors"]
        if "months" not in factors or not isinstance(score, Fraction):
            return score
        return score * _time(self, factors["months"]["count"], subject)

    def _shared(self, pool: Entry, people: list[Subject]) -> dict[str, Fraction | None]:
        """Cents: each the whole ones of his part; those left over one by one to who lacks most, has more, is named."""
        points = {one.key.code: self._points(one) for one in people}
        known = {code: one for code, one in points.items() if isinstance(one, Fraction) and one >= 0}
        nothing: dict[str, Fraction | None] = dict.fromkeys(points)
        if len(known) < len(points) or not sum(known.values()):
            return nothing
        exact = {code: Fraction(pool["total"]) * 100 * one / sum(known.values()) for code, one in known.items()}
        cents = {code: one.numerator // one.denominator for code, one in exact.items()}
        order = sorted(known, key=lambda code: (cents[code] - exact[code], -known[code], code))
        left = int(Fraction(pool["total"]) * 100) - sum(cents.values())
        served = order[:left]
        if "ruled_by" in pool and left < len(order):
            claims = {code: (exact[code] % 1, known[code]) for code in order}
            alike = [code for code in order if claims[code] == claims[order[left]]]
            inside = [code for code in alike if code in served]
            named = [code for code in alike if _named(people, code, pool["ruled_by"])]
            if inside and len(named) != len(inside):
                return nothing
            served = [code for code in served if code not in alike] + (named if inside else [])
        return {code: Fraction(cents[code] + (code in served), 100) for code in known}

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


_NO = ("否", "不属实", "×", "０")
"""Of the values that are drawn those that say no."""


def _decided(asked: Entry, subject: Subject) -> bool:
    """A decision that says no is no fact, unless the method lists it."""
    said = [one.value for one in subject.decisions if one.what == asked["what"]]
    return any(one in asked["is"] if "is" in asked else one not in _NO for one in said)


def _then(subject: Subject, year: int, line: Fraction) -> str:
    """What is on record of a year: 'low', 'ungraded', or neither."""
    grades = {one.value for one in subject.earlier if (one.year, one.what) == (year, "grade")}
    scores = {one.value for one in subject.earlier if (one.year, one.what) == (year, "score")}
    if len(grades) > 1 or len(scores) > 1:
        return "torn"
    if grades == {"undetermined"}:
        return "ungraded"
    return "low" if scores and Fraction(min(scores)) < line else "other"


def _named(people: list[Subject], code: str, what: str) -> bool:
    """Whether a decision gives somebody what is left over."""
    own = [one for person in people if person.key.code == code for one in person.decisions]
    return any(one.what == what and one.value not in _NO for one in own)


def _share(text: str) -> Fraction:
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def _weighted(county: County, entry: Entry, subject: Subject) -> Answer:
    answers = {name: county.answer(part, subject) for name, part in entry["parts"].items()}
    weights = _weights(entry)
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


def _weights(entry: Entry) -> dict[str, Fraction]:
    """As written, or as comparisons give them."""
    parts = entry["parts"]
    return _judged(entry["judgement"], list(parts)) if "judgement" in entry else _written(parts)


def _written(parts: Entry) -> dict[str, Fraction]:
    return {name: _share(part["weight"]) for name, part in parts.items()}


def _judged(told: Entry, names: list[str]) -> dict[str, Fraction]:
    """Shares of the things compared, cut to four decimals; what is left goes to the largest remainders."""
    grid = {(one, other): _compared(told["compare"], one, other) for one in names for other in names}
    raw = _SHARES[told.get("method", "geometric")](grid, names)
    shares = {name: one / sum(raw.values()) for name, one in raw.items()}
    digits = 10 ** int(told.get("digits", 4))
    cut = {name: share * digits // 1 for name, share in shares.items()}
    order = sorted(names, key=lambda name: (cut[name] - shares[name] * digits, -shares[name], names.index(name)))
    for name in order[: digits - sum(cut.values())]:
        cut[name] += 1
    return {name: Fraction(one, digits) for name, one in cut.items()}


def _compared(told: Entry, one: str, other: str) -> Fraction:
    if one == other:
        return Fraction(1)
    return Fraction(told[one][other]) if other in told.get(one, {}) else 1 / Fraction(told[other][one])


Grid = dict[tuple[str, str], Fraction]


def _by_rows(grid: Grid, names: list[str]) -> dict[str, Fraction]:
    """The root of each row's product, found by halving an interval until it is narrower than anybody could write."""
    found = {}
    for name in names:
        product = prod(grid[name, other] for other in names)
        low, high = Fraction(0), Fraction(9)
        while high - low > Fraction(1, 2**80):
            middle = (low + high) / 2
            low, high = (middle, high) if middle ** len(names) <= product else (low, middle)
        found[name] = high
    return found


def _by_columns(grid: Grid, names: list[str]) -> dict[str, Fraction]:
    sums = {column: sum(grid[row, column] for row in names) for column in names}
    return {row: sum((grid[row, column] / sums[column] for column in names), Fraction(0)) for row in names}


def _by_lengthening(grid: Grid, names: list[str]) -> dict[str, Fraction]:
    """A vector multiplied by the matrix until it only grows longer; sixty times, kept to forty decimals."""
    found = dict.fromkeys(names, Fraction(1, len(names)))
    for _ in range(60):
        longer = {row: sum(grid[row, column] * found[column] for column in names) for row in names}
        whole = sum(longer.values())
        found = {row: Fraction(int(one / whole * 10**40), 10**40) for row, one in longer.items()}
    return found


_SHARES = {"geometric": _by_rows, "column_sums": _by_columns, "eigenvector": _by_lengthening}


def _counts(county: County, entry: Entry, subject: Subject) -> list[dict[str, Fraction]] | _Gap | None:
    """Of each period the votes by option, without abstentions, and their sum as a valid ballot's divisor."""
    found = []
    for period in county.due(county.method["sources"][entry["source"]], subject):
        own = {one.option: one.votes for one in subject.tallies if one[:4] == (entry["source"], period, "", "")}
        found.append({option: Fraction(own.get(option, 0)) for option in [*entry["points"], *entry["abstain"]]})
    if any(not sum(votes[option] for option in entry["points"]) for votes in found):
        return GAP
    return found or None


def _ballot(county: County, entry: Entry, subject: Subject) -> Answer:
    shares = _shares(_counts(county, entry, subject), entry)
    if not isinstance(shares, dict):
        return shares
    return sum((share * Fraction(entry["points"][grade]) for grade, share in shares.items()), Fraction(0))


Vector = dict[str, Fraction]


def _shares(counts: list[dict[str, Fraction]] | _Gap | None, entry: Entry) -> Vector | _Gap | None:
    """The mean over the periods of the share of each grade."""
    if not isinstance(counts, list):
        return counts
    own = [
        {grade: votes[grade] / sum(votes[one] for one in entry["points"]) for grade in entry["points"]}
        for votes in counts
    ]
    return {grade: sum((one[grade] for one in own), Fraction(0)) / len(own) for grade in entry["points"]}


def _vector(county: County, entry: Entry, subject: Subject) -> Vector | _Gap | None:
    """The membership of a factor, or of several combined."""
    if entry["kind"] == "ballot":
        return _shares(_counts(county, entry, subject), entry)
    vectors = {name: _vector(county, part, subject) for name, part in entry["parts"].items()}
    due = [name for name in vectors if vectors[name] is not None]
    if not due:
        return None
    known = {name: vector for name, vector in vectors.items() if isinstance(vector, dict)}
    blocks = entry["when_not_due"] == "block" and len(due) < len(vectors)
    if blocks or not known or (len(known) < len(due) and entry.get("when_missing") != "spread"):
        return GAP
    if any(_hushed(county, entry["parts"][name], subject) for name in known):
        return GAP
    return _one(entry, known, _weights(entry))


def _hushed(county: County, part: Entry, subject: Subject) -> bool:
    """Whether fewer than three ballots were cast in some period."""
    counts = _counts(county, part, subject) if part["kind"] == "ballot" else None
    return isinstance(counts, list) and any(sum(votes.values()) < 3 for votes in counts)


def _one(entry: Entry, known: dict[str, Vector], weights: dict[str, Fraction]) -> Vector:
    kept = sum(weights[name] for name in known)
    found = {}
    for grade in next(iter(known.values())):
        pairs = [(weights[name] / kept, vector[grade]) for name, vector in known.items()]
        if entry.get("operator") == "max_min":
            found[grade] = max(min(pair) for pair in pairs)
        else:
            found[grade] = sum((weight * share for weight, share in pairs), Fraction(0))
    whole = sum(found.values()) if entry.get("normalise") == "to_one" else Fraction(1)
    return {grade: share / whole for grade, share in found.items()}


def _membership(county: County, entry: Entry, subject: Subject) -> Answer:
    vector, scale = _vector(county, entry, subject), _scale(entry)
    if not isinstance(vector, dict):
        return vector
    if entry["outcome"] == "score":
        return sum((share * scale[grade] for grade, share in vector.items()), Fraction(0))
    best = [grade for grade, share in vector.items() if share == max(vector.values())]
    return scale[best[0]] if len(best) == 1 else GAP


def _scale(entry: Entry) -> dict[str, Fraction]:
    if entry["kind"] == "ballot":
        return {grade: Fraction(points) for grade, points in entry["points"].items()}
    return _scale(next(iter(entry["parts"].values())))


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
    part = _taken_part(entry, subject)
    return GAP if part is None else county.answer(part, subject)


def _taken_part(entry: Entry, subject: Subject) -> Entry | None:
    """The branch that a subject's value leads to."""
    value = subject.group if entry["by"] == "group" else subject.attributes.get(entry["by"], "")
    return entry["parts"].get(value, entry.get("otherwise")) if value else None


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


def _table(county: County, entry: Entry, subject: Subject) -> Answer:
    cell = entry["rows"]
    for key in entry["keys"]:
        value = subject.group if key == "group" else subject.attributes.get(key, "")
        cell = cell.get(value, cell.get("otherwise")) if value and cell is not None else None
    return GAP if cell is None else Fraction(cell)


def _pro_rata(county: County, entry: Entry, subject: Subject) -> Answer:
    answer = county.answer(entry["part"], subject)
    if not isinstance(answer, Fraction):
        return answer
    return answer * _time(county, entry["count"], subject)


def _time(county: County, count: str, subject: Subject) -> Fraction:
    """What of the year somebody was in office."""
    year = int(county.method["year"])
    days = [date.fromordinal(one) for one in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())]
    there = {day for day in days if subject.first <= day <= subject.last}
    if count == "days":
        return Fraction(len(there), len(days))
    months = [[day for day in days if day.month == month] for month in range(1, 13)]
    counts: dict[str, Callable[[list[date]], bool]] = {
        "month_end": lambda month: month[-1] in there,
        "mid_month": lambda month: month[14] in there,
        "whole": lambda month: there.issuperset(month),
        "started": lambda month: not there.isdisjoint(month),
    }
    return Fraction(sum(counts[count](month) for month in months), 12)


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
    """The part of everybody who is compared with a subject: whose own formula holds it."""
    score = county.method["subjects"][subject.key.kind]["score"]
    return [
        county.answer(entry["part"], one)
        for one in county.members(subject.key.kind)
        if (within == "kind" or one.group == subject.group) and _takes(score, entry, one)
    ]


def _takes(entry: Entry, sought: Entry, subject: Subject) -> bool:
    """Whether a subject's own formula, from `entry` on, holds the rule that is sought."""
    if entry is sought:
        return True
    below = [_taken_part(entry, subject)] if entry["kind"] == "choose" else _below(entry)
    return any(_takes(one, sought, subject) for one in below if one is not None)


def _below(entry: Entry) -> list[Entry]:
    parts = entry.get("parts", {})
    return [*(parts.values() if isinstance(parts, dict) else ()), *([entry["part"]] if "part" in entry else [])]


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
    "table": _table,
    "pro_rata": _pro_rata,
    "ballot": _ballot,
    "membership": _membership,
    "fallback": _fallback,
    "relative": _relative,
    "rank": _rank,
}
