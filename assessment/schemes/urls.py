from django.urls import path

from assessment.schemes import desk, views

urlpatterns = [
    path("schemes/", views.listing, name="schemes"),
    path("schemes/compare/", views.compare, name="scheme-compare"),
    path("schemes/shipped/<path:name>/", views.shipped_scheme, name="scheme-shipped"),
    path("schemes/<int:scheme_id>/", views.adopted_scheme, name="scheme"),
    path("schemes/write/", desk.write, name="scheme-write"),
    path("schemes/check/", desk.check, name="scheme-check"),
    path("schemes/drafts/<int:draft_id>/", views.draft, name="scheme-draft"),
    path("schemes/drafts/<int:draft_id>/edit/", desk.edit, name="scheme-edit"),
    path("schemes/drafts/<int:draft_id>/delete/", desk.delete, name="scheme-delete"),
    path("schemes/drafts/<int:draft_id>/adopt/", desk.adopt, name="scheme-adopt"),
]
