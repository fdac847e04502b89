from django.urls import path

from assessment.intake import views

urlpatterns = [
    path("cycles/<int:cycle_id>/intake/", views.taking_in, name="intake"),
    path("cycles/<int:cycle_id>/intake/blank.xlsx", views.blank, name="intake-blank"),
    path("intakes/<int:intake_id>/", views.result, name="intake-result"),
    path("intakes/<int:intake_id>/faults.xlsx", views.faults, name="intake-faults"),
]
