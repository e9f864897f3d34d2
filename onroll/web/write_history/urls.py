from django.urls import path

from onroll.web.write_history import views

urlpatterns = [
    path("changes/", views.changes, name="changes"),
    path("changes.csv", views.changes_file, name="changes_file"),
]
