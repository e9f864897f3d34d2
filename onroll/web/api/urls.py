from django.urls import path

from onroll.web.api import endpoints, views

urlpatterns = [
    path("api/v1/openapi.json", endpoints.openapi, name="api_openapi"),
    *(
        path(f"api/v1/{route}", endpoint, name=name)
        for name, (route, endpoint) in endpoints.addresses().items()
    ),
    path("programs/", views.programs, name="programs"),
    path("programs/new/", views.new_program, name="new_program"),
    path("programs/<int:number>/", views.program, name="program"),
    path("programs/<int:number>/keys/new/", views.new_key, name="new_key"),
    path("programs/<int:number>/keys/<int:key>/withdraw/", views.withdraw_key, name="withdraw_key"),
    path("programs/<int:number>/webhook/", views.webhook, name="webhook"),
]
