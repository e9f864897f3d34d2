from django.urls import path

from onroll.web.access import looks_views, views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("my-access/", looks_views.my_access, name="my_access"),
    path("children/<slug:reference>/looked/", looks_views.looked, name="looked"),
    path("children/<slug:reference>/looked.csv", looks_views.looked_file, name="looked_file"),
]
