"""Filters of the documents' templates."""

import re

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from reports.documents import words

#: Digits and Latin letters with what stands between them.
LATIN = re.compile(r"[0-9A-Za-z][0-9A-Za-z.:%/-]*")

register = template.Library()
register.filter("numeral", words.numeral)
register.filter("official_day", words.day)


@register.filter
def by_piece(name: str) -> SafeString:
    """Escaped names, broken between two of them; one that is wider than the narrowest column breaks where it must."""
    return _kept(words.pieces(name), "", 6)


@register.filter
def by_term(sentence: str) -> SafeString:
    """An escaped sum, broken before its signs; a term wider than the column of names breaks where it must."""
    return _kept(words.terms(sentence), " ", 24)


def _kept(parts: list[str], between: str, room: int) -> SafeString:
    """Parts of which each stays on one line of `room` characters if it can.

    Not as boxes of their own (inline-block): measuring those took a third of a document's time.
    """
    whole = ('<span class="piece">{}</span>', "{}")
    told = between.join(format_html(whole[len(part) > room], part) for part in parts)
    return mark_safe(told)  # noqa: S308 (escaped above)


@register.filter
def latin(text: str) -> SafeString:
    """Escaped text with its digits in the Latin face: the free FangSong brings sanserif ones."""
    return mark_safe(LATIN.sub(r'<span class="latin">\g<0></span>', escape(text)))  # noqa: S308 (escaped above)
