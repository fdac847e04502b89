from django.urls import path

from cadres.people.records import views

urlpatterns = [
    path("people/new/", views.enter, name="person-new"),
    path("people/<int:person_id>/photo.jpg", views.photo, name="person-photo"),
    path("people/<int:person_id>/record/<slug:deed>/", views.change, name="person-change"),
]
