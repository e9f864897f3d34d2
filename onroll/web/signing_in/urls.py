from django.urls import path

from onroll.web.access.views import sign_in
from onroll.web.signing_in import (
    code_views,
    confirming,
    factor_views,
    invited_views,
    provider_views,
    sessions_views,
)

# allauth finds these pages by the names that begin with mfa_, openid_connect_ and account_.
urlpatterns = [
    path("sign-in/", sign_in, name="account_login"),
    path("sign-in/code/", code_views.code, name="mfa_authenticate"),
    path("sign-in/with/<slug:provider_id>/", provider_views.start, name="openid_connect_login"),
    path(
        "sign-in/with/<slug:provider_id>/back/",
        provider_views.back,
        name="openid_connect_callback",
    ),
    path("invited/", invited_views.set_password, name="invited"),
    path("invited/<slug:secret>/", invited_views.follow_link, name="invitation"),
    path("second-step/", factor_views.second_factor, name="second_factor"),
    path("second-step/app/", factor_views.app, name="second_factor_app"),
    path("second-step/key/", factor_views.key, name="second_factor_key"),
    path("second-step/recovery-codes/", factor_views.recovery_codes, name="recovery_codes"),
    path("second-step/<int:number>/remove/", factor_views.remove, name="remove_second_factor"),
    path("second-step/confirm/", confirming.confirm, name="confirm_it_is_you"),
    path("my-sessions/", sessions_views.my_sessions, name="my_sessions"),
]
