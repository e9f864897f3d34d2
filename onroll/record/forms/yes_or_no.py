"""Questions that are answered by yes or no."""

from __future__ import annotations

from typing import Final

from onroll.record.forms.form import YES_NO, Kind, Question

YES_NO_NOT_KNOWN: Final = {**YES_NO, "not_known": "We do not know"}


def yes_or_no(key: str, label: str, whether: str, *, hint: str = "") -> Question:
    """A question that must be answered by yes or no: `whether` ends "Select whether …"."""
    return Question(key, label, Kind.ONE_OF, f"Select whether {whether}", hint=hint, options=YES_NO)


def yes_no_or_not_known(key: str, label: str, whether: str, *, hint: str = "") -> Question:
    """The same, of what the sender may not know."""
    return Question(
        key,
        label,
        Kind.ONE_OF,
        f"Select whether {whether}, or that you do not know",
        hint=hint,
        options=YES_NO_NOT_KNOWN,
    )
