"""Score cards over the API: the same lines, in the same words, as on the page."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import mixins, serializers, viewsets

from assessment.cards.consequences import Consequences, Flagged, Paid, consequences_of, follows
from assessment.cards.lines import CardLine, lines_of
from assessment.cards.selectors import sources_of
from assessment.cycles.selectors import scheme_of
from assessment.rankings.api import (
    PartSerializer,
    RankingFilter,
    RankingSerializer,
    asks_publication,
    parts_of,
    published,
    published_runs,
)
from assessment.runs.models import Result
from assessment.runs.selectors import IN_ORDER, cards_for, told_in_full
from cadres.access.api import Allowed
from cadres.access.permissions import May
from scoring.model.figure import loads
from scoring.model.verdict import ABSENT
from scoring.telling import wording


class LineSerializer(serializers.Serializer[CardLine]):
    """One row of an explanation, `depth` steps below the score; leaves tell where they were entered."""

    depth = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]
    value = serializers.CharField()
    weight = serializers.CharField()
    sentence = serializers.CharField()
    clause = serializers.CharField()
    origin = serializers.CharField()


class FlagSerializer(serializers.Serializer[Flagged]):
    """A flag that was raised, and why."""

    label = serializers.CharField()  # type: ignore[assignment]
    sentence = serializers.CharField(source="told")


class StepSerializer(serializers.Serializer[wording.Line]):
    """One row of how a payout came about, `depth` steps below it."""

    depth = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]
    value = serializers.CharField()
    sentence = serializers.CharField()
    clause = serializers.CharField()


class PayoutSerializer(serializers.Serializer[Paid]):
    """A payout: what it comes to with its unit, in words where it is open, and how."""

    label = serializers.CharField()  # type: ignore[assignment]
    amount = serializers.CharField()
    lines = StepSerializer(many=True)


class FollowsSerializer(serializers.Serializer[Consequences]):
    """What follows from the score, for the subject and those who decide."""

    grade = serializers.CharField()
    reasons = serializers.ListField(child=serializers.CharField())
    flags = FlagSerializer(many=True)
    payouts = PayoutSerializer(many=True)


class CardSerializer(RankingSerializer):
    """A row of the ranking with its whole explanation and what it can be checked against.

    Whoever may unfold a card sees its figures even where the ranking shows none; the reason of a status is not told.
    What follows from the score is told to the subject and to those who read all results, and is null for all others.
    """

    scheme_sha256 = serializers.CharField(source="run.scheme_sha256")
    run_digest = serializers.CharField(source="run.digest")
    lines = serializers.SerializerMethodField()
    follows = serializers.SerializerMethodField()

    class Meta(RankingSerializer.Meta):
        fields = (*RankingSerializer.Meta.fields, "scheme_sha256", "run_digest", "lines", "follows")

    def get_score(self, result: Result) -> str | None:
        """The figure, ranked or not."""
        return published(result)

    @extend_schema_field(PartSerializer(many=True))
    def get_parts(self, result: Result) -> Sequence[dict[str, str]]:
        """The parts, ranked or not."""
        return parts_of(result)

    def get_colour(self, result: Result) -> str:
        """As in the ranking; a person's too, where the reader may know all that follows."""
        told = told_in_full(self.context["request"].user, result.seat)
        return result.colour if told else super().get_colour(result)

    @extend_schema_field(LineSerializer(many=True))
    def get_lines(self, result: Result) -> list[dict[str, Any]]:
        """The explanation, parent before children."""
        figure = loads(result.explanation)
        sources = sources_of(result.seat, figure, cleared=False)
        lines = lines_of(scheme_of(result.run.cycle), figure, sources)
        return [dict(LineSerializer(line).data) for line in lines]

    @extend_schema_field(FollowsSerializer(allow_null=True))
    def get_follows(self, result: Result) -> dict[str, Any] | None:
        """Grade with its reasons, flags, payouts; null where the method has none or the reader may not know."""
        scheme = scheme_of(result.run.cycle)
        if not follows(scheme, result.kind) or not told_in_full(self.context["request"].user, result.seat):
            return None
        return dict(FollowsSerializer(consequences_of(scheme, result)).data)


class Cards(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Result]):
    """Published results that the account may unfold: everybody's, its units', or its own."""

    permission_classes = (Allowed(May.READ_OWN_RESULT),)
    filterset_class = RankingFilter
    queryset = Result.objects.none()

    def get_queryset(self) -> QuerySet[Result]:
        """Scoped to the account; a single card may be of an earlier publication."""
        every = self.action == "retrieve" or asks_publication(self.request)
        runs = published_runs(self.request.user, every=every)
        rows = cards_for(self.request.user).filter(run__in=runs.values("pk")).exclude(status=ABSENT)
        rows = rows.select_related("run__cycle__scheme", "run__publication", "seat")
        return rows.order_by("run__cycle_id", "kind", "peer_group", *IN_ORDER)

    def get_serializer_class(self) -> type[RankingSerializer]:
        """Lists are without explanations."""
        return CardSerializer if self.action == "retrieve" else RankingSerializer
