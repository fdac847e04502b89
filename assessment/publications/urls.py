from django.urls import path

from assessment.publications import views

urlpatterns = [
    path("runs/<int:run_id>/publish/", views.publish, name="publish"),
    path("cycles/<int:cycle_id>/publications/", views.publications, name="publications"),
    path("documents/<int:document_id>/", views.document, name="document"),
]
