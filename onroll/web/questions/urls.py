from django.urls import path

from onroll.web.questions import answering_views, asking_views, enquiry_views

urlpatterns = [
    path("cases/<int:number>/ask-services/", enquiry_views.ask_services, name="ask_services"),
    path("questions/ask/", asking_views.ask_questions, name="ask_questions"),
    path("questions/asked/", asking_views.asked_questions, name="asked_questions"),
    path("questions/asked/<int:number>/", asking_views.asked_question, name="asked_question"),
    path("questions-to-us/", answering_views.our_questions, name="our_questions"),
    path("questions-to-us/<slug:ref>/", answering_views.our_question, name="our_question"),
    path(
        "questions-to-us/<slug:ref>/<slug:key>/",
        answering_views.answer_question,
        name="answer_question",
    ),
]
