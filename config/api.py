"""Addresses of the API, version 1. Each resource is brought by its theme; how often someone may try is said here."""

from django.urls import include, path
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.routers import SimpleRouter

from assessment.cards.api import Cards
from assessment.cycles.api import Cycles
from assessment.rankings.api import Rankings
from assessment.roster.api import Cadres, Units
from cadres.access.api import Allowed
from cadres.access.permissions import May
from cadres.accounts.api import SignIn, SignOut
from config import throttles

router = SimpleRouter(use_regex_path=False)
router.register("cycles", Cycles, basename="api-cycles")
router.register("units", Units, basename="api-units")
router.register("cadres", Cadres, basename="api-cadres")
router.register("rankings", Rankings, basename="api-rankings")
router.register("score-cards", Cards, basename="api-score-cards")

_schema = SpectacularJSONAPIView.as_view(permission_classes=[Allowed(May.READ_PUBLISHED)])

urlpatterns = [
    path("token/", SignIn.as_view(throttle_classes=[throttles.SignIn]), name="api-sign-in"),
    path("token/sign-out/", SignOut.as_view(), name="api-sign-out"),
    path("schema/", _schema, name="api-schema"),
    path("", include(router.urls)),
]
