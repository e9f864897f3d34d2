"""reference/: the register of schools (a GIAS extract), the term dates and the localities."""

from __future__ import annotations

from datetime import date

from onroll.demo.county import LA_CODE
from onroll.demo.names import TOWNS
from onroll.demo.provision import PROVIDER_URNS
from onroll.demo.systems.files import Files, dmy
from onroll.demo.terms import CLOSED, OPEN

SCHOOLS = (
    "URN, LA (code), EstablishmentNumber, EstablishmentName, TypeOfEstablishment (name), "
    "PhaseOfEducation (name), EstablishmentStatus (name), OpenDate, CloseDate, Postcode"
)
TERM_DATES = "URN, Kind, From, To, Reason"
LOCALITIES = ("North", "Central", "South")
ELSEWHERE = {"XE7 1": "Central", "XE7 2": "Central"}
"""The sectors of a district that lie in another locality than the rest of it."""
KIND = "Miscellaneous"
OPENED = "01-09-2012"
"""What the register says of each provider that is in it."""
_PHASES = {"Primary": "Primary", "Secondary": "Secondary"}


def write(files: Files) -> None:
    """Write schools.csv, term_dates.csv and localities.csv."""
    files.table(
        "reference",
        "schools.csv",
        SCHOOLS,
        [
            [
                school.urn,
                school.la_code,
                school.establishment,
                school.name,
                school.kind,
                _PHASES.get(school.phase, "Not applicable"),
                "Closed" if school.closed_on else "Open",
                dmy(school.opened_on).replace("/", "-"),
                dmy(school.closed_on).replace("/", "-"),
                school.postcode,
            ]
            for school in files.county.schools
        ]
        + [
            [urn, LA_CODE, str(1901 + number), name, KIND, "Not applicable", "Open", OPENED, "", ""]
            for number, (name, urn) in enumerate(PROVIDER_URNS.items())
        ],
        encoding="latin-1",
    )
    rows = [
        ["", "Open", dmy(date.fromisoformat(first)), dmy(date.fromisoformat(last)), name.title()]
        for _, name, first, last in OPEN
    ]
    rows += [
        ["", "Closed", dmy(day), dmy(day), reason]
        for day, reason in ((date.fromisoformat(day), reason) for day, reason in CLOSED)
    ]
    rows += [
        [school.urn, "Closed", dmy(day), dmy(day), reason]
        for school, day, reason in files.county.closures
    ]
    files.table("reference", "term_dates.csv", TERM_DATES, rows)
    files.table("reference", "localities.csv", "Place, Locality", localities())


def localities() -> list[list[str]]:
    """Each postcode district with the locality it lies in, and the sectors that lie in another."""
    share = -(-len(TOWNS) // len(LOCALITIES))
    districts = [[f"XE{n + 1}", LOCALITIES[n // share]] for n in range(len(TOWNS))]
    return [*districts, *([sector, locality] for sector, locality in ELSEWHERE.items())]
