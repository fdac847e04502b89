from django.urls import path

from assessment.cards import corrections, views

urlpatterns = [
    path("cards/<int:result_id>/", views.card, name="card"),
    path("runs/<int:run_id>/results.xlsx", views.results, name="run-results"),
    path("entries/<int:entry_id>/correct/", corrections.correct_entry, name="correct-entry"),
    path("deductions/<int:deduction_id>/correct/", corrections.correct_deduction, name="correct-deduction"),
    path("seats/<int:seat_id>/supply/", corrections.supply_entry, name="supply-entry"),
]
