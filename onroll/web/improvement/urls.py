from django.urls import path

from onroll.web.improvement import (
    case_study_views,
    files_views,
    partnership_views,
    views,
    writing_views,
)

urlpatterns = [
    path("improvement/", views.improvement, name="improvement"),
    path(
        "improvement/recommendations.<slug:ending>", files_views.recommendations_file,
        name="recommendations_file",
    ),
    path("improvement/pack/", files_views.peer_review_pack, name="peer_review_pack"),
    path(
        "improvement/pack/pack.docx", files_views.peer_review_pack_file,
        name="peer_review_pack_file",
    ),
    path("improvement/new/<slug:kind>/", writing_views.new_topic, name="new_topic"),
    path("improvement/<int:number>/", views.topic, name="topic"),
    path("improvement/<int:number>/change/", writing_views.change_topic, name="change_topic"),
    path(
        "improvement/<int:number>/do/<slug:what>/", writing_views.add_to_topic,
        name="add_to_topic",
    ),
    path("partnership/", partnership_views.partnership, name="partnership"),
    path(
        "partnership/progress/", partnership_views.partnership_progress,
        name="partnership_progress",
    ),
    path(
        "partnership/progress/table.csv", partnership_views.partnership_progress_file,
        name="partnership_progress_file",
    ),
    path("cases/<int:number>/case-study/", case_study_views.case_study, name="case_study"),
]  # fmt: skip
