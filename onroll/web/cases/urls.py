from django.urls import path

from onroll.web.cases import all_sources, away_views, linking, lists, managing, views

urlpatterns = [
    path("cases/", lists.cases, name="cases"),
    path("cases/supervision/", lists.supervision, name="supervision"),
    path("cases/away/", away_views.away, name="away"),
    path("cases/<int:number>/", views.case, name="case"),
    path("cases/<int:number>/everything/", all_sources.all_sources, name="all_sources"),
    path("cases/<int:number>/write/<slug:what>/", views.write, name="write_in_case"),
    path("cases/<int:number>/take-back/<int:event>/", views.take_back, name="take_back_in_case"),
    path("cases/<int:number>/undo/<int:event>/", managing.undo, name="undo_in_case"),
    path("cases/<int:number>/decide/", managing.decide, name="decide_case"),
    path("cases/<int:number>/give/", managing.give, name="give_case"),
    path("cases/<int:number>/escalate/", managing.escalate, name="escalate_case"),
    path("cases/<int:number>/close/", managing.ask_to_close, name="ask_to_close"),
    path(
        "cases/<int:number>/close/answer/<slug:answer>/",
        managing.answer_close,
        name="answer_close",
    ),
    path("cases/<int:number>/exhausted/", managing.sign_exhausted, name="sign_exhausted"),
    path("cases/<int:number>/link-brother-or-sister/", linking.link_sibling, name="link_sibling"),
    path("cases/<int:number>/brother-or-sister/", linking.answer_sibling, name="answer_sibling"),
    path("children/<slug:reference>/case/", views.child_case, name="child_case"),
]
