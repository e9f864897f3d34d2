from django.urls import path

from onroll.web.contradictions import views

urlpatterns = [
    path("", views.questions, name="questions"),
    path("questions.csv", views.questions_file, name="questions_file"),
]
