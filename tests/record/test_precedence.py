"""The families, and the one lead cohort of a child."""

import pytest

from onroll.record.definitions import CATALOGUE, Group
from onroll.record.precedence import FAMILIES, LEADS, NEVER_LEAD, lead_cohort

KEYS = {definition.key: definition for definition in CATALOGUE}


def test_every_family_and_every_lead_is_a_definition():
    assert set(FAMILIES) <= set(KEYS)
    assert set(LEADS) <= set(KEYS)
    assert len(LEADS) == len(set(LEADS))
    assert not [key for key in LEADS if KEYS[key].group in NEVER_LEAD]


@pytest.mark.parametrize(
    ("cohorts", "lead"),
    [
        ({"missing_education", "whereabouts_not_known"}, "whereabouts_not_known"),
        ({"missing_education", "home_educated_unsuitable"}, "missing_education"),
        (
            {"permanently_excluded_without_place", "excluded_and_unplaced", "suspended"},
            "excluded_and_unplaced",
        ),
        (
            {"missing_out_on_education", "part_time_timetable_over_limit"},
            "missing_out_on_education",
        ),
        ({"home_educated", "home_educated_suitable"}, "home_educated"),
        ({"home_educated", "section_437_notice_running"}, "section_437_notice_running"),
        ({"children_with_medical_needs", "medical_needs_at_home"}, "children_with_medical_needs"),
        # of those that are not in the order, the first in the guide
        ({"pme_mental_health", "medical_needs_at_home"}, "medical_needs_at_home"),
        ({"pme_mental_health"}, "pme_mental_health"),
        # laid over the others, or counted as another paper does
        ({"at_risk_youth_justice", "on_roll", "seslip_scope"}, None),
        (set(), None),
    ],
)
def test_the_lead_cohort_is_the_first_in_the_order(cohorts, lead):
    assert lead_cohort(cohorts) == lead


def test_whatever_leads_is_a_cohort_of_the_child_and_an_overlay_never_leads():
    for definition in CATALOGUE:
        lead = lead_cohort({definition.key})
        assert lead == (None if definition.group in NEVER_LEAD else definition.key)
    assert lead_cohort(KEYS) == LEADS[0]
    assert Group.ABSENCE not in NEVER_LEAD
