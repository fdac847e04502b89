"""The method of a county, worked out slowly and plainly: fractions, no sharing, nothing of the engine.

It reads the scheme's YAML as bare dictionaries of text and follows docs/scheme-language.md and docs/scoring.md to the
letter. What it must agree with is the engine; so nothing here may be imported from there but the facts' form.
"""

from tests.reference.plain.colours import colour
from tests.reference.plain.county import County
from tests.reference.plain.flags import flags
from tests.reference.plain.places import ranks
from tests.reference.plain.pool import shares
from tests.reference.plain.quotas import Line, seated

__all__ = ["County", "Line", "colour", "flags", "ranks", "seated", "shares"]
