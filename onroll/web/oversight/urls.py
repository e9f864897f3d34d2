from django.urls import path

from onroll.web.oversight import declaring_views, export_views, opening_views, review_views

urlpatterns = [
    path("open-a-record/", opening_views.open_a_record, name="open_a_record"),
    path("declarations/", declaring_views.declarations, name="declarations"),
    path("declarations/<int:number>/end/", declaring_views.end_declaration, name="end_declaration"),
    path("exports/", export_views.exports, name="exports"),
    path("exports/ask/", export_views.ask_for_export, name="ask_for_export"),
    path("exports/<int:number>/", export_views.export, name="export"),
    path("review/", review_views.review, name="review"),
    path("review/<int:number>/", review_views.review_item, name="review_item"),
    path("review/<int:number>/raise/", review_views.raise_budget, name="raise_budget"),
]
