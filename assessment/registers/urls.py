from django.urls import path

from assessment.registers import people_views, saved_views, unit_views

urlpatterns = [
    path("register/people/", people_views.people, name="register-people"),
    path("register/people/mark/", people_views.mark, name="people-mark"),
    path("register/people/by-number/", people_views.seek, name="number-seek"),
    path("register/people/export/", people_views.export, name="people-export"),
    path("register/units/", unit_views.units, name="register-units"),
    path("register/units/new/", unit_views.found_unit, name="unit-new"),
    path("register/units/order/", unit_views.order, name="units-order"),
    path("register/units/<int:unit_id>/", unit_views.unit, name="unit-record"),
    path("register/units/<int:unit_id>/team/", unit_views.team, name="unit-team"),
    path("register/units/<int:unit_id>/<slug:deed>/", unit_views.act, name="unit-act"),
    path("register/views/", saved_views.keep, name="view-keep"),
    path("register/views/<int:view_id>/drop/", saved_views.drop, name="view-drop"),
]
