"""A small made-up authority in which one mistyped UPN makes one child of two, family by family.

In each family Amira is on a school's roll and was permanently excluded; Amara is home educated, and
the home education register has Amira's UPN for her. They were born on one day: they are twins. The
health service knows one of them, admissions the other, and neither has a UPN.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from onroll.record.feeds import read
from onroll.record.feeds.landing import land
from onroll.record.home import Home
from onroll.record.identifiers import upn_check_letter

FRIDAY = dt.date(2026, 11, 20)
# Some time before the tests decide anything: what is decided comes after what was loaded.
LOADED_AT = dt.datetime.now(dt.UTC) - dt.timedelta(days=2)

SCHOOLS = """\
URN,LA (code),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (name),\
PhaseOfEducation (name),EstablishmentStatus (name),OpenDate,CloseDate,Postcode
100001,001,2001,Hilltop Academy,Academy,Primary,Open,,,XE1 1AA
"""
TERMS = """\
URN,Kind,From,To,Reason
,Open,01/09/2025,20/07/2026,Year
,Open,02/09/2026,18/12/2026,Autumn
"""
ROLL = "Pupil ID,UPN,Forename,Surname,Date of Birth,Sex,URN,Enrolment Status,Entry Date,Postcode"
EXCLUSIONS = "Pupil ID,UPN,URN,Category,Start Date,Sessions,Reason 1"
REGISTER = (
    "EHE Ref,UPN,Forename,Surname,Date of birth,Gender,Address,Postcode,Date notified,Start date,"
    "End date,Previous school,Primary reason,End reason"
)
GP = (
    "NHS Number,Forename,Surname,Date of Birth,Sex,Address,Postcode,Registered On,Removed On,"
    "Practice"
)
ADMISSIONS = (
    "Application Ref,Child Ref,UPN,First name,Last name,DOB,Gender,Address,Postcode,Circumstance,"
    "Circumstance date,Previous authority,Applied on,Outcome,Decided on,School URN,Start date"
)
SYLLABLES = ("ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo")


class Family:
    """The records of two children, and the four files that hold them. `n` from 1."""

    def __init__(self, n: int) -> None:
        at, letters = n * 7 + 11, []
        for _ in range(3):
            at, which = divmod(at, len(SYLLABLES))
            letters.append(SYLLABLES[(which + 3 * len(letters)) % len(SYLLABLES)])
        self.n, self.surname = n, f"{''.join(letters)}{SYLLABLES[n % 14]}".capitalize()
        self.born = dt.date(2012, 1, 2) + dt.timedelta(days=37 * n % 1500)
        digits = f"846{n:09d}"
        self.upn = upn_check_letter(f"?{digits}") + digits
        self.nhs, self.house = nhs_number(n), n
        self.pupil, self.ehe = f"pupil_system:P{n}", f"home_education:E{n}"
        self.health, self.applied = f"health:{self.nhs}", f"admissions:C{n}"

    @property
    def records(self) -> tuple[str, ...]:
        return (self.pupil, self.ehe, self.health, self.applied)

    @property
    def address(self) -> str:
        return f"{self.house} High Street"

    def rows(self) -> dict[str, str]:
        """This family's row of each file."""
        day, name = f"{self.born:%d/%m/%Y}", self.surname
        return {
            "roll": f"P{self.n},{self.upn},Amira,{name},{day},F,100001,C,01/09/2024,XE1 1AA",
            "exclusions": f"P{self.n},{self.upn},100001,Permanent,09/11/2026,,PP",
            "register": f"E{self.n},{self.upn},Amara,{name},{day},Female,{self.address},"
            "XE1 1AA,01/09/2026,07/09/2026,,,,",
            "gp_registrations": f"{self.nhs},Amara,{name},{self.born:%Y%m%d},2,"
            f"{self.address},XE1 1AA,20200907,,G1",
            "applications": f"A{self.n},C{self.n},,Amira,{name},{self.born:%d-%b-%Y},Female,"
            f"{self.address},XE1 1AA,New to the country,01-Oct-2026,,02-Oct-2026,Awaiting,,,",
        }


HEADINGS = {
    "roll": ROLL, "exclusions": EXCLUSIONS, "register": REGISTER, "gp_registrations": GP,
    "applications": ADMISSIONS,
}  # fmt: skip


def nhs_number(n: int) -> str:
    """A made-up NHS number of the range that is kept for tests, with its check digit."""
    for number in range(999_000_000 + 3 * n, 999_000_003 + 3 * n):
        digits = str(number)
        check = 11 - sum(int(digit) * (10 - at) for at, digit in enumerate(digits)) % 11
        if check != 10:
            return f"{digits}{check % 11}"
    raise AssertionError("of three numbers in a row one has a check digit")


def load(home: Home, folder: Path, families: Iterable[Family], nights: int = 0) -> None:
    """Load a file of each feed with these families, so many nights after the first."""
    day, at = FRIDAY + dt.timedelta(days=nights), LOADED_AT + dt.timedelta(hours=nights)
    rows = [family.rows() for family in families]
    texts = {
        f"{name}_{day}.csv": "\n".join([head, *(row[name] for row in rows if name in row), ""])
        for name, head in HEADINGS.items()
    }
    if not nights:
        texts |= {"schools.csv": SCHOOLS, "term_dates.csv": TERMS}
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        path = folder / name
        path.write_text(text, encoding="utf-8")
        reading = read(path, received_on=day)
        land(reading, home, at, answered=[question.rule_id for question in reading.questions])
