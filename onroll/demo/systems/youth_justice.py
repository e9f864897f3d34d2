"""youth_justice/: young people in custody, and on licence once they are released."""

from __future__ import annotations

from datetime import timedelta

from onroll.demo.life import Child
from onroll.demo.systems.files import Files, dmy, shuffled

CASELOAD = (
    "Intervention Ref, YJ Ref, UPN, Forename, Surname, Date of Birth, Sex, Postcode, "
    "Intervention, Start, End, Secure Establishment, Released On"
)
DETAINED = "Y5"
"""The register code of a pupil in custody."""
_SOURCE = "youth_justice"
_ON_LICENCE = timedelta(days=120)


def reference(child: Child) -> str:
    """The young person's reference with youth justice."""
    return f"YJ{shuffled(child.number, 53, 99_971)}"


def write(files: Files) -> None:
    """Write each time in custody, and the licence after it."""
    damage = files.damage(_SOURCE)
    rows: list[list[str]] = []
    for child in files.known_to(_SOURCE):
        stays = [
            (each.starts_on, each.ends_before if each.ends_before <= files.until else None)
            for each in child.episodes
            if each.am == DETAINED and each.starts_on <= files.until
        ]
        if not stays:
            continue
        files.knows(child, _SOURCE, reference(child))
        forename, surname = damage.names(child, 0.02)
        who = [reference(child), damage.upn(child, missing=0.1), forename, surname,
               dmy(child.born_on), child.sex, child.homes[-1].postcode]  # fmt: skip
        for began, released in stays:
            rows.append([f"I{len(rows) + 1:05d}", *who, "Custody", dmy(began), dmy(released),
                         "Great Fixture Secure Home", dmy(released)])  # fmt: skip
            if released is not None:
                rows.append([f"I{len(rows) + 1:05d}", *who, "Licence", dmy(released),
                             dmy(released + _ON_LICENCE), "", ""])  # fmt: skip
    if rows:
        files.table(_SOURCE, f"youth_justice_{files.until.isoformat()}.csv", CASELOAD, rows)
