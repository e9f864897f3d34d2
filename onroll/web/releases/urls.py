from django.urls import path

from onroll.web.releases import asked_views, changing_views, children_views, snapshot_views, views

urlpatterns = [
    path("releases/", views.releases, name="releases"),
    path("releases/new/", changing_views.new_release, name="new_release"),
    path("releases/asked/<int:number>/", asked_views.draft_asked, name="draft_asked"),
    path("releases/<int:number>/", views.release, name="release"),
    path("releases/<int:number>/words/", changing_views.release_words, name="release_words"),
    path(
        "releases/<int:number>/children/", children_views.release_children, name="release_children"
    ),
    path(
        "releases/<int:number>/do/<slug:what>/", changing_views.change_release,
        name="change_release",
    ),
    path(
        "releases/<int:number>/snapshot/", snapshot_views.release_snapshot, name="release_snapshot"
    ),
    path(
        "releases/<int:number>/snapshot/file/", snapshot_views.release_snapshot_file,
        name="release_snapshot_file",
    ),
    path("releases/<int:number>/files/<str:name>", views.release_file, name="release_file"),
]  # fmt: skip
