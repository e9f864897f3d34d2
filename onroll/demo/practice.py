"""A broken extract to practise on: the roll of the day after, with five errors planted in it.

They are errors that people's tools make: a date written month first, a date that a spreadsheet
made a number, a cell that lost its first digit, one that lost its content, a row that is twice.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from onroll.demo.systems.files import Files

FOLDER = "practice"
_ABOUT = """\
Made up: no child in this folder is real.

{name} is the pupil system's roll of {rows:,} rows with five errors planted in it. Find them, mend
them and load it, as you would an extract that a school or a supplier sent:

    onroll load {name}

or, in the browser, Data feeds and then Load a file. How: docs/how-to/load-a-file.md. Undo the load
afterwards, and all is as it was.
"""


def write_practice(files: Files, header: str, roll: list[list[str]]) -> Path:
    """Write the broken extract beside `files/`, and say where it is.

    `roll` are the rows of a roll without errors, under `header`.
    """
    name = f"roll_{files.until + timedelta(days=1)}.csv"
    rows = planted(header, roll)
    path = files.table(FOLDER, name, header, rows, beside=True)
    about = _ABOUT.format(name=name, rows=len(rows))
    (path.parent / "READ ME.txt").write_text(about, encoding="utf-8")
    return path


def planted(header: str, roll: list[list[str]]) -> list[list[str]]:
    """The rows, with one error in each sixth of them: five rows are wrong and no others."""
    at = {name: position for position, name in enumerate(header.split(", "))}
    rows = [list(row) for row in roll]
    sixth = len(rows) // 6
    born, entered, urn, surname = (
        at[name] for name in ("Date of Birth", "Entry Date", "URN", "Surname")
    )
    month_first = next(row for row in rows[sixth:] if int(row[born][:2]) > 12)
    day, month, year = month_first[born].split("/")
    month_first[born] = f"{month}/{day}/{year}"
    as_number = rows[2 * sixth + 1]
    as_number[entered] = serial(as_number[entered])
    rows[3 * sixth + 2][urn] = rows[3 * sixth + 2][urn][1:]
    rows[4 * sixth + 3][surname] = ""
    rows.insert(5 * sixth + 4, list(rows[5 * sixth]))
    return rows


def serial(day: str) -> str:
    """What Excel keeps of a date (dd/mm/yyyy): how many days it is from the end of 1899."""
    number, month, year = map(int, day.split("/"))
    return str((date(year, month, number) - date(1899, 12, 30)).days)
