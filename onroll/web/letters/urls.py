from django.urls import path

from onroll.web.letters import acting_views, outbox_views, views, writing_views

OF_A_CHILD = "children/<slug:reference>/letters/"

urlpatterns = [
    path("letters/", outbox_views.letters, name="letters"),
    path(OF_A_CHILD, views.child_letters, name="child_letters"),
    path(f"{OF_A_CHILD}new/", writing_views.choose_letter, name="choose_letter"),
    path(f"{OF_A_CHILD}new/<slug:key>/", writing_views.write_letter, name="write_letter"),
    path(f"{OF_A_CHILD}<int:number>/", views.letter, name="letter"),
    path(f"{OF_A_CHILD}<int:number>/change/", writing_views.change_letter, name="change_letter"),
    path(f"{OF_A_CHILD}<int:number>/ready/", acting_views.ready_letter, name="ready_letter"),
    path(f"{OF_A_CHILD}<int:number>/posted/", acting_views.posted_letter, name="posted_letter"),
    path(f"{OF_A_CHILD}<int:number>/cancel/", acting_views.cancel_letter, name="cancel_letter"),
    path(f"{OF_A_CHILD}<int:number>/settle/", acting_views.settle_letter, name="settle_letter"),
    path(f"{OF_A_CHILD}<int:number>/letter.<slug:ending>", views.letter_file, name="letter_file"),
]
