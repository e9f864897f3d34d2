"""home_education/: the register officers keep in a workbook, their reviews, visits and orders."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from onroll.demo.errors import put
from onroll.demo.life import Child
from onroll.demo.systems.files import Files, dmy

REGISTER = (
    "EHE Ref, UPN, Forename, Surname, Date of birth, Gender, Address, Postcode, Date notified, "
    "Start date, End date, Previous school, Primary reason, End reason"
)
REVIEWS = "EHE Ref, Review date, Visit, Outcome, Decided on"
VISITS = (
    "Visit Ref, EHE Ref, Offered On, Answer, Answered On, Visited On, Child Seen, Place, "
    "Evidence Requested On, Evidence Received On"
)
ORDERS = (
    "Order Ref, EHE Ref, UPN, Forename, Surname, Date of Birth, Postcode, Notice Served On, "
    "Reply By, Order Served On, School Named URN, Revoked On"
)
_SOURCE = "home_education"


def reference(child: Child) -> str:
    """The child's reference on this register."""
    return f"EHE-{child.number * 17 % 999_983:06d}"


def write(files: Files) -> None:
    """Write the register (a workbook typed by hand), and tables of what officers did."""
    damage = files.damage(_SOURCE)
    day = files.until.isoformat()
    register: list[list[Any]] = [list(REGISTER.split(", "))]
    reviews: list[list[str]] = []
    for child in files.known_to(_SOURCE):
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
    _write_visits(files, day)
    _write_orders(files, day)


def _write_visits(files: Files, day: str) -> None:
    """Write the visit that was offered before each review, and what came of it."""
    damage = files.damage("home education visits")
    rows: list[list[str]] = []
    for child in files.known_to(_SOURCE):
        for review in child.home_education.reviews if child.home_education else ():
            offered, on = review.reviewed_on - timedelta(days=21), dmy(review.reviewed_on)
            answered = dmy(offered + timedelta(days=6))
            if review.visit in ("Home", "Meeting elsewhere"):
                seen = "N" if (child.number + len(rows)) % 9 == 0 else "Y"
                came_of_it = ["Accepted", answered, on, seen, review.visit, "", ""]
            else:
                sent = on if review.visit == "Written report" else ""
                came_of_it = ["Declined", answered, "", "", "", answered, sent]
            rows.append([f"V{len(rows) + 1:05d}", reference(child), dmy(offered), *came_of_it])
    rows = damage.wrong_rows(rows, 0.003, (put(5, "30/02/2026"), put(0, "")))
    files.table(_SOURCE, f"visits_{day}.csv", VISITS, rows)


def _write_orders(files: Files, day: str) -> None:
    """Write the notice after a first finding of *not suitable*, and the order where none heeded it.

    A notice leaves three weeks; an order names the school that the child left or goes back to.
    """
    rows: list[list[str]] = []
    for child in files.known_to(_SOURCE):
        stay = child.home_education
        found = [r for r in stay.reviews if r.outcome == "Not suitable"] if stay else []
        if stay is None or not found:
            continue
        notice = found[0].decided_on + timedelta(days=7)
        order = notice + timedelta(days=42)
        if notice > min(files.until, stay.ends_before or files.until):
            continue
        ordered = order <= min(files.until, stay.ends_before or files.until)
        home = child.home_on(notice) or child.homes[-1]
        school = child.enrolments[-1].school.urn if child.enrolments else ""
        rows.append(
            [
                f"SAO{len(rows) + 1:04d}", reference(child), child.upn, child.forename,
                child.surname, dmy(child.born_on), home.postcode, dmy(notice),
                dmy(notice + timedelta(days=21)), dmy(order) if ordered else "",
                school if ordered else "", "",
            ]
        )  # fmt: skip
    if rows:
        files.table(_SOURCE, f"orders_{day}.csv", ORDERS, rows)
