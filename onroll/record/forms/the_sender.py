"""Who tells us, of somebody without an account: asked first of all."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from onroll.record.forms.form import Form, Page, Question

THE_SENDER: Final = Page(
    "sender",
    "Who are you?",
    (
        Question("sender_name", "Your name", asks="Enter your name", most=100),
        Question("sender_job", "What you do there", asks="Enter what you do there", most=100),
        Question("sender_phone", "Telephone number", asks="Enter a telephone number", most=40),
        Question(
            "sender_school", "Name of the school or service",
            asks="Enter the name of the school or service",
        ),
        Question("sender_urn", "URN of the school, if you know it", hint="6 digits", most=10),
    ),
    words="We may ring you about what you tell us.",
)  # fmt: skip


def with_sender(form: Form) -> Form:
    """The same form, which asks first who fills it in."""
    return replace(form, pages=(THE_SENDER, *form.pages))
