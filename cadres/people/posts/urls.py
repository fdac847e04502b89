from django.urls import path

from cadres.people.posts import views

urlpatterns = [
    path("people/<int:person_id>/", views.person, name="person"),
    path("people/<int:person_id>/appoint/", views.appoint, name="person-appoint"),
    path("people/<int:person_id>/leave/", views.leave, name="person-leave"),
]
