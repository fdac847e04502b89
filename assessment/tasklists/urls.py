from django.urls import path

from assessment.tasklists import views

urlpatterns = [
    path("cycles/<int:cycle_id>/tasks/", views.tasks, name="tasks"),
    path("cycles/<int:cycle_id>/tasks/goals/<int:task_id>/", views.county_task, name="county-task"),
    path("cycles/<int:cycle_id>/tasks/units/<int:seat_id>/", views.tasks_of_unit, name="tasks-of-unit"),
    path("cycles/<int:cycle_id>/tasks/<int:task_id>/", views.unit_task, name="unit-task"),
]
