from django.urls import path

from assessment.overview import views

urlpatterns = [
    path("", views.home, name="home"),
    path("cycles/<int:cycle_id>/", views.cycle, name="cycle"),
]
