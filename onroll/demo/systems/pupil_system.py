"""pupil_system/: the authority's own pupil database, fed by schools' admission registers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from onroll.demo.errors import Damage, put
from onroll.demo.life import Child, Enrolment
from onroll.demo.practice import write_practice
from onroll.demo.systems.files import Files, dmy, number

ROLL = (
    "Pupil ID, UPN, Former UPN, ULN, Forename, Surname, Preferred Forename, Date of Birth, Sex, "
    "Ethnicity, SEN, URN, Enrolment Status, Entry Date, Address, Postcode"
)
LEAVERS = (
    "Pupil ID, UPN, Forename, Surname, Date of Birth, Sex, Ethnicity, URN, Enrolment Status, "
    "Entry Date, Leaving Date, Ground, Destination, Notified On"
)
ADDRESSES = (
    "Pupil ID, Address, Town, Postcode, UPRN, From, To, Asserted By, Verified By, Verified On"
)
EXCLUSIONS = (
    "Pupil ID, UPN, URN, Category, Start Date, Sessions, Reason 1, Reason 2, Reason 3, "
    "Reinstated On"
)
TIMETABLES = "Pupil ID, UPN, URN, Start, End, Hours a Week, Reason, Personalised Plan, Review Due"
_SOURCE = "pupil_system"


class _Registered(NamedTuple):
    """A registration as the roll has it, and for how long the system knows it to be open."""

    row: list[str]
    starts_on: date
    ends_before: date | None


def pupil_id(child: Child) -> str:
    """The child's id in this system: seven digits, in no order."""
    return str(2_000_000 + child.number * 31 % 7_999_993)


def write(files: Files) -> None:
    """Write roll, leavers, addresses, exclusions and part-time timetables as known on the day.

    The roll is there twice: as it was before, and on the day.
    """
    day = files.until.isoformat()
    damage = files.damage(_SOURCE)
    known = [c for c in files.known_to(_SOURCE) if c.enrolments and not _never_sent(c, damage)]
    _write_roll_and_leavers(files, known, damage, day)
    _write_addresses(files, known, day)
    _write_exclusions(files, day)
    _write_timetables(files, day)


def _write_roll_and_leavers(files: Files, known: list[Child], damage: Damage, day: str) -> None:
    ever: list[_Registered] = []
    leavers: list[list[str]] = []
    for child in known:
        files.knows(child, _SOURCE, pupil_id(child))
        upn = damage.upn(child, missing=0.002, wrong=0.001)
        forename, surname = damage.names(child, 0.012)
        for enrolment in child.enrolments:
            row = _on_roll(child, enrolment, upn, forename, surname)
            if enrolment.ends_before is None or _not_told(files, damage, enrolment):
                ever.append(_Registered(row, enrolment.starts_on, None))
            else:
                ever.append(_Registered(row, enrolment.starts_on, enrolment.ends_before))
                told = enrolment.ends_before + timedelta(days=damage.days_late(20))
                leavers.append(_leaver(child, enrolment, upn, forename, surname, told))
    roll = _roll_on(files.until, ever)
    _write_roll_before(files, ever)
    write_practice(files, ROLL, roll)
    files.table(
        _SOURCE,
        f"roll_{day}.csv",
        ROLL,
        damage.wrong_rows(
            roll, 0.0002, (put(7, "31/02/2014"), put(0, ""), put(13, "01/09/2062"), put(12, "Q"))
        ),
    )
    files.table(
        _SOURCE,
        f"leavers_{day}.csv",
        LEAVERS,
        damage.wrong_rows(leavers, 0.0003, (put(10, "01/01/1999"), put(10, "#VALUE!"))),
    )


def _write_roll_before(files: Files, ever: list[_Registered]) -> None:
    """Write the roll of a week before; of more weeks, where no school has admitted anybody since.

    A roll on which nobody is new looks like the old one under a new name.
    """
    newest = max(each.starts_on for each in ever if each.ends_before is None)
    day = files.until - timedelta(weeks=(files.until - newest).days // 7 + 1)
    files.table(_SOURCE, f"roll_{day}.csv", ROLL, _roll_on(day, ever))


def _roll_on(day: date, ever: list[_Registered]) -> list[list[str]]:
    return [
        each.row
        for each in ever
        if each.starts_on <= day and (each.ends_before is None or day < each.ends_before)
    ]


def _never_sent(child: Child, damage: Damage) -> bool:
    """Whether an independent or a neighbour's school has not told the authority of its pupil."""
    elsewhere = not any(enrolment.school.keeps_marks for enrolment in child.enrolments)
    return elsewhere and not child.fate and damage.happens(0.0015)


def _not_told(files: Files, damage: Damage, enrolment: Enrolment) -> bool:
    """Whether the school has not yet said that the child left: likelier for recent leavers."""
    assert enrolment.ends_before is not None
    lately = files.until - enrolment.ends_before < timedelta(days=25)
    in_term = enrolment.ends_before.month != 9 and enrolment.ground not in ("", "o")
    return in_term and damage.happens(0.25 if lately else 0.015)


def _on_roll(
    child: Child, enrolment: Enrolment, upn: str, forename: str, surname: str
) -> list[str]:
    home = child.homes[-1]
    return [
        pupil_id(child), upn, child.former_upn, child.uln, forename, surname,
        child.called if child.called != child.forename else "", dmy(child.born_on), child.sex,
        child.ethnicity, child.sen, enrolment.school.urn, enrolment.status,
        dmy(enrolment.starts_on), home.line, home.postcode,
    ]  # fmt: skip


def _leaver(
    child: Child, enrolment: Enrolment, upn: str, forename: str, surname: str, told: date
) -> list[str]:
    return [
        pupil_id(child), upn, forename, surname, dmy(child.born_on), child.sex, child.ethnicity,
        enrolment.school.urn, enrolment.status, dmy(enrolment.starts_on),
        dmy(enrolment.ends_before), enrolment.ground, enrolment.destination, dmy(told),
    ]  # fmt: skip


def _write_addresses(files: Files, known: list[Child], day: str) -> None:
    damage = files.damage("addresses")
    rows = []
    for child in known:
        for home in sorted(child.homes + child.claims, key=lambda h: h.starts_on):
            checked = home.verified_on
            if not home.inside and damage.happens(0.012):
                checked = None
            rows.append(
                [
                    pupil_id(child), home.line, home.town, damage.postcode(home.postcode, 0.01),
                    home.uprn, dmy(home.starts_on), dmy(home.ends_before), home.asserted_by,
                    home.verified_by if checked else "", dmy(checked),
                ]
            )  # fmt: skip
    rows = damage.wrong_rows(rows, 0.0001, (put(5, "00/00/0000"), put(0, "")))
    files.table(_SOURCE, f"addresses_{day}.csv", ADDRESSES, rows)


def _write_exclusions(files: Files, day: str) -> None:
    damage = files.damage("exclusions")
    rows = [
        [
            pupil_id(child), child.upn, each.school.urn, each.category, dmy(each.starts_on),
            number(each.sessions) if each.category == "SUSP" else "",
            *(*each.reasons, "", "", "")[:3], dmy(each.reinstated_on),
        ]
        for child in files.children
        for each in child.exclusions
        if child.enrolments
    ]  # fmt: skip
    rows = damage.wrong_rows(rows, 0.002, (put(3, "FIXD?"), put(5, "-4"), put(4, "2025-13-45")))
    files.table(_SOURCE, f"exclusions_{day}.csv", EXCLUSIONS, rows)


def _write_timetables(files: Files, day: str) -> None:
    damage = files.damage("timetables")
    rows = [
        [
            pupil_id(child), child.upn, each.school.urn, dmy(each.starts_on),
            dmy(each.ends_before), number(each.hours), each.reason, "Y" if each.plan else "N",
            dmy(each.review_due_on),
        ]
        for child in files.children
        for each in child.timetables
        if not damage.happens(0.03)
    ]  # fmt: skip
    rows = damage.wrong_rows(rows, 0.002, (put(5, "250"), put(6, "XX"), put(4, "01/01/2001")))
    files.table(_SOURCE, f"part_time_timetables_{day}.csv", TIMETABLES, rows)
