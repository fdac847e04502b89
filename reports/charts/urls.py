from django.urls import path

from reports.charts import views

urlpatterns = [
    path(
        "charts/runs/<int:run_id>/<slug:kind>/<slug:group>/distribution-<slug:size>.svg",
        views.distribution,
        name="chart-distribution",
    ),
    path("charts/results/<int:result_id>/parts.svg", views.parts, name="chart-parts"),
]
