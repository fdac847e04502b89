"""`exempt`: a part that does not apply to everybody (不适用, 缺项). To whom it does not, it is as if it did not exist.

That is another thing than a mark that is missing. Parts side by side (`weighted`, `sum`, `aggregate`) tell why it does
not apply; elsewhere it is a part of which nothing fell due.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from scoring.facts.context import Binding, Case, Context, Score
from scoring.language.condition_reading import read_traits
from scoring.language.rule import Rule
from scoring.language.scheme import Scheme
from scoring.language.traits import Decided, Grouped, Trait
from scoring.model.figure import EXEMPT, Figure
from scoring.model.sheet import Subject
from scoring.model.verdict import Entered
from scoring.numbers.numerals import plain
from scoring.reading.reader import Entry, listed
from scoring.rules.head import Head


@dataclass(frozen=True)
class Exempt(Rule):
    """The part does not apply to whom all of `when` fits. The basis is empty."""

    kind: ClassVar[str] = "exempt"
    lost: ClassVar[str] = "没有可计的"
    part: Rule
    when: tuple[Trait, ...]

    @classmethod
    def read(cls, entry: Entry, head: Head) -> "Exempt":
        """Read `when` and `part`."""
        return cls(*head.common(), head.part(entry), read_traits(entry))

    def check(self, entry: Entry, scheme: Scheme, kind: str) -> None:
        """The groups are those of the kind."""
        known = scheme.subjects[kind].groups
        for group in (name for one in self.when if isinstance(one, Grouped) for name in one.groups):
            if group not in known:
                entry.entry("when").note("group", f"不认识的组“{group}”", f"可用：{listed(known)}")

    def children(self) -> tuple[Rule, ...]:
        """The one part."""
        return (self.part,)

    def conditions(self) -> tuple[Trait, ...]:
        """To whom the part does not apply."""
        return self.when

    def decisions(self) -> tuple[str, ...]:
        """Those that say that it does not apply."""
        return tuple(what for one in self.when for what in one.decisions())

    def tells(self) -> tuple[str, ...]:
        """The attributes that say so."""
        return tuple(name for one in self.when for name in one.tells())

    def exempting(self) -> bool:
        """Yes."""
        return True

    def exempts(self, subject: Subject) -> bool:
        """Whether the part does not apply to a subject."""
        return all(one.fits(subject) for one in self.when)

    def chosen_by(self) -> str:
        """Those to whom it applies are compared with each other alone."""
        return self.path

    def turn(self, subject: Subject) -> str:
        """Whether it applies."""
        return "exempt" if self.exempts(subject) else ""

    def applying(self, subject: Subject) -> Iterator[Rule]:
        """This rule, and what is below where it applies."""
        yield self
        if not self.exempts(subject):
            yield from self.part.applying(subject)

    def bind(self, to: Binding) -> Score:
        """The part where it applies, else a leaf that says why not."""
        (part,), known = to.parts, _known(to.context.scheme, to.kind)

        def score(case: Case) -> Figure | None:
            self._name_strange(to.context, case, known)
            words = [one.told(to.context, case) for one in self.when]
            if all(words):
                return Figure(EXEMPT, None, (self.path, "且".join(words), 0))
            found = part(case)
            return found and Figure(self.path, None if found.value is None else Fraction(found.value), (), (found,))

        return score

    def _name_strange(self, context: Context, case: Case, known: dict[str, set[str]]) -> None:
        """A decision on what does not apply to the subject, whose word no part knows, must not be lost in silence."""
        for one in case.subject.decisions:
            words = known.get(one.what, set()) if one.what in self.decisions() else set()
            if words and one.value not in words:
                about = Entered(case.subject.key, one)
                told = f"{context.scheme.named(case.subject.key)} 的决定：事项“{one.what}”写的是“{one.value}”"
                context.problems.add(f"{told}，方案没有这一项，未使用（可用：{listed(sorted(words))}）", about)

    def value(self, figure: Figure) -> Fraction | None:
        """That of the part."""
        value = figure.parts[0].value if figure.parts and not figure.basis else None
        return None if value is None else Fraction(value)

    def say(self, scheme: Scheme, figure: Figure) -> str:
        """'港口 90.00'."""
        return f"{self.part.short} {plain(figure.value)[0]}"


def _known(scheme: Scheme, kind: str) -> dict[str, set[str]]:
    """By decision the words that anything of the kind knows; nothing where any word will do."""
    found: dict[str, set[str]] = {}
    asked = [one for one in scheme.conditions(kind) if isinstance(one, Decided)]
    for one in asked:
        found.setdefault(one.what, set()).update(one.values)
    return {what: words for what, words in found.items() if all(one.values for one in asked if one.what == what)}
