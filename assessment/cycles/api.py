"""Assessment years over the API."""

from django.db.models import Max, QuerySet
from rest_framework import serializers, viewsets

from assessment.cycles.models import AdoptedScheme, Cycle
from assessment.cycles.selectors import cycles_for
from cadres.access.api import Allowed
from cadres.access.permissions import May


class SchemeSerializer(serializers.ModelSerializer[AdoptedScheme]):
    """The method a year is bound to, by title, source and digest."""

    class Meta:
        model = AdoptedScheme
        fields = ("title", "document", "effective_from", "sha256")


class CycleSerializer(serializers.ModelSerializer[Cycle]):
    """A year of the county; `published` is the number of its latest publication, null before the first."""

    county = serializers.CharField(source="county.name")
    scheme = SchemeSerializer()
    published = serializers.IntegerField(allow_null=True)

    class Meta:
        model = Cycle
        fields = ("id", "year", "name", "county", "first_on", "last_on", "scheme", "published")


class Cycles(viewsets.ReadOnlyModelViewSet[Cycle]):
    """Assessment years of the account's county, newest first."""

    permission_classes = (Allowed(May.READ_PUBLISHED),)
    serializer_class = CycleSerializer
    filterset_fields = ("year",)
    queryset = Cycle.objects.none()

    def get_queryset(self) -> QuerySet[Cycle]:
        """Scoped to the account."""
        return cycles_for(self.request.user).annotate(published=Max("publications__number")).order_by("-year")
