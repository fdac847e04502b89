from django.urls import path

from cadres.trail import views

urlpatterns = [path("trail/", views.listing, name="trail")]
