"""The kinds of fault that are planted, each with where it is to be named and in what words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.record.feeds.drawn_roll import HEADINGS, ROW, upn

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Planted:
    """One fault in the drawn roll: what is done to one of its rows, and what is to be said.

    `plant` takes the rows and the place of the one it spoils. `column` is where the fault is named,
    `held` whether its row is held back.
    """

    rule_id: str
    column: str
    words: str
    plant: Callable[[Rows, int], None]
    held: bool = True

    def __str__(self) -> str:
        return f"{self.rule_id}: {self.words}"


def _cell(column: str, value: str) -> Callable[[Rows, int], None]:
    def plant(rows: Rows, at: int) -> None:
        if column == "Entry Date":
            rows[at]["Date of Birth"] = "17/05/2010"
        rows[at][column] = value

    return plant


def _shift(step: int, start: str = "UPN") -> Callable[[Rows, int], None]:
    """The cells of the row from a column on, moved over by one."""

    def plant(rows: Rows, at: int) -> None:
        row, place = rows[at], HEADINGS.index(start)
        cells = list(row.values())
        moved = cells[place:-1] if step == 1 else cells[place + 1 :]
        cells[place:] = ["", *moved] if step == 1 else [*moved, ""]
        row.update(zip(HEADINGS, cells, strict=True))

    return plant


def _like_the_row_before(**more: str) -> Callable[[Rows, int], None]:
    def plant(rows: Rows, at: int) -> None:
        rows[at] = rows[at - 1] | {name.replace("_", " "): more[name] for name in more}

    return plant


def _row(*cells: str) -> Callable[[Rows, int], None]:
    """A row of those cells in the place of a child's."""

    def plant(rows: Rows, at: int) -> None:
        padded = [*cells, *[""] * (len(HEADINGS) - len(cells))]
        rows[at] = dict(zip(HEADINGS, padded, strict=True))

    return plant


def _names(column: str, *table: tuple[str, str, str, bool]) -> list[Planted]:
    """Faults of one column: the value, the rule, the words, and whether it holds the row back."""
    return [Planted(rule, column, words, _cell(column, v), held) for v, rule, words, held in table]


GOOD_UPN = upn(ROW - 1)

CELLS = [
    *_names(
        "Pupil ID",
        ("", "pupil_id.blank", "there is no Pupil ID", True),
        ("1.2E+07", "pupil_id.made_a_number", "Excel has turned it into a number", True),
    ),
    *_names(
        "UPN",
        (GOOD_UPN[:-1], "upn.not_a_upn", "has 12 characters. A UPN has 13", False),
        (GOOD_UPN + "1", "upn.not_a_upn", "has 14 characters. A UPN has 13", False),
        ("1E+12", "upn.not_a_upn", "Excel has turned this UPN into a number", False),
        (GOOD_UPN.lower(), "upn.not_a_upn", "has a small letter", False),
        (GOOD_UPN[:4] + " " + GOOD_UPN[4:], "upn.not_a_upn", "has a space in it", False),
        ("A" + GOOD_UPN[1:], "upn.not_a_upn", f"need to be {GOOD_UPN[0]}", False),
        (GOOD_UPN.replace("0", "O"), "upn.not_a_upn", "other than a digit between", False),
        ("I" + GOOD_UPN[1:], "upn.not_a_upn", "has the letter I", False),
        ("R900400001001", "upn.not_a_upn", "has 900 as its local authority", False),
        ("'" + GOOD_UPN, "upn.apostrophe", "has an apostrophe before it", False),
        (GOOD_UPN[:4] + "\u200b" + GOOD_UPN[4:], "upn.unseen_character", "cannot be seen", False),
        ("#N/A", "upn.excel_error", "is an error of Excel's", False),
        ('=A2&"1"', "upn.formula", "is a formula, not a value", False),
    ),
    *_names("ULN", ("9276308687", "uln.not_a_uln", "does not pass its check digit", False)),
    *_names(
        "Forename",
        ("", "forename.blank", "there is no Forename", True),
        ("#REF!", "forename.excel_error", "is an error of Excel's", True),
        ("Am1ra", "forename.has_digit", "has a digit in it", False),
        ("amira@example.org", "forename.email", "is an email address", False),
        ("TBC", "forename.no_name", "may stand for no name", False),
    ),
    *_names(
        "Surname",
        ("NuÃ±ez", "surname.garbled", "letters that were garbled on the way", False),
        ("Le\u200be", "surname.unseen_character", "a character in it that cannot be seen", False),
        ("=VLOOKUP(A2,B:C,2)", "surname.formula", "is a formula, not a value", False),
    ),
    *_names(
        "Date of Birth",
        ("", "date_of_birth.blank", "there is no Date of Birth", True),
        ("31/02/2013", "date_of_birth.not_a_date", "is not a real date", True),
        ("03/14/2013", "date_of_birth.month_first", "This row looks month first", True),
        ("27/03/13", "date_of_birth.two_digit_year", "has a year of two digits", True),
        ("41360", "date_of_birth.serial_date", "is a number, not a date", True),
        ("March", "date_of_birth.part_of_a_date", "is not a whole date", True),
        ("01/01/1900", "date_of_birth.stands_for_none", "writes where it has no date", True),
        ("27/03/2031", "date_of_birth.out_of_range", "date of birth of a child", True),
        ("27/03/1913", "date_of_birth.out_of_range", "date of birth of a child", True),
        ("27/03\u00a0/2013", "date_of_birth.unseen_character", "cannot be seen", True),
    ),
    *_names("Sex", ("X", "sex.not_in_list", "is not M, F or U", False)),
    *_names("Ethnicity", ("WELSH", "ethnicity.not_in_list", "is not WBRI", False)),
    *_names("SEN", ("Q", "sen.not_in_list", "is not N, K or E", False)),
    *_names(
        "URN",
        ("10001", "urn.not_a_urn", "A URN has 6 digits", True),
        ("999999", "urn.not_in_register", "not in the school register", False),
        ("100003", "urn.closed", "is a school that closed on 31 August 2025", False),
    ),
    *_names("Enrolment Status", ("Z", "enrolment_status.not_in_list", "is not C, M", True)),
    *_names(
        "Entry Date",
        ("01/01/2009", "entry_date.before_date_of_birth", "before the date of birth", True),
        ("01/09/2011", "entry_date.too_young", "before the second birthday", False),
        ("01/09/2034", "entry_date.too_old", "after the twentieth birthday", False),
        ("01/09/1913", "entry_date.long_ago", "before any child of today was born", True),
        ("01/09/2099", "entry_date.far_away", "more than 25 years after the file", False),
    ),
    *_names("Address", ("#NAME?", "address.excel_error", "is an error of Excel's", False)),
    *_names("Postcode", ("EXAM", "postcode.not_a_postcode", "is not a postcode", False)),
]
"""Faults of one cell of the roll."""

ROWS = [
    Planted(
        "row.repeated", "Pupil ID", "the same Pupil ID, URN and Entry Date as row 16",
        _like_the_row_before(),
    ),
    Planted(
        "pupil_id.child_twice", "Pupil ID", "has the name, date of birth and postcode of row 16",
        _like_the_row_before(Pupil_ID="P999", UPN=""), held=False,
    ),
    Planted(
        "upn.of_another", "UPN", "is the UPN of row 16 too, which has another Pupil ID",
        _cell("UPN", upn(ROW - 2)), held=False,
    ),
    Planted(
        "date_of_birth.another", "Date of Birth", "is not the date of birth that row 16 has",
        _like_the_row_before(URN="100004", Date_of_Birth="05/05/2011"), held=False,
    ),
    Planted("row.moved", "", "have moved one column to the right", _shift(1)),
    Planted("row.moved", "", "have moved one column to the left", _shift(-1)),
    Planted("row.moved", "", "have moved one column to the left", _shift(-1, "Sex")),
    Planted("row.headings", "", "has the headings again", _row(*HEADINGS)),
    Planted("row.total", "", "is a total or the end of a report", _row("Total: 3,204")),
    Planted("row.total", "", "is a total or the end of a report", _row("End of report")),
]  # fmt: skip
"""Faults of a whole row of the roll, or of two; in row 17."""

OTHER_FEEDS = [
    ("attendance_marks", "P1,100001,2026-10-05,/,Ω", "PM", "pm.not_a_code", "not an attendance"),
    ("attendance_marks", "P1,100001,2026-10-05,H,/", "AM", "mark.not_in_force", "not in use on"),
    ("attendance_marks", "P1,10001,2026-10-05,/,/", "URN", "urn.not_a_urn", "A URN has 6 digits"),
    ("attendance_marks", "P1,100001,2026-12-31,/,/", "Date", "date.in_the_future", "later than"),
    ("attendance_marks", "P1,100003,2026-10-05,/,/", "URN", "urn.closed", "closed on 31 August"),
    ("attendance_marks", "P1,100004,2026-08-30,/,/", "URN", "urn.not_open_yet", "opened on 1 Sep"),
    ("exclusions", "P1,,100001,SUSP,05/10/2026,,PP,,,", "Sessions", "sessions.blank_but_needed",
     "a suspension has one"),
    ("exclusions", "P1,,100001,SUSP,05/10/2026,2.5,PP,,,", "Sessions", "sessions.out_of_range",
     "is not a whole number between"),
    ("exclusions", "P1,,100001,SUSP,05/10/2026,2,OT,,,", "Reason 1", "reason_1.not_in_use",
     "was not in the list of codes on 5 October 2026"),
    ("exclusions", "P1,,100001,SUSP,05/10/2025,2,TB,,,", "Reason 1", "reason_1.not_in_use",
     "was not in the list of codes on 5 October 2025"),
    ("exclusions", "P1,,100001,PERM,05/10/2026,,PP,,,04/10/2026", "Reinstated On",
     "reinstated_on.before_starts_on", "is before the start date"),
    ("part_time_timetables", "P1,,100001,05/10/2026,,41,SB,Y,", "Hours a Week",
     "hours.out_of_range", "between 0 and 40"),
    ("part_time_timetables", "P1,,100001,05/10/2026,,36,SB,Y,", "Hours a Week", "hours.unlikely",
     "is more than 35 hours a week"),
    ("part_time_timetables", "P1,,100001,05/10/2026,,ten,SB,Y,", "Hours a Week",
     "hours.not_a_number", "is not a number"),
    ("part_time_timetables", "P1,,100001,05/10/2026,,10,SB,maybe,", "Personalised Plan",
     "personalised_plan.not_yes_or_no", "is neither Y nor N"),
    ("gp_registrations", "9434765871\tA\tB\t20130327\t2\t\t\t20260907\t\t", "NHS Number",
     "nhs_number.not_a_nhs_number", "does not pass its check digit"),
    ("term_dates", ",Open,16/10/2026,02/09/2026,", "To", "last_day.before_first_day",
     "is before the first day"),
]  # fmt: skip
"""Faults of other feeds: the feed, its one row, and where and how it is named."""
