"""Twelve children to follow through the demo, the two case studies of the field among them.

Each is planted in the county like any other child. `Story` says in words what happened and what
to look at; the CLI and the web print it. The two case studies are those a Leicestershire scrutiny
report of 9 June 2014 tells (Appendix C).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from onroll.demo.at_home import start_at_home
from onroll.demo.exclusions import exclude_permanently
from onroll.demo.families import Family
from onroll.demo.gone import custody, stop_attending
from onroll.demo.life import (
    Application,
    Child,
    Episode,
    HealthContact,
    HomeEducation,
    Placement,
    Review,
    SocialCare,
)
from onroll.demo.moves import change_home, see_at_home, settle
from onroll.demo.names import COMMUNITIES
from onroll.demo.provision import agree_timetable
from onroll.demo.schooling import World, go_back, leave


@dataclass(frozen=True)
class Story:
    """One child to follow: the truth's person id, the name, and what to look at."""

    number: int
    title: str
    person: str
    name: str
    look_at: str


def plant(world: World) -> list[Story]:
    """Make the twelve children, and say where to look."""
    stories = []
    for number, (title, tell, look_at) in enumerate(_STORIES, start=1):
        child = tell(world)
        for sibling in world.families.all[child.family - 1].children:
            sibling.fate = "story"
        stories.append(
            Story(number, title, child.person, f"{child.forename} {child.surname}", look_at)
        )
    return stories


def _family(world: World, *births: date, community: int = 0) -> Family:
    """A family that stays where it is, with children of no special need."""
    family = world.families.add(births=list(births), community=COMMUNITIES[community])
    for child in family.children:
        child.sen = "N"
    settle(world, family, "stays")
    while not all(e.school.keeps_marks for c in family.children for e in c.enrolments):
        for child in family.children:
            child.enrolments = []
        settle(world, family, "stays")
    return family


def _believed_in_devon(world: World) -> Child:
    child = _family(world, date(2014, 2, 11), community=5).children[0]
    leave(child, date(2023, 9, 29), "a", "Not known")
    child.applications.append(
        Application(
            "Transfer", date(2023, 10, 9), date(2023, 10, 9), "Offered", date(2023, 11, 2),
            world.county.near(0, "Primary", world.rng), date(2023, 11, 13),
        )
    )  # fmt: skip
    claim = world.families.address(3, date(2024, 3, 10), prefix="XS")
    claim.line, claim.town, claim.postcode = "Travellers' site, near Seaton", "Devon", "EX99 9ZZ"
    claim.asserted_by, claim.verified_on = "Relative", None
    child.claims.append(claim)
    child.health.append(HealthContact("School nurse", date(2024, 8, 14), date(2024, 8, 15), "None"))
    seen = date(2026, 5, 20)
    child.homes.append(
        replace(child.homes[-1], starts_on=seen, verified_on=seen, verified_by="Home visit")
    )
    child.homes[-2].ends_before = seen
    child.home_education = HomeEducation(
        date(2026, 5, 26), date(2026, 6, 1), None, "Lifestyle", "", "",
        [Review(date(2026, 6, 1), "Home", "Suitable", date(2026, 6, 1))],
    )  # fmt: skip
    child.social_care.append(
        SocialCare("child_in_need", date(2026, 4, 21), date(2026, 6, 12), "N8")
    )
    return child


def _left_for_canada(world: World) -> Child:
    family = _family(world, date(2012, 5, 3), date(2015, 1, 27))
    confirmed = date(2025, 6, 18)
    for child in family.children:
        leave(child, date(2023, 10, 20), "i", "Not known")
        claim = world.families.address(2, date(2023, 10, 20), prefix="XS")
        claim.line, claim.town, claim.postcode = "Not known", "Burton upon Trent", "DE99 9ZZ"
        claim.asserted_by, claim.verified_on = "Neighbour", None
        child.claims.append(claim)
        home = replace(
            child.homes[-1], line="Not given", town="Beaumont, Alberta, Canada",
            postcode="ZZ99 3CZ", starts_on=confirmed, verified_on=confirmed,
            asserted_by="School", verified_by="School admissions database, Alberta",
        )  # fmt: skip
        change_home(child, home)
    return family.children[0]


def _sixth_day_met(world: World) -> Child:
    child = _family(world, date(2011, 3, 9)).children[0]
    _exclude(world, child, date(2025, 10, 15), placed=6)
    return child


def _sixth_day_missed(world: World) -> Child:
    child = _family(world, date(2010, 11, 21)).children[0]
    _exclude(world, child, date(2025, 10, 20), placed=26)
    return child


def _exclude(world: World, child: Child, day: date, *, placed: int) -> None:
    roll = child.roll_on(day)
    assert roll is not None
    day = roll.school.school_day(day)
    exclude_permanently(world, child, roll.school, day, placed=roll.school.school_day(day, placed))


def _timetable_too_long(world: World) -> Child:
    child = _family(world, date(2013, 6, 17)).children[0]
    agree_timetable(child, date(2026, 9, 8), None, 12.5, "SB", plan=True)
    return child


def _home_and_unsuitable(world: World) -> Child:
    child = _family(world, date(2014, 9, 30)).children[0]
    start_at_home(world, child, date(2025, 6, 1))
    stay = child.home_education
    assert stay is not None
    child.enrolments = [e for e in child.enrolments if e.starts_on < stay.starts_on]
    stay.reviews = [
        Review(date(2025, 9, 16), "Declined", "No evidence yet", date(2025, 9, 30)),
        Review(date(2025, 11, 25), "Written report", "Not suitable", date(2025, 12, 10)),
    ]
    placed = go_back(world, child, date(2026, 4, 13))
    assert placed is not None
    stay.ends_before, stay.end_reason = placed[1], "Returned to school"
    return child


def _just_arrived(world: World) -> Child:
    child = _family(world, date(2016, 5, 1), community=3).children[0]
    arrived = date(2026, 10, 26)
    child.enrolments = []
    child.homes = [replace(child.homes[0], starts_on=arrived, verified_on=arrived)]
    child.applications.append(Application("New to the country", arrived, date(2026, 11, 2)))
    return child


def _never_known(world: World) -> Child:
    family = world.families.add(births=[date(2018, 1, 14)], community=COMMUNITIES[0])
    settle(world, family, "never known")
    return family.children[0]


def _too_ill(world: World) -> Child:
    child = _family(world, date(2011, 8, 2)).children[0]
    roll = child.roll_on(date(2025, 9, 8))
    assert roll is not None
    began, ends = date(2025, 9, 8), date(2026, 3, 27)
    child.health.append(HealthContact("Hospital", began, ends, "Letter"))
    child.episodes.append(Episode(roll.school, began, ends, "I", "I"))
    child.placements.append(
        Placement(
            "Hawthorn Hospital School", "Hospital school", "LA section 19", "Medical",
            date(2025, 9, 29), ends, hours=8, one_to_one_hours=8, suitable=True,
            as_health_allows=True,
        )
    )  # fmt: skip
    child.episodes.append(Episode(roll.school, date(2025, 9, 29), ends, "", "K"))
    return child


def _from_custody(world: World) -> Child:
    child = _family(world, date(2010, 10, 5)).children[0]
    custody(world, child, date(2025, 2, 3), days=75)
    return child


def _two_names(world: World) -> Child:
    child = _family(world, date(2012, 12, 19), community=1).children[0]
    child.surname, child.called = f"{child.surname}-Reeves", "Zee"
    see_at_home(child, date(2025, 1, 8), date(2025, 1, 9), every=30, by="Home visit")
    child.applications.append(
        Application("Transfer", date(2025, 2, 3), date(2025, 2, 3), "Withdrawn", date(2025, 2, 21))
    )
    child.social_care.append(SocialCare("child_in_need", date(2024, 11, 4), None, "N4"))
    return child


def _empty_desk(world: World) -> Child:
    child = _family(world, date(2012, 4, 22)).children[0]
    stop_attending(world, child, date(2026, 9, 7), 80)
    child.social_care.append(SocialCare("child_in_need", date(2026, 10, 1), None, "N5"))
    return child


_STORIES: tuple[tuple[str, Callable[[World], Child], str], ...] = (
    (
        "An address given is not an address known",
        _believed_in_devon,
        "Left school in September 2023 and did not take up the next place. A relative gave an "
        "address in Devon, which nobody could confirm. A family doctor still knew the child, who "
        "was in the county throughout, was seen on 20 May 2026, and is suitably home educated.",
    ),
    (
        "Two children, one house found empty",
        _left_for_canada,
        "Off roll in October 2023, whereabouts not known, believed in one place or another. On "
        "18 June 2025 a school in Canada confirmed both children: moved away from that day.",
    ),
    (
        "A place on the sixth school day",
        _sixth_day_met,
        "Permanently excluded on 15 October 2025; due at the referral unit, and there, on the "
        "sixth school day.",
    ),
    (
        "Half term in the middle of the count",
        _sixth_day_missed,
        "Permanently excluded on 20 October 2025. Half term and a training day move the sixth "
        "school day to 4 November or a day later; the place came weeks afterwards.",
    ),
    (
        "Six weeks became eleven",
        _timetable_too_long,
        "A part-time timetable of 12.5 hours since 8 September 2026, still running: beyond 42 "
        "days from 20 October.",
    ),
    (
        "Education at home, found not suitable",
        _home_and_unsuitable,
        "Home educated from 1 June 2025, not yet reviewed, then found not suitable on "
        "10 December 2025: missing education from that day until school in April 2026.",
    ),
    (
        "New to the country, waiting for a place",
        _just_arrived,
        "Arrived on 26 October 2026, applied a week later, no answer yet. On nobody's roll.",
    ),
    (
        "Known to a doctor and to nobody else",
        _never_known,
        "Born in 2018, registered with a family doctor since, never on any school's register.",
    ),
    (
        "Too ill to attend",
        _too_ill,
        "In hospital from September 2025, with eight hours a week of teaching, which is as much "
        "as health allowed; on roll throughout, and not in full-time education.",
    ),
    (
        "Released, with no school to go to",
        _from_custody,
        "On a roll while detained in early 2025, off it on the day of release, and some weeks "
        "without a place.",
    ),
    (
        "One child, several names",
        _two_names,
        "A second surname and a name used at home: look at the source records side by side.",
    ),
    (
        "On roll, and at no session since September",
        _empty_desk,
        "On roll, so not missing education in law; missing education in the wider sense from "
        "the fifteenth school day.",
    ),
)
