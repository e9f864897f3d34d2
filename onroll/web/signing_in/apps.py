from django.apps import AppConfig


class SigningInConfig(AppConfig):
    name = "onroll.web.signing_in"
    label = "signing_in"

    def ready(self) -> None:
        from allauth.account import signals as allauth_signals
        from allauth.usersessions.signals import on_user_logged_in
        from django.contrib.auth.signals import user_logged_in
        from django.db.models.signals import post_save

        from onroll.web.access.models import User
        from onroll.web.signing_in import dormant, sessions

        # allauth hears only of its own sign-ins, and would write the same row again.
        allauth_signals.user_logged_in.disconnect(receiver=on_user_logged_in)
        user_logged_in.connect(sessions.begin, dispatch_uid="a session begins")
        post_save.connect(dormant.made, sender=User, dispatch_uid="an account is made")
