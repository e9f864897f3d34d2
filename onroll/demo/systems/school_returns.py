"""school_returns/: the names that schools delete from their registers, as they return them.

The duty is that of the regulations of 2024, so no return is older; an ordinary change of school in
September needs none.
"""

from __future__ import annotations

from datetime import date, timedelta

from onroll.demo.county import LA_CODE
from onroll.demo.errors import put
from onroll.demo.life import Child, Enrolment
from onroll.demo.systems.files import Files, dmy, shuffled

DELETIONS = (
    "URN, Pupil Ref, UPN, Forename, Surname, Date of Birth, Sex, Address, Postcode, Ground, "
    "Date Ground Met, Date Deleted, Return Received On, Destination, Future School, Unexplained"
)
DUTY_BEGINS = date(2024, 8, 19)
_SOURCE = "school_returns"
_DESTINATIONS = {
    "Alternative provision": "Alternative provision",
    "Education otherwise than at school": "Alternative provision",
    "Elective home education": "Home education",
    "Not known": "Not known",
    "Released from custody": "Custody",
    "School in another authority": "State school elsewhere",
    "Special school place awaited": "Special school",
    "State school": "State school in the area",
}


def pupil_ref(child: Child) -> str:
    """The number that the child has at each of their schools."""
    return f"{shuffled(child.number, 41, 99_991)}"


def write(files: Files) -> None:
    """Write every return of a deletion; some schools send it late, and some forget."""
    damage = files.damage(_SOURCE)
    rows: list[list[str]] = []
    for child in files.known_to(_SOURCE):
        known: set[str] = set()
        for enrolment in child.enrolments:
            if not _is_returned(enrolment) or damage.happens(0.06):
                continue
            forename, surname = damage.names(child, 0.01)
            urn = enrolment.school.urn
            if urn not in known:
                files.knows(child, _SOURCE, f"{urn}/{pupil_ref(child)}")
                known.add(urn)
            rows.append(
                [
                    urn, pupil_ref(child), damage.upn(child, missing=0.01), forename, surname,
                    dmy(child.born_on), child.sex,
                    *_leaving(child, enrolment, files.until, damage.days_late(9)),
                ]
            )  # fmt: skip
    rows = damage.wrong_rows(rows, 0.004, (put(11, "31/06/2025"), put(11, ""), put(0, "9900")))
    name = f"roll_deletions_{files.until.isoformat()}.csv"
    files.table(_SOURCE, name, DELETIONS, rows)


def _is_returned(enrolment: Enrolment) -> bool:
    left = enrolment.ends_before
    return (
        left is not None
        and left >= DUTY_BEGINS
        and enrolment.ground != ""
        and enrolment.school.la_code == LA_CODE
    )


def _leaving(child: Child, enrolment: Enrolment, until: date, late: int) -> list[str]:
    """What the return says beside who the pupil is."""
    left = enrolment.ends_before
    assert left is not None
    home = child.home_on(left - timedelta(days=1)) or child.homes[-1]
    destination = _DESTINATIONS.get(enrolment.destination, "State school in the area")
    if enrolment.ground == "i":
        destination = "Missing, whereabouts unknown"
    named = "" if enrolment.destination in _DESTINATIONS else enrolment.destination
    return [
        home.line, home.postcode, enrolment.ground, dmy(left), dmy(left),
        dmy(min(until, left + timedelta(days=late))), destination, named,
        "Y" if enrolment.destination == "Not known" else "N",
    ]  # fmt: skip
