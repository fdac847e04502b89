"""The program's addresses as they are where an office names its OpenID Connect server."""

from django.urls import include, path

from config.urls import handler500 as handler500
from config.urls import urlpatterns as ours

urlpatterns = [path("sign-in/", include("allauth.socialaccount.providers.openid_connect.urls")), *ours]
