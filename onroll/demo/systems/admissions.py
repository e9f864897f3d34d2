"""admissions/: applications for a place outside the main round, from the admissions system."""

from __future__ import annotations

from datetime import date

from onroll.demo.errors import put
from onroll.demo.life import Child
from onroll.demo.systems.files import Files

APPLICATIONS = (
    "Application Ref, Child Ref, UPN, First name, Last name, DOB, Gender, Address, Postcode, "
    "Circumstance, Circumstance date, Previous authority, Applied on, Outcome, Decided on, "
    "School URN, Start date"
)
_MONTHS = ("", *"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())
_SOURCE = "admissions"


def reference(child: Child) -> str:
    """The child's reference in the admissions system."""
    return f"A{child.number * 23 % 999_979:06d}"


def write(files: Files) -> None:
    """Write every application, semicolons between, in the Windows code page."""
    damage = files.damage(_SOURCE)
    rows: list[list[str]] = []
    for child in files.known_to(_SOURCE):
        if not child.applications:
            continue
        files.knows(child, _SOURCE, reference(child))
        upn = damage.upn(child, missing=0.35, wrong=0.005)
        forename, surname = damage.names(child, 0.03)
        born_on = damage.born_on(child.born_on, 0.003)
        for each in child.applications:
            home = child.home_on(each.applied_on) or child.homes[-1]
            rows.append(
                [
                    f"APP{len(rows) + 1:06d}", reference(child), upn, forename, surname,
                    _dby(born_on), child.sex, home.line, damage.postcode(home.postcode, 0.03),
                    each.circumstance, _dby(each.circumstance_on), each.previous_authority,
                    _dby(each.applied_on), each.outcome, _dby(each.decided_on),
                    each.school.urn if each.school else "", _dby(each.starts_on),
                ]
            )  # fmt: skip
    rows = damage.wrong_rows(rows, 0.002, (put(12, "31-Feb-2025"), put(13, "?"), put(1, "")))
    files.table(
        _SOURCE,
        f"applications_{files.until.isoformat()}.csv",
        APPLICATIONS,
        rows,
        encoding="cp1252",
        delimiter=";",
    )


def _dby(day: date | None) -> str:
    return f"{day.day:02d}-{_MONTHS[day.month]}-{day.year}" if day else ""
