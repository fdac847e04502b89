from django.urls import path

from assessment.cycles import views

urlpatterns = [path("cycles/open/", views.opening, name="open-year")]
