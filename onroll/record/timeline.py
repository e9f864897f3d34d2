"""The words that definitions are written in: every fact the timeline can hold about a child.

A definition is given a `Child` and says what must be true of it; only feeds know which supplier's
column a fact comes from. Each label completes "the child is …", and is what a screen, a letter
and the guide print. An *event* is a fact of one day.
"""

from __future__ import annotations

from typing import ClassVar

from onroll.record.spells import Fact, Steps


class Child:
    """Any child, as a definition sees one."""

    # From the date of birth
    compulsory_school_age = Fact("compulsory_school_age", "of compulsory school age")
    reception_or_key_stage_1 = Fact("reception_or_key_stage_1", "in Reception, Year 1 or Year 2")
    key_stage_2 = Fact("key_stage_2", "in Year 3, 4, 5 or 6")
    key_stage_3_or_year_10 = Fact("key_stage_3_or_year_10", "in Year 7, 8, 9 or 10")
    year_11 = Fact("year_11", "in Year 11")

    # Where the child lives
    address_in_area = Fact("address_in_area", "at an address in the area")
    moved_away = Fact("moved_away", "at a verified address outside the area")
    address_verified = Fact("address_verified", "at an address that somebody verified")

    # Schools
    on_roll = Fact("on_roll", "on a school roll")
    admitted = Fact("admitted", "admitted to a school")
    not_attending = Fact("not_attending", "not attending any session")
    severely_absent = Fact("severely_absent", "missing half of sessions or more this school year")
    part_time_timetable = Fact("part_time_timetable", "on a part-time timetable")
    personalised_plan = Fact("personalised_plan", "on a personalised plan")
    behaviour_plan = Fact(
        "behaviour_plan", "on a personalised plan for social and behavioural difficulties"
    )
    permanent_exclusion = Fact("permanent_exclusion", "permanently excluded")
    reinstated = Fact("reinstated", "reinstated after an exclusion")
    suspension = Fact("suspension", "suspended")

    # Education otherwise than at school
    home_educated = Fact("home_educated", "home educated")
    education_found_suitable = Fact(
        "education_found_suitable", "getting a home education found suitable"
    )
    education_found_unsuitable = Fact(
        "education_found_unsuitable", "getting a home education found not suitable"
    )
    alternative_provision = Fact("alternative_provision", "in alternative provision")
    arranged_education_suitable = Fact(
        "arranged_education_suitable", "getting education the authority arranged and finds suitable"
    )
    as_much_as_health_allows = Fact(
        "as_much_as_health_allows", "getting as much education as health allows"
    )
    weekly_hours = Steps("weekly_hours", "hours of education a week", "hours a week")

    # Admissions
    application_awaiting_outcome = Fact(
        "application_awaiting_outcome", "waiting for the outcome of a school application"
    )
    application_refused = Fact("application_refused", "refused a school place")
    offer_not_started = Fact("offer_not_started", "offered a school place and not started")
    moved_from_another_authority = Fact(
        "moved_from_another_authority", "newly moved from another authority"
    )
    new_to_the_country = Fact("new_to_the_country", "newly arrived in the country")
    released_from_custody = Fact("released_from_custody", "released from custody")

    # Needs, health and social care
    ehc_plan = Fact("ehc_plan", "reported to have an education, health and care plan")
    mental_health_service = Fact("mental_health_service", "with a mental health service")
    medical_evidence = Fact("medical_evidence", "too ill to attend, with medical evidence")
    pregnant_or_young_mother = Fact("pregnant_or_young_mother", "pregnant or a young mother")
    gypsy_roma_traveller = Fact("gypsy_roma_traveller", "of Gypsy, Roma or Traveller background")
    child_in_need = Fact("child_in_need", "a child in need")
    child_protection_plan = Fact("child_protection_plan", "on a child protection plan")
    looked_after = Fact("looked_after", "looked after by the authority")

    vocabulary: ClassVar[dict[str, str]]
    """The label of every fact, by its name."""


Child.vocabulary = {
    said.name: said.label for said in vars(Child).values() if isinstance(said, Fact | Steps)
}
