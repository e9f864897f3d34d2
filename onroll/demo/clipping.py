"""A life as far as it had gone on the last day known: nothing later is written anywhere."""

from __future__ import annotations

from datetime import date

from onroll.demo.life import Child, Enrolment, HealthContact, Home, SocialCare

_FIRST_ENDS = date(2023, 7, 1)
"""Enrolments that ended before this day are older than any file the systems still send."""


def clip(child: Child, until: date) -> None:
    """Take away what starts after `until`, and the ends and answers that nobody knows yet.

    The agreed ends of timetables and placements stay: they are known in advance.
    """
    child.homes = [h for h in child.homes if h.starts_on <= until]
    child.enrolments = [
        e
        for e in child.enrolments
        if e.starts_on <= until and (e.ends_before is None or e.ends_before > _FIRST_ENDS)
    ]
    child.health = [c for c in child.health if c.starts_on <= until]
    # whoever has not come to the county yet is in no system of its own
    child.social_care = [s for s in child.social_care if s.starts_on <= until and child.homes]
    spells: tuple[Home | Enrolment | HealthContact | SocialCare, ...] = (
        *child.homes, *child.enrolments, *child.health, *child.social_care,
    )  # fmt: skip
    for spell in spells:
        if spell.ends_before is not None and spell.ends_before > until:
            spell.ends_before = None
    for home in child.homes:
        if home.verified_on is not None and home.verified_on > until:
            home.verified_on = until
    for enrolment in child.enrolments:
        if enrolment.ends_before is None:
            enrolment.ground = enrolment.destination = ""
    child.exclusions = [e for e in child.exclusions if e.starts_on <= until]
    for exclusion in child.exclusions:
        if exclusion.reinstated_on is not None and exclusion.reinstated_on > until:
            exclusion.reinstated_on = None
    child.timetables = [t for t in child.timetables if t.starts_on <= until]
    child.placements = [p for p in child.placements if p.starts_on <= until]
    _clip_home_education(child, until)
    _clip_applications(child, until)


def _clip_home_education(child: Child, until: date) -> None:
    stay = child.home_education
    if stay is None:
        return
    if stay.starts_on > until:
        child.home_education = None
        return
    stay.reviews = [r for r in stay.reviews if r.decided_on <= until]
    if stay.ends_before is not None and stay.ends_before > until:
        stay.ends_before, stay.end_reason = None, ""


def _clip_applications(child: Child, until: date) -> None:
    child.applications = [a for a in child.applications if a.applied_on <= until]
    for each in child.applications:
        if each.decided_on is not None and each.decided_on > until:
            each.outcome, each.decided_on = "Awaiting", None
            each.school = each.starts_on = None
