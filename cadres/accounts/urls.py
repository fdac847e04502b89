from django.contrib.auth.views import LogoutView
from django.urls import path

from cadres.accounts import views

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("my-account/", views.mine, name="my-account"),
    path("password/", views.password, name="password"),
]
