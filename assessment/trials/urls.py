from django.urls import path

from assessment.trials import views

urlpatterns = [
    path("runs/<int:run_id>/what-if/", views.what_if, name="what-if"),
    path("runs/<int:run_id>/what-if/keep/", views.keep, name="what-if-keep"),
    path("runs/<int:run_id>/robustness/", views.robustness_of_run, name="robustness-of-run"),
    path("runs/<int:run_id>/robustness/ask/", views.ask_robustness, name="robustness-ask"),
    path("robustness/<int:robustness_id>/", views.robustness, name="robustness"),
    path("schemes/drafts/<int:draft_id>/try/", views.attempt, name="scheme-try"),
]
