"""A day typed in three boxes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django import forms

PARTS: Final = ("day", "month", "year")


class ThreeBoxes(forms.Widget):
    """Three boxes: the day, the month and the year."""

    def value_from_datadict(self, data: Mapping[str, Any], _files: Any, name: str) -> Any:
        return tuple(str(data.get(f"{name}-{part}", "")).strip() for part in PARTS)


class DayField(forms.Field):
    """A day; null where it is not required and no box is filled. `called` begins each message."""

    widget = ThreeBoxes

    def __init__(self, *, called: str, required: bool = False) -> None:
        super().__init__(required=required, error_messages={"required": f"Enter the {called}"})
        self.called = called

    def to_python(self, value: Any) -> date | None:
        if not value or not any(value):
            return None
        called = self.called[:1].upper() + self.called[1:]
        for part, typed in zip(PARTS, value, strict=True):
            if not typed:
                raise forms.ValidationError(f"{called} must include a {part}")
        if not all(typed.isascii() and typed.isdigit() for typed in value) or len(value[2]) != 4:
            raise forms.ValidationError(f"{called} must be a real date, such as 23 11 2026")
        day, month, year = map(int, value)
        try:
            return date(year, month, day)
        except ValueError:
            raise forms.ValidationError(f"{called} must be a real date") from None
