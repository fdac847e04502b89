"""Flags: what a method wants noticed about a subject, such as the last two of a group two years running.

A flag proposes nothing and changes nothing; people decide on it.
"""

from scoring.after.grades import cited
from scoring.facts.context import Context
from scoring.model.draft import Groups
from scoring.model.verdict import ABSENT, Raised


def flag_in(context: Context, groups: Groups) -> None:
    """Raise the flags of these groups, in the order of the scheme; not on those who are gone."""
    for flag in context.scheme.flags.values():
        for (kind, _), drafts in groups.items():
            for draft in drafts if kind == flag.of else ():
                told = "" if draft.status == ABSENT else flag.when.told(context, draft)
                if told:
                    draft.flags.append(Raised(flag.key, f"{flag.label}：{told}{cited(context.scheme, flag.clause)}"))
