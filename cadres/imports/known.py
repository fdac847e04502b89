"""Who is on record for a stretch of rows: people by ID number, code and name, with every post of theirs."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F

from cadres.imports.layouts import PersonLine
from cadres.people import keys
from cadres.people.models import Person, Post
from cadres.people.records.models import FormerName, FormerNumber, Rank
from cadres.workbooks.texts import name_key


class Known:
    """The county's people whom a stretch of rows may mean, asked for in a few queries.

    `index` is what each number is found by under the present key; `once` are numbers somebody had before his present
    one, `names` the names that people bore until some day.
    """

    def __init__(self, county: Any, rows: Sequence[PersonLine]) -> None:
        self.by_number: dict[str, Person] = {}
        self.by_code: dict[str, Person] = {}
        self.by_name: dict[str, list[Person]] = defaultdict(list)
        self.posts: dict[int, list[Post]] = defaultdict(list)
        self.ranks: dict[int, list[Rank]] = defaultdict(list)
        self.once: set[str] = set()
        self.names: dict[int, set[str]] = defaultdict(set)
        self._county, self._of = county, Person.objects.filter(county=county)
        self._number(rows)
        self._code(rows)
        self._name(rows)
        self._held()

    def _number(self, rows: Sequence[PersonLine]) -> None:
        several = {row.id_number: keys.indexes_of(row.id_number) for row in rows if row.id_number}
        self.index = {number: found[0] for number, found in several.items()}
        indexes = {index: number for number, found in several.items() for index in found}
        former = FormerNumber.objects.filter(county=self._county, id_index__in=list(indexes)).select_related("person")
        for one in former:
            self.by_number[indexes[one.id_index]] = one.person
            self.once.add(indexes[one.id_index])
        for person in self._of.filter(id_index__in=list(indexes)):
            self.by_number[indexes[person.id_index]] = person

    def _code(self, rows: Sequence[PersonLine]) -> None:
        codes = {row.code for row in rows if row.code}
        if codes:
            self.by_code = {person.code: person for person in self._of.filter(code__in=codes)}

    def _name(self, rows: Iterable[PersonLine]) -> None:
        """Namesakes of those whom neither number nor code has found."""
        names = {name_key(row.name) for row in rows if row.name and row.id_number not in self.by_number}
        for person in self._of.filter(name_key__in=names):
            self.by_name[person.name_key].append(person)

    def _held(self) -> None:
        named = (person.pk for people in self.by_name.values() for person in people)
        found = {*named, *(one.pk for one in self.by_number.values()), *(one.pk for one in self.by_code.values())}
        if found:
            posts = Post.objects.filter(person__in=found).select_related("unit")
            for post in posts.order_by(F("first_on").asc(nulls_first=True), "pk"):
                self.posts[post.person_id].append(post)
            for rank in Rank.objects.filter(person__in=found):
                self.ranks[rank.person_id].append(rank)
            former = FormerName.objects.filter(person__in=found, last_on__isnull=False)
            for key, name in former.values_list("person_id", "name_key"):
                self.names[key].add(name)
