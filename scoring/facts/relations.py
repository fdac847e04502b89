"""How someone who rates stands to the one he rates, by posts and duties on a day."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property

from scoring.facts.context import Context
from scoring.language.source import IN_CHARGE
from scoring.model.sheet import Duty, Key, Subject, Tenure


class Ties:
    """The relations between the people of one sheet. Whoever is rated counts with the units of his posts on the day;
    a unit, a team and someone without a post on that day with the own unit."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._kinds: Mapping[str, Callable[[str, Subject, date], bool]] = {
            "own_unit": self._shares_unit,
            IN_CHARGE: self._in_charge,
            "principal": self._principal,
            "peers": self._peer,
        }

    def holds(self, relation: str, rater: str, rated: Subject, day: date) -> bool:
        """Whether the rater stands in the relation to the rated on the day; nobody stands in any to himself."""
        return rater != rated.key.code and self._kinds[relation](rater, rated, day)

    def _posts(self, person: str, day: date) -> list[Tenure]:
        return [post for post in self._context.posts.get(person, ()) if post.first <= day <= post.last]

    def _units(self, rated: Subject, day: date) -> set[str]:
        return {post.unit for post in self._posts(rated.key.code, day)} or {rated.unit}

    def _shares_unit(self, rater: str, rated: Subject, day: date) -> bool:
        return not self._units(rated, day).isdisjoint(post.unit for post in self._posts(rater, day))

    def _principal(self, rater: str, rated: Subject, day: date) -> bool:
        """A principal of a unit where the rated is none."""
        own = {post.unit for post in self._posts(rated.key.code, day) if post.principal}
        heads = {post.unit for post in self._posts(rater, day) if post.principal}
        return bool(heads & self._units(rated, day) - own)

    def _in_charge(self, rater: str, rated: Subject, day: date) -> bool:
        """Mainly responsible for a task of the rated; for who is of another unit, a task of anyone there will do."""
        tasks = self._tasks(rater, day, main=True)
        people = {rated.key.code}
        if not self._shares_unit(rater, rated, day):
            people |= {person for unit in self._units(rated, day) for person in self._staff(unit, day)}
        return any(tasks & self._tasks(person, day) for person in people)

    def _peer(self, rater: str, rated: Subject, day: date) -> bool:
        """Of the same unit, kind and comparison group."""
        group = self._groups.get(Key(rated.key.kind, rater))
        return group == rated.group and self._shares_unit(rater, rated, day)

    def _tasks(self, person: str, day: date, main: bool = False) -> set[str]:
        duties = self._duties.get(person, ())
        return {duty.task for duty in duties if duty.first <= day <= duty.last and (duty.main or not main)}

    def _staff(self, unit: str, day: date) -> list[str]:
        return [post.cadre for post in self._context.tenures.get(unit, ()) if post.first <= day <= post.last]

    @cached_property
    def _duties(self) -> Mapping[str, list[Duty]]:
        found: defaultdict[str, list[Duty]] = defaultdict(list)
        for duty in self._context.sheet.duties:
            found[duty.cadre].append(duty)
        return found

    @cached_property
    def _groups(self) -> Mapping[Key, str]:
        return {subject.key: subject.group for subject in self._context.sheet.subjects}
