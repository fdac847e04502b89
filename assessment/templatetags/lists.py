"""Filters of the lists: shares and full marks as an office writes them. They show exact values and round nothing."""

from decimal import Decimal

from django import template

register = template.Library()


@register.filter
def plain(value: Decimal) -> str:
    """Without zeros that say nothing: 100.00 → 100, 12.50 → 12.5."""
    return f"{value.normalize():f}"


@register.filter
def share(value: Decimal) -> str:
    """A share given in percent: 60.00 → 60%."""
    return f"{plain(value)}%"
