"""Tables → Sheet: every row read, every fault of all tables told at once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from scoring.language.scheme import Scheme
from scoring.model.sheet import Key, Sheet, Subject, Tenure
from scoring.reading.reader import listed
from scoring.tables import personal
from scoring.tables.faults import Faults, Place
from scoring.tables.forms import ASIDE, CODE, FORMS, KIND, NAME, SUBJECTS, TITLE, Form, owner
from scoring.tables.raw import Head, Raw, filled, find_head
from scoring.tables.row import Row
from scoring.tables.texts import heading
from scoring.tables.vocabulary import Vocabulary

UNIT = "unit"
_NOTES = ("说明", "备注", "_")
"""Tables whose names begin so are for people's eyes."""


class Facts(NamedTuple):
    """A sheet, and the names of its subjects where told: they are for display and stay out of the sheet."""

    sheet: Sheet
    names: Mapping[Key, str]


def gathered(tables: Sequence[Raw], scheme: Scheme) -> Facts:
    """The facts in the tables of one set. TablesError with every fault."""
    work = Work(scheme)
    work.sort(tables)
    work.read_subjects()
    work.read_others()
    work.faults.finish()
    return work.facts()


class Work:
    """One set of tables on its way to a sheet."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme, self.known, self.faults = scheme, Vocabulary(scheme), Faults()
        self._tables: dict[str, Raw] = {}
        self._subjects: dict[Key, Subject] = {}
        self._lost: set[str] = set()
        self._names: dict[Key, str] = {}
        self._own: defaultdict[Key, defaultdict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        self._whole: defaultdict[str, list[Any]] = defaultdict(list)

    def sort(self, tables: Sequence[Raw]) -> None:
        """Which table is which; unknown ones are faults, for a misspelt name must not lose its facts."""
        for raw in tables:
            name = heading(raw.name)
            if name.startswith(_NOTES) or not any(map(filled, (cell for _, row in raw.rows for cell in row))):
                continue
            if name not in FORMS:
                cure = f"可用：{listed(FORMS)}；只供阅读的表请以“说明”开头命名"
                self.faults.note(Place(raw.file, raw.sheet), raw.name, "不认识的表", cure)
            elif name in self._tables:
                self.faults.note(Place(raw.file, raw.sheet), raw.name, "这张表有两份", "请合并成一份")
            else:
                self._tables[name] = raw
        if SUBJECTS not in self._tables and tables:
            self.faults.note(Place(tables[0].file), "", f"没有“{SUBJECTS}”表", "请补上，见 docs/sheet-format.md")

    def read_subjects(self) -> None:
        """The subjects first: the others refer to them."""
        for row, extra in self.rows(FORMS[SUBJECTS]):
            subject: Subject = FORMS[SUBJECTS].make(row, self.known)
            if subject.key in self._subjects:
                row.note(CODE, "这个对象前面已有一行", "请删去重复的行，或改正代码")
            if not row.sound:
                self._lost.add(subject.key.code)
                continue
            self._subjects[subject.key] = replace(subject, attributes=_attributes(row, extra))
            self._names[subject.key] = row.text_or_none(NAME) or row.text_or_none("名称")

    def read_others(self) -> None:
        """All other tables."""
        for form in FORMS.values():
            for row, _ in self.rows(form) if form.name != SUBJECTS else ():
                if form.whole:
                    made = form.make(row, self.known)
                    if isinstance(made, Tenure):
                        self._check_post(row, made)
                    self._keep(row, made, self._whole[form.of])
                else:
                    self._read_own(form, row)

    def _read_own(self, form: Form, row: Row) -> None:
        key = owner(row, self.known)
        if row.sound and key not in self._subjects and key.code not in self._lost:
            row.note(CODE, f"“{SUBJECTS}”表中没有这个对象", f"请核对{KIND}和{CODE}，或在“{SUBJECTS}”表中补一行")
        self._keep(row, form.make(row, self.known), self._own[key][form.of])

    def _check_post(self, row: Row, post: Tenure) -> None:
        """A post in a unit, or of a person, that is not there would carry nothing, in silence."""
        codes = {key.code for key in self._subjects if key.kind == UNIT}
        if codes and row.sound and post.unit not in codes and post.unit not in self._lost:
            row.note("单位", f"“{SUBJECTS}”表中没有这个单位", f"请核对代码，或在“{SUBJECTS}”表中补一行")

    def _keep(self, row: Row, made: Any, kept: list[Any]) -> None:
        if row.sound and made is not None:
            kept.append(made)

    def rows(self, form: Form) -> Iterator[tuple[Row, tuple[str, ...]]]:
        """The filled rows below the head of a table, and the headings of its further columns."""
        raw = self._tables.get(form.name)
        head = raw and self._head(raw, form)
        if not raw or not head:
            return
        extra = tuple(
            word
            for word in head.columns
            if word not in form.headings
            and word not in ASIDE
            and not word.startswith(_NOTES)
            and not personal.asked(word)
        )
        for number, values in raw.rows[head.at + 1 :]:
            if any(map(filled, values)):
                yield Row(self.faults, Place(raw.file, raw.sheet, number), head.columns, values), extra

    def _head(self, raw: Raw, form: Form) -> Head | None:
        head = find_head(raw, form.headings)
        place = Place(raw.file, raw.sheet)
        if head is None:
            self.faults.note(place, "", "找不到表头", f"请在第一行写列名：{listed(form.columns)}")
            return None
        place = place._replace(row=raw.rows[head.at][0])
        lacking = [word for word in form.columns if word not in head.columns]
        for word in lacking:
            self.faults.note(place, "", f"缺少“{word}”列", f"请补上；这张表的列：{listed(form.headings)}")
        for word in head.doubled:
            self.faults.note(place, word, "这一列有两份", "请删去或改名其中一列")
        if form.name == SUBJECTS:
            self._note_personal(head, place)
            self._note_useless(head, place)
        else:
            self._note_strangers(head, form, place)
        return None if lacking else head

    def _note_personal(self, head: Head, place: Place) -> None:
        for word, column in head.columns.items():
            if personal.asked(word):
                where = place._replace(column=column, heading=word)
                self.faults.note(where, "", "这一列是个人信息", personal.CURE)

    def _note_useless(self, head: Head, place: Place) -> None:
        """An attribute that the scheme does not speak of is a slip of the pen, and would lose facts in silence."""
        told = {*FORMS[SUBJECTS].headings, *ASIDE, TITLE, *map(heading, self.known.spoken)}
        for word, column in head.columns.items():
            if word not in told and not personal.asked(word) and not word.startswith(_NOTES):
                where = place._replace(column=column, heading=word)
                self.faults.note(where, "", "方案没有用到这一列", "请核对列名；只供阅读的列请以“备注”开头命名")

    def _note_strangers(self, head: Head, form: Form, place: Place) -> None:
        for word, column in head.columns.items():
            if word not in form.headings and word not in ASIDE:
                where = place._replace(column=column, heading=word)
                self.faults.note(where, "", "不认识的列", f"可用：{listed(form.headings)}；只供阅读的列请写“备注”")

    def facts(self) -> Facts:
        """All of it as a sheet."""
        facts = dict(self._whole.pop("facts", []))
        subjects = tuple(replace(one, **_frozen(self._own[key])) for key, one in self._subjects.items())
        sheet = Sheet(self.scheme.year, subjects, facts=facts, **_frozen(self._whole))
        return Facts(sheet, {key: name for key, name in self._names.items() if name})


def _attributes(row: Row, extra: Sequence[str]) -> dict[str, str]:
    """What further columns tell of a subject; a number of a person is a fault, and not repeated in its words."""
    found = {name: row.text_or_none(name) for name in extra if row.value(name) is not None}
    for name, text in found.items():
        if sort := personal.told(text):
            row.note(name, f"含有{sort}", personal.CURE, repeat=False)
    return found


def _frozen(rows: Mapping[str, list[Any]]) -> dict[str, Any]:
    return {field: tuple(found) for field, found in rows.items()}
