"""What goes first, for places and seats alike: the score, votes, and the second keys (先后依据) that part equals.

A key that is for none of those who are equal, such as a part of a formula that none of them has, is passed over. One
that cannot be told of some of them parts nobody, nor do those after it: missing is never zero, and never last.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from scoring.language.scheme import Scheme
from scoring.model.draft import Draft
from scoring.model.figure import Figure, figure_at

Told = tuple[Fraction | None, ...]
"""What a key says of a subject: nothing where it is not for it, None for a gap."""


class Key(NamedTuple):
    """What decides who is before whom: more is better.

    A `published` one parts the places of the ranking, where all who are ranked are compared: seats must not say more.
    """

    label: str
    told: Callable[[Draft], Told]
    published: bool = False

    def strength(self, draft: Draft) -> Fraction | None:
        """The one value that is told; None where one lacks or several differ: no code decides whose it is."""
        known = set(self.told(draft))
        return known.pop() if len(known) == 1 else None


class Compared(NamedTuple):
    """Equals side by side under a key: the value by code, and who has none; all empty where it is for nobody."""

    values: Mapping[str, Fraction]
    lacking: tuple[Draft, ...]

    @property
    def parts(self) -> bool:
        """Whether it may part them."""
        return bool(self.values) and not self.lacking


class Tier(NamedTuple):
    """Subjects that nothing parts, after being compared `by` these keys; `stuck` says what more could not be used."""

    drafts: tuple[Draft, ...]
    by: tuple[str, ...]
    stuck: str


def by_score() -> Key:
    """The published score."""
    return Key("得分", lambda draft: (None if draft.score is None else Fraction(draft.score),))


def by_rule(scheme: Scheme, path: str) -> Key:
    """The exact value of a rule of the score."""
    return Key(scheme.rules[path].label, lambda draft: _exact(draft.figure, path))


def _exact(figure: Figure, path: str) -> Told:
    found = figure_at(figure, path)
    if found is None:
        return ()
    return (None if found.value is None else Fraction(found.value),)


def ranking_keys(scheme: Scheme, kind: str) -> list[Key]:
    """What the published places of a kind go by: the score, then its second keys."""
    keys = [by_score(), *(by_rule(scheme, path) for path in scheme.subjects[kind].keys)]
    return [key._replace(published=True) for key in keys]


def as_ones(keys: Iterable[Key], drafts: Iterable[Draft]) -> list[Key]:
    """The keys, told of all together who count as one."""
    ones: defaultdict[Hashable, list[Draft]] = defaultdict(list)
    for draft in drafts:
        ones[draft.body].append(draft)
    return [key._replace(told=_of_all(key, ones)) for key in keys]


def _of_all(key: Key, ones: Mapping[Hashable, Sequence[Draft]]) -> Callable[[Draft], Told]:
    return lambda draft: tuple(value for one in ones[draft.body] for value in key.told(one))


def compared(key: Key, tied: Sequence[Draft]) -> Compared:
    """Those who are equal so far, under one more key."""
    if not any(key.told(draft) for draft in tied):
        return Compared({}, ())
    found = {draft.code: key.strength(draft) for draft in tied}
    values = {code: value for code, value in found.items() if value is not None}
    return Compared(values, tuple(draft for draft in tied if draft.code not in values))


def tiers(tied: Sequence[Draft], keys: Sequence[Key], by: tuple[str, ...] = ()) -> Iterator[Tier]:
    """Those who are equal so far, parted as far as the keys go, the best first."""
    if len(tied) == 1 or not keys:
        yield Tier(tuple(tied), by, "")
        return
    key, found = keys[0], compared(keys[0], tied)
    if found.lacking:
        yield Tier(tuple(tied), by, _lacks(key, found))
    elif not found.parts:
        yield from tiers(tied, keys[1:], by)
    else:
        equals: defaultdict[Fraction, list[Draft]] = defaultdict(list)
        for draft in tied:
            equals[found.values[draft.code]].append(draft)
        for value in sorted(equals, reverse=True):
            yield from tiers(equals[value], keys[1:], (*by, key.label))


class Award(NamedTuple):
    """Who is in without question, and who is tied across the line for how many open seats; `told` how ties went.

    Of those who count as one it names the first by code (`heads`).
    """

    safe: list[Draft]
    tied: list[Draft]
    open_seats: int
    told: tuple[str, ...] = ()


def split(standing: Sequence[Draft], free: int, keys: Sequence[Key], ranked: Sequence[Draft]) -> Award:
    """Give `free` seats by the first key, and what it leaves tied across the line by the next ones.

    The first key is for everybody: where it cannot be told of all nobody is in. What parts the places of the `ranked`
    is asked of all of them who are equal, whether they compete or not.
    """
    safe: list[Draft] = []
    told: list[str] = []
    tied, equal = list(standing), ranked
    for number, key in enumerate(keys):
        if not 0 < free < len(tied):
            break
        found = compared(key, tied)
        asked = compared(key, equal) if key.published else found
        if asked.lacking:
            told += [f"{len(tied)} 个并列争 {free} 个名额，{_lacks(key, asked)}"] * bool(number)
            return Award(safe, tied, free, tuple(told))
        if not found.parts:
            continue
        line = sorted(found.values.values(), reverse=True)[free - 1]
        if number:
            same = set(found.values.values()) == {line}
            word = f"{key.label}也相同" if same else f"按{key.label}高低排定先后"
            told.append(f"{len(tied)} 个并列争 {free} 个名额，{word}")
        above = [draft for draft in tied if found.values[draft.code] > line]
        safe, free = safe + above, free - len(above)
        tied = [draft for draft in tied if found.values[draft.code] == line]
        equal = [draft for draft in equal if asked.values[draft.code] == line] if key.published else equal
    if free >= len(tied):
        return Award(safe + tied, [], 0, tuple(told))
    return Award(safe, tied if free else [], free, tuple(told))


def _lacks(key: Key, found: Compared) -> str:
    """Why a key parts nobody: somebody has no value, or those who count as one have different ones."""
    differing = any(len(set(key.told(draft)) - {None}) > 1 for draft in found.lacking)
    return f"{f'合并的各个{key.label}不同' if differing else f'有的没有{key.label}'}，不能据以排先后"


def told_place(tier: Tier, equal: int, measure: str) -> str:
    """How one of `equal` subjects with the same score came to its place: '共 3 人，按测评高低排定先后'."""
    shared, by = len(tier.drafts), "、".join(tier.by[1:])  # the first is the score
    same = f"{by}也相同" if by else ""
    parted = f"{'依次' * (len(tier.by[1:]) > 1)}按{by}高低排定先后"
    left = f"其中 {shared} {measure}仍相同" if shared > 1 else ""
    found = [same] if shared == equal else [parted, left]
    ends = "名次并列" if shared > 1 else ""
    return "，".join(filter(None, (f"共 {equal} {measure}", *found, tier.stuck, ends)))
