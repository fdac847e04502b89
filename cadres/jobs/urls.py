from django.urls import path

from cadres.jobs import views

urlpatterns = [
    path("jobs/", views.listing, name="jobs"),
    path("jobs/<int:job_id>/", views.detail, name="job"),
    path("jobs/<int:job_id>/again/", views.again, name="job-again"),
]
