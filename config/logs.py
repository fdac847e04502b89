"""Lines of the log: what went wrong and where, and no row of anybody's."""

import logging
import re

#: What the database adds to a refusal: the row or the key that was refused, the statement, where it stood. It goes on
#: to the next exception of a chain, whatever a value may hold.
_ADDED = re.compile(
    r"(?:\n|\\n)(?:DETAIL|CONTEXT|HINT|QUERY|STATEMENT|LINE \d+):.*?"
    r"(?=\nTraceback \(most recent|\n\nThe above exception was|\n\nDuring handling of|\Z)",
    re.DOTALL,
)


class Discreet(logging.Formatter):
    """As Django's, without what the database adds to its refusals; the rule's name before it tells enough."""

    def format(self, record: logging.LogRecord) -> str:
        """One record as text, its traceback too."""
        return _ADDED.sub("\n（数据库的明细不记入日志）", super().format(record))
