"""health/: family doctors' registrations and contacts with health services, by NHS number."""

from __future__ import annotations

from onroll.demo.errors import put
from onroll.demo.identities import MOVED_HOUSE
from onroll.demo.life import Child, Home
from onroll.demo.systems.files import Files, ymd

GP = (
    "NHS Number, Forename, Surname, Date of Birth, Sex, Address, Postcode, Registered On, "
    "Removed On, Practice"
)
CONTACTS = "NHS Number, Forename, Surname, Date of Birth, Postcode, Service, From, To, Evidence"
_SOURCE = "health"


def stays(child: Child) -> list[tuple[Home, Home]]:
    """Unbroken stays inside the county: the first and the last home of each."""
    found: list[tuple[Home, Home]] = []
    for home in child.homes:
        if not home.inside:
            continue
        if found and found[-1][1].ends_before == home.starts_on:
            found[-1] = (found[-1][0], home)
        else:
            found.append((home, home))
    return found


def write(files: Files) -> None:
    """Write registrations and contacts; a surgery is the last to hear that a family moved."""
    damage = files.damage(_SOURCE)
    rows: list[list[str]] = []
    contacts: list[list[str]] = []
    for child in files.known_to(_SOURCE):
        if not stays(child):
            continue
        files.knows(child, _SOURCE, child.nhs_number)
        forename, surname = damage.names(child, 0.006)
        born_on = damage.born_on(child.born_on, 0.0004)
        for first, last in stays(child):
            removed = last.ends_before
            if removed is not None and damage.happens(0.15):
                removed = None
            stale = first is not last and damage.happens(0.4)
            home = first if stale else last
            if home.postcode != last.postcode:
                files.note(_SOURCE, child.nhs_number, MOVED_HOUSE)
            rows.append(
                [
                    child.nhs_number, forename, surname, ymd(born_on),
                    {"M": "1", "F": "2"}[child.sex], f"{home.line}, {home.town}",
                    damage.postcode(home.postcode, 0.01), ymd(first.starts_on), ymd(removed),
                    f"{home.town} Surgery",
                ]
            )  # fmt: skip
        for each in child.health:
            here = child.home_on(each.starts_on) or child.homes[-1]
            contacts.append(
                [
                    child.nhs_number, forename, surname, ymd(born_on), here.postcode,
                    each.service, ymd(each.starts_on), ymd(each.ends_before), each.evidence,
                ]
            )  # fmt: skip
    day = files.until.isoformat()
    rows = damage.wrong_rows(rows, 0.0001, (put(3, "20140231"), put(0, "9990000001"), put(7, "")))
    contacts = damage.wrong_rows(contacts, 0.001, (put(5, "Dentist"), put(6, "20251301")))
    for name, header, table in (
        (f"gp_registrations_{day}.tsv", GP, rows),
        (f"health_contacts_{day}.tsv", CONTACTS, contacts),
    ):
        files.table(_SOURCE, name, header, table, encoding="utf-8", delimiter="\t")
