from django.urls import path

from assessment.runs import views

urlpatterns = [
    path("cycles/<int:cycle_id>/runs/", views.runs, name="runs"),
    path("cycles/<int:cycle_id>/runs/ask/", views.ask, name="run-ask"),
    path("runs/<int:run_id>/", views.run, name="run"),
    path("cycles/<int:cycle_id>/rulings/", views.rulings, name="rulings"),
    # Where a line's seats are counted may be named by an attribute: anything, a stroke included.
    path("runs/<int:run_id>/ties/<str:quota>/<path:group>/rule/", views.rule, name="rule"),
    path("runs/<int:run_id>/ties/<str:quota>/<path:group>/", views.tie, name="tie"),
]
