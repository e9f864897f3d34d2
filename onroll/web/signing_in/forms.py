"""What people type or send for a second step, an invitation, or to confirm that it is them."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password

from onroll.web.signing_in.second_factor import use_up

ENTER_CODE = "Enter the code"


class CodeForm(AuthenticateForm):
    """A code from an app, each good once, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].error_messages["required"] = ENTER_CODE
        self.fields["code"].max_length = 100

    def clean_code(self) -> str:
        code = super().clean_code()
        of_app = self.authenticator.type == Authenticator.Type.TOTP
        if of_app and not use_up(self.authenticator, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class KeyForm(AuthenticateWebAuthnForm):
    """What a security key answered."""

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()
        except (KeyError, TypeError, ValueError, AttributeError):
            raise get_adapter().validation_error("incorrect_code") from None


class AddAppForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].error_messages["required"] = ENTER_CODE


class AddKeyForm(AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].max_length = 100
        self.fields["credential"].error_messages.update(
            required="The key did not answer. Press the button and follow your browser",
            invalid="The key did not answer. Press the button and follow your browser",
        )

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean()
        except (KeyError, TypeError, AttributeError):
            raise get_adapter().validation_error("incorrect_code") from None


class PasswordForm(forms.Form):
    password = forms.CharField(
        strip=False, max_length=500, error_messages={"required": "Enter your password"}
    )


class NewPasswordForm(forms.Form):
    """A new password, twice: nobody sees what they type, and no letter is sent to change it."""

    password = forms.CharField(
        strip=False, max_length=500, error_messages={"required": "Enter a password"}
    )
    again = forms.CharField(
        strip=False, max_length=500, error_messages={"required": "Enter the password again"}
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"], self.user)
        return self.cleaned_data["password"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", "The two passwords must be the same")
        return given
