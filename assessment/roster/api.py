"""Units and cadres over the API: name, unit, post and class, as frozen for a year. No more of a person leaves here."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import QuerySet
from django_filters import CharFilter, FilterSet, NumberFilter
from rest_framework import serializers, viewsets

from assessment.cycles.models import UNIT, Cycle, Seat
from assessment.cycles.search import holding, typed
from assessment.cycles.selectors import scheme_of, seats_for
from cadres.access.api import Allowed
from cadres.access.permissions import May


class UnitSerializer(serializers.ModelSerializer[Seat]):
    """An assessed unit."""

    category_label = serializers.SerializerMethodField()

    class Meta:
        model = Seat
        fields = ("id", "cycle", "code", "name", "category", "category_label", "first_on", "last_on")

    def get_category_label(self, seat: Seat) -> str:
        """The category as the scheme calls it."""
        return _group(seat.cycle, seat.kind, seat.peer_group)


class CadreSerializer(serializers.ModelSerializer[Seat]):
    """A cadre by name, unit, post and ranking class."""

    post = serializers.CharField(source="title")
    group = serializers.CharField(source="peer_group")
    group_label = serializers.SerializerMethodField()

    class Meta:
        model = Seat
        fields = ("id", "cycle", "name", "unit_name", "post", "group", "group_label", "category")

    def get_group_label(self, seat: Seat) -> str:
        """The class as the scheme calls it."""
        return _group(seat.cycle, seat.kind, seat.peer_group)


def _group(cycle: Cycle, kind: str, group: str) -> str:
    return scheme_of(cycle).subjects[kind].groups[group]


class SeatFilter(FilterSet):
    """`cycle`, `category`, and `q` in name or unit."""

    cycle = NumberFilter()
    category = CharFilter(max_length=20)
    q = CharFilter(method="search", label="姓名或单位包含的文字", max_length=40)

    def search(self, seats: QuerySet[Seat], name: str, words: str) -> QuerySet[Seat]:
        """Blanks and full-width forms do not matter."""
        text = typed(words)
        return seats.filter(holding(text, "name_key", "unit_name")) if text else seats


class CadreFilter(SeatFilter):
    """Also by ranking class and by unit code."""

    group = CharFilter(field_name="peer_group", max_length=20)
    unit = CharFilter(field_name="unit__code", max_length=20)


class Seats(viewsets.ReadOnlyModelViewSet[Seat]):
    """Seats that the account may see, of those that `which` picks out."""

    permission_classes = (Allowed(May.READ_REGISTER),)
    which: ClassVar[Mapping[str, Any]] = {}
    queryset = Seat.objects.none()

    def get_queryset(self) -> QuerySet[Seat]:
        """Scoped to the account, in the office's order."""
        seats = seats_for(self.request.user, May.READ_REGISTER).filter(**self.which)
        return seats.select_related("cycle__scheme").order_by("-cycle__year", "protocol_order", "id")


class Units(Seats):
    """Assessed units."""

    which: ClassVar[Mapping[str, Any]] = {"kind": UNIT}
    serializer_class = UnitSerializer
    filterset_class = SeatFilter


class Cadres(Seats):
    """Assessed people."""

    which: ClassVar[Mapping[str, Any]] = {"listed": True}
    serializer_class = CadreSerializer
    filterset_class = CadreFilter
