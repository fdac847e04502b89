"""Filters of the documents' templates."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from reports.documents import words

#: Digits and Latin letters with what stands between them.
LATIN = re.compile(r"[0-9A-Za-z][0-9A-Za-z.:%/-]*")

register = template.Library()
register.filter("numeral", words.numeral)
register.filter("official_day", words.day)
register.filter("pieces", words.pieces)
register.filter("terms", words.terms)


@register.filter
def latin(text: str) -> SafeString:
    """Escaped text with its digits in the Latin face: the free FangSong brings sanserif ones."""
    return mark_safe(LATIN.sub(r'<span class="latin">\g<0></span>', escape(text)))  # noqa: S308 (escaped above)
