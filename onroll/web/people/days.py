"""A day typed in three boxes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from onroll.record.typed_days import PARTS, NotADay, day_of_boxes


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
        try:
            return day_of_boxes(value or ("", "", ""), self.called)
        except NotADay as problem:
            raise forms.ValidationError(str(problem)) from None
