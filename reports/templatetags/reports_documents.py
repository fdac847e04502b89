"""Filters of the documents' templates."""

from django import template

from reports.documents import words

register = template.Library()
register.filter("numeral", words.numeral)
register.filter("official_day", words.day)
