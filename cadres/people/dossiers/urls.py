from django.urls import path

from cadres.people.dossiers import views

urlpatterns = [
    path("people/forms/", views.listing, name="forms"),
    path("people/forms.zip", views.give, name="forms-give"),
    path("people/<int:person_id>/form.lrmx", views.form_of, name="form-of"),
    path("people/forms/imports/", views.imports, name="form-imports"),
    path("people/forms/imports/<int:import_id>/", views.detail, name="form-import"),
    path("people/forms/imports/<int:import_id>/write/", views.write, name="form-import-write"),
]
