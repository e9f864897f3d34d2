"""For each form a full set of answers that may be sent, as somebody types them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from onroll.record.forms.answering import Typed, read_whole
from onroll.record.forms.answers import Answers, Kept
from onroll.record.forms.catalogue import form_named
from onroll.record.forms.form import Circumstances, Finding
from tests.record.testcal import TESTCAL

TODAY: Final = date(2026, 1, 14)
"""A Wednesday of the school year 2025 to 2026, whose days TESTCAL has."""

UPN: Final = "B801200005001"
CHILD: Final[dict[str, Typed]] = {
    "forename": "Amira",
    "surname": "O'Brien",
    "date_of_birth": ["27", "3", "2013"],
    "sex": "F",
    "upn": UPN,
}
ADDRESS: Final[dict[str, Typed]] = {"address": "1 High Street\nExam", "postcode": "xe1 2ab"}
PARENTS: Final[dict[str, Typed]] = {
    "parents": "Nora O'Brien, 1 High Street", "emergency_numbers": "01632 960001",
}  # fmt: skip
NEEDS: Final[dict[str, Typed]] = {"special_needs": "support", "social_worker": "not_known"}
RISK: Final[dict[str, Typed]] = {"risk": "none"}
LETTER: Final[dict[str, Typed]] = {
    "in_writing": "yes", "written_on": "2026-01-08",
    "parents_words": "We will teach Amira at home from the spring.",
}  # fmt: skip
WHY: Final[dict[str, Typed]] = {
    "reasons": ["lifestyle", "dissatisfied"], "main_reason": "lifestyle", "whose_choice": "family",
}  # fmt: skip

ANSWERS: Final[dict[str, dict[str, Typed]]] = {
    "removal_from_roll": CHILD | ADDRESS | PARENTS | RISK | {
        "ground": "a", "already_removed": "yes", "removed_on": "2026-01-14",
        "last_attended": "2026-01-13", "destination": "school_here", "next_school": "Brook School",
        "next_postcode": "XE2 1AA",
    },
    "new_pupil": CHILD | ADDRESS | PARENTS | RISK | {
        "entered_on": "2026-01-12", "expected_on": "2026-01-12", "attended": "yes",
        "came_from": "school_here", "previous_school": "Brook School", "other_school": "no",
    },
    "missing_referral": CHILD | ADDRESS | PARENTS | NEEDS | RISK | {
        "issue": "whereabouts", "on_roll": "yes", "what_happened": "Nobody answers the door",
        "last_seen_on": "2026-01-07", "last_seen_by": "Her form tutor",
        "last_attended": "2026-01-07", "enquiries_made": ["called", "visited"],
        "enquiries_began_on": "2026-01-08", "called_on": "2026-01-08", "visited_on": "2026-01-12",
    },
    "attendance_return": CHILD | ADDRESS | NEEDS | RISK | {
        "why": "continuous", "absent_from": "2025-12-15", "codes": ["O"], "back": "no",
        "familys_reason": "Not known", "done": "Telephoned every day",
    },
    "sickness_return": CHILD | ADDRESS | NEEDS | RISK | {
        "which": "expected", "absent_from": "2026-01-08", "days_missed": "5",
        "expected_back_on": "2026-02-13", "diagnosis": "physical", "evidence": ["gp"],
        "education": "Work by email", "hours": "2",
    },
    "part_time_timetable": CHILD | NEEDS | RISK | {
        "hours": "12.5", "starts_on": "2026-01-12", "ends_on": "2026-02-09",
        "review_on": "2026-01-26", "reason": "MH", "why": "Mornings in the library were tried",
        "plan": "yes", "rest_of_week": "At home with her mother", "parent_agreed": "yes",
        "agreed_on": "2026-01-09",
    },
    "part_time_review": CHILD | RISK | {
        "starts_on": "2026-01-06", "reviewed_on": "2026-01-13", "outcome": "extended",
        "hours": "15", "ends_on": "2026-02-09", "why_now": "She asked for a week more",
        "parent_agreed": "yes", "progress": "She stays for lunch now",
    },
    "exclusion_notice": CHILD | ADDRESS | NEEDS | RISK | {
        "category": "suspension", "decided_on": "2026-01-13", "starts_on": "2026-01-14",
        "sessions": "3", "reasons": ["VA", "DM"], "happened": "She threw a chair",
        "first_days": "Set on paper", "told": ["parents"], "reinstated": "no",
    },
    "intention_to_home_educate": CHILD | LETTER | WHY | NEEDS | RISK | {
        "still_on_roll": "yes", "told_on": "2026-01-08", "leaves_on": "2026-02-13",
    },
    "home_education_referral": CHILD | ADDRESS | PARENTS | LETTER | WHY | NEEDS | RISK | {
        "leaves_on": "2026-02-13", "meeting_held": "yes", "met_on": "2026-01-12",
        "meeting": "Her parents and the head of year", "concerned": "yes",
        "schools_view": "We think she would do well here", "attendance": "91.5",
        "suspensions": "0", "excluded": "no",
    },
    "managed_move": CHILD | NEEDS | RISK | {
        "from_school": "Hilltop Academy", "to_school": "Quay School", "first_roll": "kept",
        "trial_from": "2025-11-10", "trial_until": "2026-01-09", "stage": "ended",
        "parent_agreed": "yes", "free_choice": "yes", "why": "A fresh start",
        "outcome": "stays", "outcome_on": "2026-01-12",
    },
    "placement_progress": CHILD | RISK | {
        "period_from": "2026-01-05", "period_to": "2026-01-09", "hours_offered": "18",
        "hours_attended": "15", "subjects": "Maths and English", "progress": "Two units done",
        "still_placed": "yes",
    },
    "partner_referral": CHILD | ADDRESS | NEEDS | RISK | {
        "source": "health", "role": "School nurse", "issue": "no_school",
        "what_happened": "Her mother says that she has no school", "secret_home": "no",
        "family_knows": "yes", "last_seen_on": "2026-01-12", "last_seen_by": "I did, at home",
    },
}  # fmt: skip


def sent(
    key: str, today: date = TODAY, **otherwise: Typed
) -> tuple[Answers, list[tuple[str, str]]]:
    """The answers to a form, some of them otherwise than above, and what is wrong with them."""
    typed: Mapping[str, Typed] = ANSWERS[key] | otherwise
    return read_whole(form_named(key), typed, Circumstances(today, TESTCAL))


def answers(key: str, today: date = TODAY, **otherwise: Typed) -> Answers:
    found, wrong = sent(key, today, **otherwise)
    assert wrong == []
    return found


def findings(key: str, today: date = TODAY, **otherwise: Typed) -> list[Finding]:
    """What is odd about them together, refused or not; each answer can be read."""
    typed = ANSWERS[key] | otherwise
    form = form_named(key)
    found, wrong = read_whole(form, typed, Circumstances(today, TESTCAL))
    named = {each.question for each in form.findings(found, Circumstances(today, TESTCAL))}
    assert {question for question, _ in wrong} <= named, wrong
    return form.findings(found, Circumstances(today, TESTCAL))


def refused(key: str, today: date = TODAY, **otherwise: Typed) -> dict[str, str]:
    """What is refused: the question and the words."""
    return {each.question: each.words for each in findings(key, today, **otherwise) if each.refused}


def warned(key: str, today: date = TODAY, **otherwise: Typed) -> dict[str, str]:
    """What is only warned of; nothing is refused."""
    found = findings(key, today, **otherwise)
    assert not [each.words for each in found if each.refused]
    return {each.question: each.words for each in found}


__all__ = ["ANSWERS", "TODAY", "UPN", "Kept", "answers", "findings", "refused", "sent", "warned"]
