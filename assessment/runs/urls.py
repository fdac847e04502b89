from django.urls import path

from assessment.runs import views

urlpatterns = [
    path("cycles/<int:cycle_id>/runs/", views.runs, name="runs"),
    path("cycles/<int:cycle_id>/runs/ask/", views.ask, name="run-ask"),
    path("runs/<int:run_id>/", views.run, name="run"),
    path("cycles/<int:cycle_id>/rulings/", views.rulings, name="rulings"),
    path("runs/<int:run_id>/ties/<slug:quota>/<slug:group>/", views.tie, name="tie"),
    path("runs/<int:run_id>/ties/<slug:quota>/<slug:group>/rule/", views.rule, name="rule"),
]
