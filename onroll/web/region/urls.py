from django.urls import path

from onroll.web.region import published_views, snapshot_files_views, views

urlpatterns = [
    path("compare/", views.compare_authorities, name="compare_authorities"),
    path("compare/table.csv", views.compare_authorities_file, name="compare_authorities_file"),
    path(
        "compare/table.xlsx", views.compare_authorities_workbook,
        name="compare_authorities_workbook",
    ),
    path("compare/files/", snapshot_files_views.snapshot_files, name="snapshot_files"),
    path("compare/published/", published_views.compare_published, name="compare_published"),
]  # fmt: skip
