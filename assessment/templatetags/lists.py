"""Filters of the lists: shares and full marks as an office writes them. They show exact values and round nothing."""

from decimal import Decimal

from django import template

from assessment.cycles.models import Seat

register = template.Library()


@register.filter
def plain(value: Decimal) -> str:
    """Without zeros that say nothing: 100.00 → 100, 12.50 → 12.5."""
    return f"{value.normalize():f}"


@register.filter
def share(value: Decimal) -> str:
    """A share given in percent: 60.00 → 60%."""
    return f"{plain(value)}%"


@register.filter
def post(seat: Seat) -> str:
    """Unit and post of a cadre; the unit is not said twice where the post's title begins with it."""
    return seat.title if seat.title.startswith(seat.unit_name) else f"{seat.unit_name} {seat.title}".strip()
