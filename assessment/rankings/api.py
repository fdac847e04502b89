"""Published rankings over the API. They never change: an answer is known by the seals of the publications it shows."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django_filters import CharFilter, ChoiceFilter, FilterSet, NumberFilter, OrderingFilter
from drf_spectacular.utils import extend_schema_field
from rest_framework import mixins, serializers, viewsets
from rest_framework.request import Request

from assessment.cycles.search import holding, typed
from assessment.cycles.selectors import scheme_of
from assessment.rankings.words import colour_of, grade_of, proposal_of, public_status
from assessment.runs.models import Result, Run
from assessment.runs.selectors import IN_ORDER, results_for, runs_for
from cadres.access.api import Allowed
from cadres.access.permissions import May
from scoring.language.scheme import Scheme
from scoring.model.verdict import ABSENT, BLOCKED, IN, NOT_RANKED, OUT, RANKED, UNDECIDED
from scoring.telling import wording

#: Raised when the shape of a row changes, so that no client keeps an answer of the old shape.
SHAPE = "3"


class PartSerializer(serializers.Serializer[Any]):
    """A part of a score: what it came to and what it contributes, as text."""

    label = serializers.CharField()  # type: ignore[assignment]
    score = serializers.CharField()
    contribution = serializers.CharField()


class PlaceSerializer(serializers.Serializer[Any]):
    """A place under one quota: `in`, `out` or `undecided`."""

    quota = serializers.CharField()
    quota_label = serializers.CharField()
    place = serializers.CharField()


class RankingSerializer(serializers.ModelSerializer[Result]):
    """One row of a ranking. Who is not ranked has neither score nor parts; why is not said."""

    cycle = serializers.IntegerField(source="run.cycle_id")
    publication = serializers.IntegerField(source="run.publication.number")
    group = serializers.CharField(source="peer_group")
    group_label = serializers.SerializerMethodField()
    category = serializers.CharField(source="seat.category")
    name = serializers.CharField(source="seat.name")
    unit_name = serializers.CharField(source="seat.unit_name")
    post = serializers.CharField(source="seat.title")
    status = serializers.SerializerMethodField()
    status_label = serializers.SerializerMethodField()
    score = serializers.SerializerMethodField()
    parts = serializers.SerializerMethodField()
    places = serializers.SerializerMethodField()
    place_label = serializers.SerializerMethodField()
    grade = serializers.SerializerMethodField()
    grade_label = serializers.SerializerMethodField()
    colour = serializers.SerializerMethodField()
    colour_label = serializers.SerializerMethodField()

    class Meta:
        model = Result
        fields: tuple[str, ...] = (
            "id",
            "cycle",
            "publication",
            "kind",
            "group",
            "group_label",
            "category",
            "name",
            "unit_name",
            "post",
            "status",
            "status_label",
            "score",
            "rank",
            "tied",
            "parts",
            "quota",
            "place",
            "places",
            "place_label",
            "grade",
            "grade_label",
            "colour",
            "colour_label",
        )

    def get_group_label(self, result: Result) -> str:
        """The comparison group as the scheme calls it."""
        return _scheme(result).subjects[result.kind].groups[result.peer_group]

    def get_status(self, result: Result) -> str:
        """ranked, not_ranked or blocked: one word for all who take part without a rank."""
        return public_status(result.status)

    def get_status_label(self, result: Result) -> str:
        """The status in words."""
        return wording.STATUS[public_status(result.status)]

    def get_score(self, result: Result) -> str | None:
        """The published figure; null for who is not ranked."""
        return published(result) if result.status == RANKED else None

    @extend_schema_field(PartSerializer(many=True))
    def get_parts(self, result: Result) -> Sequence[dict[str, str]]:
        """The parts in the scheme's order; none for who is not ranked."""
        return parts_of(result) if result.status == RANKED else []

    @extend_schema_field(PlaceSerializer(many=True))
    def get_places(self, result: Result) -> Sequence[dict[str, str]]:
        """The place under every quota, in the scheme's order; none where no quota applies."""
        quotas = _scheme(result).quotas
        found = result.places or ([(result.quota, result.place)] if result.place else [])
        return [{"quota": key, "quota_label": quotas[key].label, "place": place} for key, place in found]

    def get_grade(self, result: Result) -> str | None:
        """The grade's key; null for who is not ranked, where it is still open, and where the method has none."""
        return (result.grade or None) if grade_of(_scheme(result), result) else None

    def get_grade_label(self, result: Result) -> str:
        """The proposed grade in words, 未定 where it is open; '' for who is not ranked or where the method has none."""
        return grade_of(_scheme(result), result)

    def get_place_label(self, result: Result) -> str:
        """What is proposed, in the words of the ranking page; '' where nothing is."""
        return proposal_of(_scheme(result), result)

    def get_colour_label(self, result: Result) -> str:
        """The colour in words; '' where the scheme has none for the kind."""
        return wording.colour_word(_scheme(result), result.kind, self.get_colour(result))

    def get_colour(self, result: Result) -> str:
        """The colour's key; '' where there is none, and for people, of whom it is not published."""
        return colour_of(_scheme(result), result)


def published(result: Result) -> str | None:
    """A score with the decimals it is published with; null where there is none."""
    return None if result.score is None else str(_scheme(result).places.publish(result.score))


def parts_of(result: Result) -> Sequence[dict[str, str]]:
    """The parts of a score by name."""
    return [{"label": label, "score": score, "contribution": counts} for label, score, counts in result.parts]


def _scheme(result: Result) -> Scheme:
    return scheme_of(result.run.cycle)


class Ordering(OrderingFilter):
    """Ties in the chosen order fall back to the ranking's own, so that pages never overlap."""

    def filter(self, qs: QuerySet[Result], value: Any) -> QuerySet[Result]:
        chosen = [self.get_ordering_value(param) for param in value or () if param]
        ways = [
            F(one.removeprefix("-")).desc(nulls_last=True) if one[0] == "-" else F(one).asc(nulls_last=True)
            for one in chosen
        ]
        return qs.order_by(*ways, *IN_ORDER) if ways else qs


class RankingFilter(FilterSet):
    """Without `publication` the latest of each year is shown."""

    cycle = NumberFilter(field_name="run__cycle")
    publication = NumberFilter(field_name="run__publication__number", label="第几次公布")
    kind = CharFilter(max_length=20, label="对象（方案中的键）")
    group = CharFilter(field_name="peer_group", max_length=20)
    category = CharFilter(field_name="seat__category", max_length=20)
    status = ChoiceFilter(choices=[(key, wording.STATUS[key]) for key in (RANKED, NOT_RANKED, BLOCKED)], method="stand")
    place = ChoiceFilter(choices=[(key, wording.PLACE[key]) for key in (IN, OUT, UNDECIDED)])
    grade = CharFilter(method="graded", label="等次（方案中的键）", max_length=40)
    colour = ChoiceFilter(choices=[(key, word) for key, word in wording.COLOUR.items() if key], method="coloured")
    q = CharFilter(method="search", label="名称或单位包含的文字", max_length=40)
    ordering = Ordering(fields=(("rank", "rank"), ("score", "score"), ("seat__name_key", "name")))

    def stand(self, rows: QuerySet[Result], name: str, status: str) -> QuerySet[Result]:
        """By the status as everybody may know it."""
        return rows.filter(status__in=[one for one in wording.STATUS if public_status(one) == status])

    def graded(self, rows: QuerySet[Result], name: str, grade: str) -> QuerySet[Result]:
        """Only the grades that everybody may know."""
        return rows.filter(grade=grade, status=RANKED)

    def coloured(self, rows: QuerySet[Result], name: str, colour: str) -> QuerySet[Result]:
        """Of people it is not published."""
        return rows.filter(colour=colour, seat__individual=False)

    def search(self, rows: QuerySet[Result], name: str, words: str) -> QuerySet[Result]:
        """Blanks and full-width forms do not matter."""
        text = typed(words)
        return rows.filter(holding(text, "seat__name_key", "seat__unit_name")) if text else rows


class Rankings(mixins.ListModelMixin, viewsets.GenericViewSet[Result]):
    """Rows of published rankings: by kind, group, then rank. Answers carry an ETag; unchanged ones are a 304."""

    permission_classes = (Allowed(May.READ_PUBLISHED),)
    serializer_class = RankingSerializer
    filterset_class = RankingFilter
    queryset = Result.objects.none()

    def get_queryset(self) -> QuerySet[Result]:
        """Published rows of the county, but for those who had left before the reference date."""
        rows = results_for(self.request.user).filter(run__in=self._runs()).exclude(status=ABSENT)
        rows = rows.select_related("run__cycle__scheme", "run__publication", "seat").defer(
            "explanation", "reasons", "flags", "payouts"
        )
        return rows.order_by("run__cycle_id", "kind", "peer_group", *IN_ORDER)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """The rows, or 304 before any of them is read."""
        tag = etag_of(self._runs(), request)
        answer = get_conditional_response(request._request, etag=tag)
        if answer is None:
            answer = super().list(request, *args, **kwargs)
        answer["ETag"], answer["Cache-Control"] = tag, "private, no-cache"
        patch_vary_headers(answer, ["Authorization", "Cookie"])
        return answer

    def _runs(self) -> QuerySet[Run]:
        return published_runs(self.request.user, every=asks_publication(self.request))


def asks_publication(request: Request) -> bool:
    """Whether one publication is asked for; `publication=` without a number asks for none."""
    return bool(request.query_params.get("publication"))


def published_runs(user: Any, *, every: bool) -> QuerySet[Run]:
    """Published runs the account may see: every one, or the latest of each year."""
    runs = runs_for(user).filter(publication__isnull=False).order_by("cycle_id", "-publication__number")
    return runs if every else runs.distinct("cycle_id")


def etag_of(runs: QuerySet[Run], request: Request) -> str:
    """The seals of the publications (each covers its run's digest) and the whole address asked; one small query."""
    seals = sorted(runs.values_list("publication__seal", flat=True))
    said = "\n".join([SHAPE, request.build_absolute_uri(), *seals])
    return f'"{hashlib.sha256(said.encode()).hexdigest()}"'
