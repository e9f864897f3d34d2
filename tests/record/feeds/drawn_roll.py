"""A roll of forty children at two schools with nothing wrong in it, to plant faults in."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

from onroll.record.feeds import read
from onroll.record.feeds.known import Known, known
from onroll.record.feeds.landing import land
from onroll.record.home import Home
from onroll.record.identifiers import upn_check_letter

ROW = 17
"""The row of the file in which a fault is planted, as a person sees it."""

HEADINGS = (
    "Pupil ID", "UPN", "ULN", "Forename", "Surname", "Date of Birth", "Sex", "Ethnicity", "SEN",
    "URN", "Enrolment Status", "Entry Date", "Address", "Postcode",
)  # fmt: skip
SCHOOLS = """\
URN,LA (code),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (name),\
PhaseOfEducation (name),EstablishmentStatus (name),OpenDate,CloseDate,Postcode
100001,001,4000,Hilltop Academy,Academy converter,Secondary,Open,01-09-2012,,XE1 2AB
100002,001,2000,Brook Primary,Community school,Primary,Open,,,XE2 2AB
100003,001,2001,Mill Primary,Community school,Primary,Closed,,31-08-2025,XE2 2AB
100004,001,4001,Quay School,Free school,Secondary,Open,01-09-2026,,XE1 2AB
"""
_FORENAMES = ("Amira", "Ben", "Chidi", "Dana", "Eryk", "Freya", "Gwen", "Hamza")
_SURNAMES = ("Lee", "Okafor", "Nowak", "Smith", "Jones")


def upn(number: int) -> str:
    """The UPN with that serial number."""
    rest = f"{'?'}801{4000}{18:02}{number:03}"
    return upn_check_letter(rest) + rest[1:]


def children(count: int = 40) -> list[dict[str, str]]:
    """One row per child, by heading."""
    return [
        {
            "Pupil ID": f"P{n:03}",
            "UPN": upn(n),
            "ULN": "",
            "Forename": _FORENAMES[n % 8],
            "Surname": _SURNAMES[n // 8 % 5],
            "Date of Birth": f"{n % 28 + 1:02}/{n % 12 + 1:02}/{2010 + n % 4}",
            "Sex": "MF"[n % 2],
            "Ethnicity": "WBRI",
            "SEN": "N",
            "URN": "100001" if n % 2 else "100002",
            "Enrolment Status": "C",
            "Entry Date": f"01/09/{2022 + n % 4}",
            "Address": f"{n} High St",
            "Postcode": f"XE{n % 2 + 1} 2AB",
        }
        for n in range(1, count + 1)
    ]


def text(rows: list[dict[str, str]], delimiter: str = ",") -> str:
    """The rows as a delimited file under their headings."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(rows[0])
    writer.writerows(row.values() for row in rows)
    return out.getvalue()


def home_with_october(folder: Path) -> Known:
    """What is known in a home that holds the school register and October's roll of all forty."""
    home = Home(folder / "home")
    home.path.mkdir()
    (home.path / "authority.toml").write_text(
        'name = "Exampleshire"\nshort_name = "Exampleshire"\nla_code = "001"\n'
        'colour = "#000000"\npostcode_districts = ["XE1", "XE2"]\n',
        encoding="utf-8",
    )
    for hour, (name, content) in enumerate(
        [("schools.csv", SCHOOLS), ("roll_2026-10-04.csv", text(children()))]
    ):
        (folder / name).write_text(content, encoding="utf-8")
        land(read(folder / name), home, dt.datetime(2026, 10, 5, 9 + hour, tzinfo=dt.UTC))
    return known(home)
