"""The subjects that a scheme can judge, as cases; the others are named."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from scoring.facts.context import Case, Context
from scoring.facts.intake import Intake
from scoring.facts.status import status_of
from scoring.language.scheme import Scheme
from scoring.language.traits import situations_of
from scoring.model.sheet import Subject
from scoring.model.verdict import ABSENT, Entered


def known(context: Context) -> dict[str, list[Subject]]:
    """The subjects by kind, in the order of the sheet; whom the scheme cannot judge becomes a problem."""
    counts = Counter([subject.key for subject in context.sheet.subjects])
    found: defaultdict[str, list[Subject]] = defaultdict(list)
    for subject in context.sheet.subjects:
        fault = _fault_of(context.scheme, subject, counts[subject.key])
        if fault:
            context.problems.add(f"{context.scheme.named(subject.key)}：{fault}，未评定", Entered(subject.key))
        else:
            found[subject.key.kind].append(subject)
    return found


def _fault_of(scheme: Scheme, subject: Subject, count: int) -> str:
    kind = scheme.subjects.get(subject.key.kind)
    if kind is None or subject.group not in kind.groups:
        return f"方案没有“{kind.label if kind else subject.key.kind}”的“{subject.group}”组"
    for situation in situations_of(subject):
        if situation not in scheme.situations:
            return f"方案没有规定情形“{situation}”如何处理"
    return f"在名册中出现 {count} 次" if count > 1 else ""


def cases_of(context: Context, kind: str, subjects: Iterable[Subject]) -> Iterator[Case]:
    """A case for each subject, made when asked for. Who is gone has no marks that could be lacking."""
    intake = Intake(context, kind)
    for subject in subjects:
        status = status_of(context.scheme, subject)
        yield Case(subject, status, {} if status == ABSENT else intake.marks(subject))
