"""Why a child is missing education, in the twenty primary reasons of the Department's return.

The labels are those of autumn 2025, as the published data files print them. The key of each is the
end of the fact's name: `reason_mental_health` is told while the council's own list gives it.
"""

from typing import Final

PRIMARY_REASONS: Final = {
    "moved_to_another_country": "Believed to have moved to another country",
    "moved_to_another_authority": "Believed to have moved to another local authority",
    "challenging_attendance_order": "Challenging school attendance order",
    "did_not_apply": "Did not apply for school place at compulsory school age",
    "did_not_get_preference": "Did not get school preference",
    "difficulty_getting_suitable_place": "Difficulty accessing suitable school place",
    "mental_health": "Mental health",
    "moved_in_from_another_country": "Moved in from another country",
    "moved_in_from_another_authority": "Moved in from another local authority",
    "not_recorded": "Not recorded",
    "offer_not_accepted": "Offered school place but not yet accepted",
    "other": "Other",
    "parents_decision": "Parental decision not to register at school",
    "physical_health": "Physical health",
    "application_awaiting_outcome": "School application awaiting outcome",
    "dissatisfied_send": "School dissatisfaction SEND",
    "dissatisfied": "School dissatisfaction general",
    "unknown": "Unknown",
    "unsuitable_home_education": "Unsuitable elective home education",
    "waiting_to_start": "Waiting school start",
}
"""The words of each reason by its key, in the order of the alphabet, as the return lists them."""
