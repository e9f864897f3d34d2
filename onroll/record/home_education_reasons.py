"""Why a family educates a child at home, in the nineteen reasons of the Department's return.

The labels are those of autumn 2025, as the published data files print them. The reason is the one
that the family gave as the main one; a child has one.
"""

from __future__ import annotations

from typing import Final

from onroll.record.spells import Fact

HOME_EDUCATION_REASONS: Final = {
    "mental_health": "Mental health",
    "physical_health": "Physical health",
    "covid": "Health concerns related to COVID19",
    "dissatisfied": "School dissatisfaction general",
    "dissatisfied_send": "School dissatisfaction SEND",
    "dissatisfied_bullying": "School dissatisfaction bullying",
    "lifestyle": "Lifestyle",
    "philosophical": "Philosophical or preferential",
    "religious": "Religious",
    "risk_of_exclusion": "Risk of school exclusion",
    "permanent_exclusion": "Permanent exclusion",
    "did_not_get_preference": "Did not get school preference",
    "difficulty_getting_suitable_place": "Difficulty accessing suitable school place",
    "offer_not_accepted": "Offered school place but not yet accepted",
    "did_not_apply": "Did not apply for school place at compulsory school age",
    "school_suggestion": "School suggestion",
    "other": "Other",
    "no_reason": "No reason given",
    "unknown": "Unknown",
}
"""The words of each reason by its key, in the order in which they are printed here."""

ALSO_WRITTEN: Final = {
    "School dissatisfaction: general": "dissatisfied",
    "Dissatisfaction with the school: general": "dissatisfied",
    "School dissatisfaction: special educational needs": "dissatisfied_send",
    "School dissatisfaction: SEND": "dissatisfied_send",
    "Dissatisfaction with the school: special educational needs": "dissatisfied_send",
    "School dissatisfaction: bullying": "dissatisfied_bullying",
    "Bullying": "dissatisfied_bullying",
    "Health concerns related to COVID-19": "covid",
    "Risk of exclusion": "risk_of_exclusion",
    "Philosophical": "philosophical",
    "Not known": "unknown",
}
"""Other ways in which registers write a reason, where they can mean no other."""


class HomeEducationReasons:
    """The fact that the register gives each reason."""


REASONS: Final = {
    key: Fact(f"home_education_reason_{key}", f'home educated for the reason "{words}"')
    for key, words in HOME_EDUCATION_REASONS.items()
}

for _reason in REASONS.values():
    setattr(HomeEducationReasons, _reason.name, _reason)
