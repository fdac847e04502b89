from django.urls import path

from assessment.roster import views

urlpatterns = [
    path("cycles/<int:cycle_id>/units/", views.units, name="units"),
    path("cycles/<int:cycle_id>/units/<slug:code>/", views.unit, name="unit"),
    path("cycles/<int:cycle_id>/cadres/", views.cadres, name="cadres"),
]
