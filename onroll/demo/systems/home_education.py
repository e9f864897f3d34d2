"""home_education/: the register officers keep in a workbook, and their reviews."""

from __future__ import annotations

from typing import Any

from onroll.demo.errors import put
from onroll.demo.life import Child
from onroll.demo.systems.files import Files, dmy

REGISTER = (
    "EHE Ref, UPN, Forename, Surname, Date of birth, Gender, Address, Postcode, Date notified, "
    "Start date, End date, Previous school, Primary reason, End reason"
)
REVIEWS = "EHE Ref, Review date, Visit, Outcome, Decided on"
_SOURCE = "home_education"


def reference(child: Child) -> str:
    """The child's reference on this register."""
    return f"EHE-{child.number * 17 % 999_983:06d}"


def write(files: Files) -> None:
    """Write the register (a workbook typed by hand) and the table of reviews."""
    damage = files.damage(_SOURCE)
    day = files.until.isoformat()
    register: list[list[Any]] = [list(REGISTER.split(", "))]
    reviews: list[list[str]] = []
    for child in files.children:
        stay = child.home_education
        if stay is None:
            continue
        files.knows(child, _SOURCE, reference(child))
        forename, surname = damage.names(child, 0.03)
        born_on = damage.born_on(child.born_on, 0.004)
        home = child.home_on(stay.starts_on) or child.homes[-1]
        ends = stay.ends_before
        if ends is not None and stay.end_reason == "Returned to school" and damage.happens(0.15):
            ends = None
        register.append(
            [
                reference(child), damage.upn(child, missing=0.12, wrong=0.01), forename, surname,
                dmy(born_on) if damage.happens(0.1) else born_on,
                {"F": "Female", "M": "Male"}[child.sex], home.line,
                damage.postcode(home.postcode, 0.08), stay.notified_on, stay.starts_on,
                ends or "", stay.previous_school, stay.reason, stay.end_reason if ends else "",
            ]
        )  # fmt: skip
        reviews += [
            [reference(child), dmy(r.reviewed_on), r.visit, r.outcome, dmy(r.decided_on)]
            for r in stay.reviews
            if not damage.happens(0.01)
        ]
    header, *rows = register
    rows = damage.wrong_rows(
        rows, 0.004, (put(4, "####"), put(9, "since Christmas"), put(0, ""), put(10, "01/01/2001"))
    )
    files.workbook(_SOURCE, f"register_{day}.xlsx", {"Register": [header, *rows]})
    reviews = damage.wrong_rows(reviews, 0.003, (put(3, "Satisfactory?"), put(4, "31/09/2025")))
    files.table(_SOURCE, f"reviews_{day}.csv", REVIEWS, reviews)
