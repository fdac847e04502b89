"""What every rule of a score can do. The kinds are in `scoring.rules`, one file each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from scoring.model.figure import EXEMPT, LINE, Figure

if TYPE_CHECKING:
    from scoring.facts.context import Binding, Score
    from scoring.language.scheme import Scheme
    from scoring.language.traits import Trait
    from scoring.model.sheet import Subject
    from scoring.reading.reader import Entry
    from scoring.rules.head import Head


@dataclass(frozen=True)
class Rule:
    """A node of a score: `path` names it in figures ('cadre.score.routine'); `short` is its name inside a sentence.

    `reads` is the sort of source that the kind takes its input from, '' for none;
    `compares` says that a figure depends on the other subjects of its kind (`Context.population`);
    `lost` tells, before its label, why a rule gave no figure at all;
    `spares` says that its figures tell which parts do not apply to the subject (`EXEMPT` leaves), and go without them;
    `by_duty` says that it hangs on who answers for a task.
    """

    kind: ClassVar[str] = ""
    reads: ClassVar[str] = ""
    compares: ClassVar[bool] = False
    lost: ClassVar[str] = "本年没有到期的"
    spares: ClassVar[bool] = False
    by_duty: ClassVar[bool] = False
    path: str
    label: str
    short: str
    clause: str

    @classmethod
    def read(cls, entry: "Entry", head: "Head") -> "Rule":
        """The rule written at `entry`; faults are noted there."""
        entry.excused = True
        return cls(*head.common())

    def children(self) -> tuple["Rule", ...]:
        """The rules this one is made from, in the order of the file."""
        return ()

    def sources(self) -> tuple[str, ...]:
        """Keys of the sources this rule itself reads (its children not counted)."""
        return ()

    def decisions(self) -> tuple[str, ...]:
        """`Decision.what` that this rule itself reads (its children not counted)."""
        return ()

    def conditions(self) -> tuple["Trait", ...]:
        """What this rule itself asks of a subject before it is scored (its children not counted)."""
        return ()

    def needs(self) -> tuple[str, ...]:
        """Subject kinds whose results this rule itself takes (its children not counted)."""
        return ()

    def pointers(self) -> Mapping[str, str]:
        """The attributes in which this rule reads a code, with the kind of whoever has the code."""
        return {}

    def tells(self) -> tuple[str, ...]:
        """The attributes whose value stands in its figures and sentences."""
        return ()

    def unites(self) -> bool:
        """Whether those whom it gives one value, named first in the basis, take one place among the others."""
        return False

    def adds_own(self) -> bool:
        """Whether something of the subject's own comes to what its one part gives: who counted as one does no more."""
        return len(self.children()) != 1

    def walk(self) -> Iterator["Rule"]:
        """This rule and all below it."""
        yield self
        for child in self.children():
            yield from child.walk()

    def chosen_by(self) -> str:
        """By what children are chosen for a subject, such as an attribute or 'group'; '' where all always count."""
        return ""

    def turn(self, subject: "Subject") -> str:
        """What about a subject decides which of the children count for it: the same for all that are alike in it."""
        return ""

    def applying(self, subject: "Subject") -> Iterator["Rule"]:
        """This rule and all below it that the score of `subject` is made by."""
        yield self
        for child in self.children():
            yield from child.applying(subject)

    def exempting(self) -> bool:
        """Whether it does not apply to some subjects, which its figures then say."""
        return False

    def bind(self, to: "Binding") -> "Score":
        """The rule as a function of a case of one sheet."""
        raise NotImplementedError(f"{type(self).__name__}.bind")

    def formed(self, scheme: "Scheme", figure: Figure) -> bool:
        """Whether a figure has the form of one of its figures: parts of these rules, each once, in their order.

        What `replay` asks before `value`: that nothing is lacking, doubled or added, even where no value tells.
        """
        told = [str(part.basis[0]) if part.rule == EXEMPT else part.rule for part in figure.parts]
        spared = {path for path, part in zip(told, figure.parts, strict=True) if part.rule == EXEMPT}
        may_be = {child.path for child in self.children() if self.spares and child.exempting()}
        return in_order(told, [child.path for child in self.children()]) and spared <= may_be

    def value(self, figure: Figure) -> Fraction | None:
        """The value of one of its figures recomputed from the figure's parts and basis; None where that cannot be.

        A basis that contradicts the rule gives None too, so that `replay` finds a figure of another scheme.
        """
        raise NotImplementedError(f"{type(self).__name__}.value")

    def say(self, scheme: "Scheme", figure: Figure) -> str:
        """How one of its figures, which has a value, came about, in one sentence without a full stop."""
        raise NotImplementedError(f"{type(self).__name__}.say")

    def gap(self, scheme: "Scheme", figure: Figure) -> str:
        """Why one of its figures has no value, in one sentence without a full stop."""
        return "有应有而未录的分数，补齐前不能计算" if figure.parts else "没有计分"

    def check(self, entry: "Entry", scheme: "Scheme", kind: str) -> None:
        """Note at `entry` what only the whole scheme can tell, such as an option that the source does not have.

        Called for subject kind `kind` once the rule's sources are known to exist and to be of its sort.
        """

    def name(self, scheme: "Scheme", figure: Figure) -> str:
        """The label of one of its figures; a step of the rule ends in one more name than the rule."""
        return self.label

    def leaf(self, scheme: "Scheme", parent: Figure, leaf: Figure) -> tuple[str, str]:
        """Label and sentence of an entered value below one of its figures."""
        if leaf.rule == EXEMPT:
            return scheme.rules[str(leaf.basis[0])].label, f"不适用：{leaf.basis[1]}"
        if leaf.rule == LINE:
            task, day, reason, document, *how = map(str, leaf.basis[:-1])
            told = (with_document(reason, document), day, task and f"任务 {task}", *how)
            return "台账记录", "，".join(filter(None, told))
        period, item = map(str, leaf.basis[:2])
        return item or period, "录入得分"

    def shares(self, figure: Figure) -> tuple[str, ...]:
        """What each part counts, for the column of weights; () where parts have none."""
        return ()


def in_order(found: Iterable[object], known: Iterable[object]) -> bool:
    """Whether all that is found is known, each at most once, in the order of the known."""
    rest = iter(known)
    return all(one in rest for one in found)


def leaves(figure: Figure, rule: str) -> bool:
    """Whether all parts of a figure are entered values of one sort."""
    return all(part.rule == rule for part in figure.parts)


def with_document(text: str, document: str) -> str:
    """'进度滞后（示例督通报〔2016〕14号）'; the text alone where no document is told."""
    return f"{text}（{document}）" if document else text


def absent(rules: Iterable[Rule], parts: Iterable[Figure]) -> str:
    """Those of `rules` that gave none of `parts`, with the reason: '本年没有到期的专项、定期'; '' where all did."""
    told = list(parts)
    there, found = {part.rule for part in told}, dict[str, list[str]]()
    spared = {part.basis[0]: f"{part.basis[1]}、按方案不适用的" for part in told if part.rule == EXEMPT}
    for rule in rules:
        if rule.path not in there:
            found.setdefault(spared.get(rule.path) or _why(rule), []).append(rule.label)
    return "、".join([f"{why}{'、'.join(labels)}" for why, labels in found.items()])


def _why(rule: Rule) -> str:
    """The rule's own word; where it hands on what a rule below lost for another reason, one that is true of all."""
    if rule.exempting():  # it did apply, or its leaf would say so
        return _why(rule.children()[0])
    usual = rule.lost == Rule.lost
    return _COUNTS_NOTHING if usual and {one.lost for one in rule.walk()} != {Rule.lost} else rule.lost


_COUNTS_NOTHING = "没有可计的"
