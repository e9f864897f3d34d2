"""Every form there is, in the order in which they are offered."""

from __future__ import annotations

from typing import Final

from onroll.record.forms.catalogue import (
    attendance_return,
    exclusion_notice,
    home_education_referral,
    intention_to_home_educate,
    managed_move,
    missing_referral,
    new_pupil,
    part_time_review,
    part_time_timetable,
    partner_referral,
    placement_progress,
    removal_from_roll,
    sickness_return,
)
from onroll.record.forms.form import Form

FORMS: Final[tuple[Form, ...]] = (
    removal_from_roll.FORM,
    new_pupil.FORM,
    missing_referral.FORM,
    attendance_return.FORM,
    sickness_return.FORM,
    part_time_timetable.FORM,
    part_time_review.FORM,
    exclusion_notice.FORM,
    intention_to_home_educate.FORM,
    home_education_referral.FORM,
    managed_move.FORM,
    placement_progress.FORM,
    partner_referral.FORM,
)


class UnknownForm(LookupError):
    """No form has the key that was asked for."""


def form_named(key: str) -> Form:
    """The form with a key. Raises `UnknownForm`."""
    for form in FORMS:
        if form.key == key:
            return form
    raise UnknownForm(f"No form is called {key}")
