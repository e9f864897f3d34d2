"""Made-up files of made-up children, as people send them."""

from __future__ import annotations

from onroll.record.identifiers import upn_check_letter

HEADINGS = (
    "Pupil ID", "UPN", "Forename", "Surname", "Date of Birth", "Sex", "URN", "Enrolment Status",
    "Entry Date", "Postcode",
)  # fmt: skip
NAMES = ("Amara", "Ben", "Chloe", "Dan", "Esme", "Finn", "Grace", "Hugo", "Iris", "Jack")


def pupil(number: int, **changes: str) -> dict[str, str]:
    """One made-up pupil of a school roll, with every cell right but for the changes."""
    digits = f"846{number:09d}"
    cells = (
        str(1000 + number), upn_check_letter(f"?{digits}") + digits, NAMES[number % 10], "Example",
        f"{number % 27 + 1:02d}/03/2013", "F", "100001", "C", "01/09/2024", "XE1 1AA",
    )  # fmt: skip
    return dict(zip(HEADINGS, cells, strict=True)) | changes


def csv_of(pupils: list[dict[str, str]], headings: tuple[str, ...] = HEADINGS) -> bytes:
    """The pupils as CSV. `headings` stand over the columns in place of their own."""
    lines = [",".join(headings), *(",".join(each[name] for name in HEADINGS) for each in pupils)]
    return "\r\n".join([*lines, ""]).encode()


def pupils(count: int, first: int = 1) -> list[dict[str, str]]:
    return [pupil(number) for number in range(first, first + count)]


FIVE_FAULTS = {
    2: {"Date of Birth": "31/02/2013"},
    5: {"URN": "12"},
    7: {"Surname": ""},
    9: {"Entry Date": "01/09/2012"},
    11: {"Enrolment Status": "Q"},
}
"""By pupil: what is planted, one fault of each kind, each of which holds its row back."""


def broken(count: int = 30) -> list[dict[str, str]]:
    return [pupil(number, **FIVE_FAULTS.get(number, {})) for number in range(1, count + 1)]
