from django.urls import path

from reports.boards import views

urlpatterns = [path("cycles/<int:cycle_id>/board/", views.board, name="board")]
