from django.urls import path

from cadres.imports import views

urlpatterns = [
    path("people/rosters/", views.imports, name="rosters"),
    path("people/rosters/blank.xlsx", views.blank, name="roster-blank"),
    path("people/rosters/<int:roster_id>/", views.detail, name="roster"),
    path("people/rosters/<int:roster_id>/write/", views.write, name="roster-write"),
    path("people/rosters/<int:roster_id>/undo/", views.undo, name="roster-undo"),
    path("people/rosters/<int:roster_id>/remarks/<int:number>/", views.remarks, name="roster-remarks"),
]
