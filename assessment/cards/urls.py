from django.urls import path

from assessment.cards import views

urlpatterns = [
    path("cards/<int:result_id>/", views.card, name="card"),
    path("entries/<int:entry_id>/correct/", views.correct_entry, name="correct-entry"),
    path("seats/<int:seat_id>/supply/", views.supply_entry, name="supply-entry"),
]
