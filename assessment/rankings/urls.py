from django.urls import path

from assessment.rankings import views

urlpatterns = [
    path("cycles/<int:cycle_id>/ranking/", views.ranking, name="ranking"),
    path("cycles/<int:cycle_id>/ranking/<slug:kind>/", views.ranking, name="ranking"),
    path("cycles/<int:cycle_id>/ranking/<slug:kind>/<slug:group>/", views.ranking, name="ranking"),
]
