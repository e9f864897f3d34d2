"""Who tells us of a child, and what it is mostly about: asked once, when the child is referred.

The predominant issue is what a quarter's scorecard breaks new children down by, so it is kept as it
was said then, whatever is found out later.
"""

from __future__ import annotations

from typing import Final

SOURCES: Final = {
    "school": "A school",
    "school_home_education": "A school, of a child leaving for home education",
    "parent": "A parent or carer",
    "admissions": "Admissions",
    "special_needs": "Special educational needs",
    "authority": "Another authority",
    "social_care": "Children's social care or First Response",
    "health": "Health: a nurse, a doctor, a hospital",
    "partnership": "A behaviour partnership, panel or forum",
    "provider": "An alternative provider or a tutor",
    "police": "Police, youth justice or custody",
    "housing": "Housing, a refuge, benefits or a voluntary body",
    "early_help": "Early help",
    "early_years": "Early years or a college",
    "public": "A member of the public",
    "found": "We found it ourselves",
}
"""The sources of referral, by key."""

ISSUES: Final = {
    "whereabouts": "Whereabouts not known",
    "no_school": "Waiting for a school place",
    "off_roll": "Removed from a school roll, no new school",
    "moved_in": "Moved into the area",
    "home_education": "Home education",
    "not_attending": "Not attending",
    "part_time": "Part-time timetable",
    "too_ill": "Too ill to attend",
    "excluded": "Permanently excluded",
    "suspended": "Suspended",
    "no_suitable_place": "No suitable place",
    "custody": "In custody",
    "young_parent": "Pregnant or a young parent",
    "other": "Something else",
}
"""What a referral may mostly be about, by key."""

RISKS: Final = {
    "none": "No risk known",
    "concern": "Concern",
    "immediate": "Immediate: police or social care first",
}

ROUTE_TITLES: Final = {
    "accept": "Accept: we work with the child",
    "watch": "Another service leads: we watch",
    "redirect": "Send to another service",
    "not_ours": "Not ours",
    "ask_more": "Ask for more",
}
"""What triage may decide, as the page says it."""
