from django.urls import path

from onroll.web.documents import views

urlpatterns = [
    path("cases/<int:number>/documents/new/", views.new_document, name="new_document"),
    path("cases/<int:number>/documents/<int:document>/", views.document, name="document"),
]
