"""Seats of a quota and who holds them. A tie across the line stays open unless the scheme or a ruling ends it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from scoring.after.grades import cited, give
from scoring.after.keys import Award, Key, as_ones, by_rule, ranking_keys, split
from scoring.after.seats import Scope, contested, counted, joined, scopes, seats
from scoring.after.shortlist import again, name_unvoted, shortlisted, tell_beaten, votes_of
from scoring.facts.context import Context
from scoring.language.quota import AGAIN, ALL_IN, ALL_OUT, BY_SCORE, LARGEST, OPEN, Quota, Votes, scope_label
from scoring.language.scheme import Scheme
from scoring.model.draft import Draft, Groups, heads
from scoring.model.sheet import Ruling
from scoring.model.verdict import IN, NOBODY, OUT, UNDECIDED, Entered, QuotaLine


def place_in(context: Context, groups: Groups) -> list[QuotaLine]:
    """Give each ranked subject of these groups its place under the quotas of its kind, and the grade with it."""
    found = []
    for quota in context.scheme.quotas.values():
        ours = {group: drafts for (kind, group), drafts in groups.items() if kind == quota.of}
        if not ours:
            continue
        places = scopes(context, quota, ours)
        free = _seats(context, quota, places)
        open_ones, spare = ((), 0) if quota.ordered or quota.rounding != LARGEST else contested(places, quota.minimum)
        found += [_award_in(context, quota, one, free[one.key]) for one in places if one not in open_ones]
        if open_ones:
            found.append(_contest_in(context, quota, open_ones, free, spare))
    return found


def _contest_in(
    context: Context, quota: Quota, open_ones: Sequence[Scope], free: Mapping[str, int], spare: int
) -> QuotaLine:
    """One line for scopes between which nothing but their codes would part `spare` seats: a named person decides.

    Tied across it are those whom one more seat of their own scope would reach.
    """
    whole = joined(context, quota, open_ones)
    ranked = sorted((draft for draft in whole.drafts if draft.rank), key=Draft.order)
    standing = [draft for draft in ranked if _eligible(context.scheme, quota, draft)]
    keys = _keys(context, quota, ranked, standing)
    own = {one.key: heads(draft for draft in standing if draft in one.drafts) for one in open_ones}
    all_of = {one.key: heads(draft for draft in ranked if draft in one.drafts) for one in open_ones}
    sure = [split(own[key], free[key], keys, all_of[key]) for key in own]
    more = [split(own[key], min(free[key] + 1, len(own[key])), keys, all_of[key]) for key in own]
    safe = [draft for award in sure for draft in award.safe]
    tied = [draft for award in more for draft in (*award.safe, *award.tied) if draft not in safe]
    told = f"{len(open_ones)} 处的尾数和人数都相同，余下 {spare} 个名额归哪一处由裁定定"
    award = Award(safe, tied, min(len(tied), sum(one.open_seats for one in sure) + spare), (told,))
    rulings = [one for one in context.sheet.rulings if (one.quota, one.group) == (quota.key, whole.key)]
    seats_there = sum(free[one.key] for one in open_ones) + spare
    line = _settled(replace(quota, ties=OPEN), whole, seats_there, (ranked, standing), award, rulings)
    _regrade(context.scheme, quota, standing, seats_there)
    return line


def _seats(context: Context, quota: Quota, places: Sequence[Scope]) -> dict[str, int]:
    if not quota.fields:
        return seats(places, quota.rounding, quota.minimum, quota.ordered)
    free = {scope.key: quota.fields[scope.key].seats for scope in places}
    for scope in places:
        if free[scope.key] > scope.base and not quota.votes:
            told = f"{scope_label(context.scheme, quota, scope.key)}{quota.label}"
            context.problems.add(f"{told}：名额 {free[scope.key]} 个多于基数 {scope.base} 个")
    return free


def note_strays(context: Context, lines: Iterable[QuotaLine]) -> None:
    """Rulings on a line that does not exist."""
    there = {(line.quota, line.group) for line in lines}
    for ruling in context.sheet.rulings:
        if (ruling.quota, ruling.group) not in there:
            quota = context.scheme.quotas.get(ruling.quota)
            group = scope_label(context.scheme, quota, ruling.group) if quota else ruling.group
            where = f"{quota.label if quota else ruling.quota}·{group}"
            context.problems.add(f"裁定（{ruling.document}）所指的“{where}”在方案中不存在", Entered(NOBODY, ruling))


def _award_in(context: Context, quota: Quota, scope: Scope, free: int) -> QuotaLine:
    """Fill the seats of one scope."""
    ranked = sorted((draft for draft in scope.drafts if draft.rank), key=Draft.order)
    standing = [draft for draft in ranked if _eligible(context.scheme, quota, draft)]
    if quota.votes:
        fit, field = standing, quota.fields[scope.key]
        standing, free = shortlisted(field, fit, ranking_keys(context.scheme, quota.of), ranked)
        tell_beaten(quota, field, [draft for draft in fit if draft not in standing])
    keys, ones = _keys(context, quota, ranked, standing), heads(standing)
    if quota.votes:
        name_unvoted(context, keys[0], standing)
    if quota.exact and len(ones) < free:
        where = scope_label(context.scheme, quota, scope.key)
        context.problems.add(f"{where}{quota.label}：名额 {free} 个应当用足，合条件的只有 {len(ones)} 个")
    award = split(ones, free, keys, heads(ranked))
    rulings = [one for one in context.sheet.rulings if (one.quota, one.group) == (quota.key, scope.key)]
    line = _settled(quota, scope, free, (ranked, standing), award, rulings)
    _regrade(context.scheme, quota, standing, free)
    return line


def _eligible(scheme: Scheme, quota: Quota, draft: Draft) -> bool:
    """Whether the grade so far is one that competes, and limits leave the quota's grade open."""
    if quota.among and draft.grade not in quota.among:
        return False
    if not quota.grade:
        return True
    return not draft.settled and scheme.grades[quota.of].step(quota.grade) >= draft.ceiling


def _keys(context: Context, quota: Quota, ranked: Sequence[Draft], standing: Sequence[Draft]) -> list[Key]:
    """What the seats go by first, then the second keys, each once.

    Wherever the score counts, the keys that part its places in the ranking come right after it, told as there.
    """
    first = [_voted("票数", context, quota.votes)] if quota.votes else []
    named = quota.keys if quota.votes else (BY_SCORE, *quota.keys)
    before = named[: named.index(BY_SCORE)] if BY_SCORE in named else named
    published = (BY_SCORE, *context.scheme.subjects[quota.of].keys) if BY_SCORE in named else ()
    after = [key for key in named if key not in (*before, *published)]
    own = [_key(context, quota, key) for key in before]
    rest = [_key(context, quota, key) for key in after]
    ranking = ranking_keys(context.scheme, quota.of) if published else []
    return [*as_ones([*first, *own], standing), *as_ones(ranking, ranked), *as_ones(rest, standing)]


def _key(context: Context, quota: Quota, key: str) -> Key:
    if key == AGAIN and quota.votes:
        return _voted("第二轮票数", context, again(quota.votes))
    return by_rule(context.scheme, key)


def _voted(label: str, context: Context, votes: Votes) -> Key:
    """Votes are for everybody: who has none told cannot be placed."""
    return Key(label, lambda draft: (votes_of(context, votes, draft),))


def _settled(
    quota: Quota,
    scope: Scope,
    free: int,
    there: tuple[Sequence[Draft], Sequence[Draft]],
    award: Award,
    rulings: Sequence[Ruling],
) -> QuotaLine:
    """Write the places; across a tie as the scheme says, else as a fitting ruling says, else they stay open.

    `there` are all who are ranked, and of them those who compete.
    """
    ranked, standing = there[0], set(there[1])
    codes = tuple(draft.code for draft in award.tied)
    ruling, note = fitting(rulings, codes, award.open_seats) if quota.ties == OPEN else (None, _moot(rulings))
    told = (*_told_merged(quota, scope), *award.told, *_told_tie(quota, award))
    places = {draft.body: IN for draft in award.safe}
    places |= {draft.body: _across(quota, ruling, draft) for draft in award.tied}
    for draft in ranked:
        _put(draft, quota.key, places.get(draft.body, OUT) if draft in standing else OUT)
    inside = [draft.score for draft in ranked if draft.places[quota.key] == IN and draft.score is not None]
    about = (quota.key, scope.key, scope.base, free, min(inside, default=None))
    if ruling:
        return QuotaLine(*about, (), 0, ruling.ref, "", told)
    if quota.ties != OPEN:
        return QuotaLine(*about, (), 0, None, note, told)
    return QuotaLine(*about, codes, award.open_seats, None, note, told)


def _told_merged(quota: Quota, scope: Scope) -> Iterator[str]:
    """What makes the base smaller than the number of those in it."""
    each = len(counted(quota, scope.drafts))
    if each > scope.base:
        yield f"合并的按一个计，{each} 个计为 {scope.base} 个"


def _told_tie(quota: Quota, award: Award) -> Iterator[str]:
    if award.tied and quota.ties == ALL_IN:
        yield f"线上并列的 {len(award.tied)} 个全部入选，超出名额 {len(award.tied) - award.open_seats} 个"
    if award.tied and quota.ties == ALL_OUT:
        yield f"线上并列的 {len(award.tied)} 个全部不入选，空出名额 {award.open_seats} 个"


def _across(quota: Quota, ruling: Ruling | None, draft: Draft) -> str:
    if quota.ties != OPEN:
        return IN if quota.ties == ALL_IN else OUT
    if ruling is None:
        return UNDECIDED
    return IN if draft.code in ruling.admitted else OUT


_ORDER = (IN, UNDECIDED, OUT)


def _put(draft: Draft, quota: str, place: str) -> None:
    """Note the place; the best of several quotas, the first of equals, is the one that the standing leads with."""
    draft.places[quota] = place
    draft.quota, draft.place = min(draft.places.items(), key=lambda one: _ORDER.index(one[1]))


def _regrade(scheme: Scheme, quota: Quota, standing: Sequence[Draft], free: int) -> None:
    """The grades that follow from the places of those who competed; a place that is open leaves the grade open."""
    ladder = scheme.grades.get(quota.of)
    if not quota.grade or ladder is None:
        return
    below = quota.votes.runners_up if quota.votes else quota.others
    for draft in standing:
        place = draft.places[quota.key]
        if place == IN:
            give(scheme, ladder, draft, quota.grade, f"在“{quota.label}”名额 {free} 个之内", quota.clause)
        elif place == UNDECIDED:
            draft.grade = ""
            draft.reasons.append(f"“{quota.label}”名额线上并列，待裁定，等次未定{cited(scheme, quota.clause)}")
        elif below and (quota.votes or draft.grade == quota.grade):
            give(scheme, ladder, draft, below, f"不在“{quota.label}”名额 {free} 个之内", quota.clause)


def fitting(rulings: Sequence[Ruling], tied: tuple[str, ...], open_seats: int) -> tuple[Ruling | None, str]:
    """The one ruling that names exactly the tied and as many of them as there are open seats; else why not.

    Where nothing is tied any more a ruling is moot: there is nothing to decide, and that is said.
    """
    if not rulings or not tied:
        return None, _moot(rulings)
    if len(rulings) > 1:
        return None, f"有 {len(rulings)} 份裁定，只能有一份"
    ruling = rulings[0]
    if ruling.admitted | ruling.refused != frozenset(tied) or ruling.admitted & ruling.refused:
        return None, f"裁定（{ruling.document}）所列人员与现在并列的不一致"
    if len(ruling.admitted) != open_seats:
        return None, f"裁定（{ruling.document}）入选 {len(ruling.admitted)} 个，现在空额 {open_seats} 个"
    return ruling, ""


def _moot(rulings: Sequence[Ruling]) -> str:
    """That rulings decide nothing, which changes nothing; '' where there are none."""
    documents = "、".join(dict.fromkeys(ruling.document for ruling in rulings))
    return f"裁定（{documents}）没有用上：这里没有待裁定的并列" if rulings else ""
