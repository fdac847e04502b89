"""The closed set of rule kinds: one file each, one table. A new kind is a file, a row and a section in the docs."""

from collections.abc import Mapping

from scoring.facts.context import Binding, Case, Context, Score
from scoring.language.rule import Rule
from scoring.model.figure import EXEMPT, Figure
from scoring.reading.reader import Entry
from scoring.rules.adjust import Adjust
from scoring.rules.aggregate import Aggregate
from scoring.rules.ballot import Ballot
from scoring.rules.carried import Carried
from scoring.rules.choose import Choose
from scoring.rules.coloured import Coloured
from scoring.rules.constant import Constant
from scoring.rules.decision import Decided
from scoring.rules.earlier import EarlierYear
from scoring.rules.exempt import Exempt
from scoring.rules.fallback import Fallback
from scoring.rules.graded_sheets import GradedSheets
from scoring.rules.head import Head
from scoring.rules.ledger import Ledger
from scoring.rules.mean import Mean
from scoring.rules.membership import Membership
from scoring.rules.merged import Merged
from scoring.rules.other import Other
from scoring.rules.pro_rata import ProRata
from scoring.rules.rank import Rank
from scoring.rules.rating import RatingRule
from scoring.rules.relative import Relative
from scoring.rules.steps import Steps
from scoring.rules.sum import Sum
from scoring.rules.table import Table
from scoring.rules.target import Target
from scoring.rules.vote_share import VoteShare
from scoring.rules.weighted import Weighted

RULES: Mapping[str, type[Rule]] = {
    kind.kind: kind
    for kind in (
        Weighted,
        Sum,
        Mean,
        Constant,
        Adjust,
        Aggregate,
        Steps,
        Table,
        Fallback,
        Exempt,
        Choose,
        Other,
        Coloured,
        Ledger,
        Carried,
        Target,
        Relative,
        Rank,
        Merged,
        ProRata,
        EarlierYear,
        Decided,
        Ballot,
        VoteShare,
        Membership,
        RatingRule,
        GradedSheets,
    )
}


def read(entry: Entry, path: str) -> Rule:
    """The rule written at `entry`, of whatever kind; an unknown kind is noted and read as nothing."""
    kind = entry.choice("kind", RULES, "规则种类 kind ")
    head = Head(path, entry.text("label"), entry.text("short", ""), entry.clause(), read)
    entry.page.named[path] = entry
    return RULES.get(kind, Rule).read(entry, head)


def bind(rule: Rule, context: Context, subject_kind: str) -> Score:
    """The rule as a function of a case of `subject_kind`."""
    parts = tuple(_below(rule, child, context, subject_kind) for child in rule.children())
    return rule.bind(Binding(context, subject_kind, parts))


def _below(rule: Rule, child: Rule, context: Context, subject_kind: str) -> Score:
    """A part as `rule` takes it: what does not apply is nothing at all for kinds that tell no such parts."""
    part = bind(child, context, subject_kind)
    return part if rule.spares or not child.exempting() else applied(part)


def applied(score: Score) -> Score:
    """A rule that may not apply, as one that then gives nothing."""

    def silent(case: Case) -> Figure | None:
        figure = score(case)
        return None if figure is None or figure.rule == EXEMPT else figure

    return silent
