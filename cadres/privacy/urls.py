from django.urls import path

from cadres.privacy import views

urlpatterns = [
    path("people/<int:person_id>/number/", views.number, name="person-number"),
    path("my-data/", views.mine, name="my-data"),
    path("my-data/corrections/", views.ask, name="correction-ask"),
    path("corrections/", views.requests, name="corrections"),
    path("corrections/<int:request_id>/", views.answer, name="correction"),
]
