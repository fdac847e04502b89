from django.urls import path

from cadres.trail import views

urlpatterns = [
    path("trail/", views.listing, name="trail"),
    path("trail/export/", views.export, name="trail-export"),
    path("trail/verify/", views.verify, name="trail-verify"),
    path("trail/printed/", views.printed, name="printed"),
]
