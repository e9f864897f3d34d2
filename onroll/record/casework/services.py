"""The services that an enquiry may be put to on a page of their own."""

from __future__ import annotations

from enum import StrEnum


class Service(StrEnum):
    """A service that answers for itself, in the words a screen prints."""

    ADMISSIONS = "School admissions"
    SPECIAL_NEEDS = "Special educational needs"
    HEALTH = "Health"
    SOCIAL_CARE = "Children's social care"
    YOUTH_JUSTICE = "Youth justice"
