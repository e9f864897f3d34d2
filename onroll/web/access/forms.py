"""What people type to sign in."""

from __future__ import annotations

from django import forms


class SignInForm(forms.Form):
    email = forms.CharField(max_length=254, error_messages={"required": "Enter your email address"})
    password = forms.CharField(
        strip=False, max_length=500, error_messages={"required": "Enter your password"}
    )
