"""The types a column can have: the SQL that gives a cell's value, and words for what is not one.

Every cell arrives as trimmed text, null when blank; SQL calls it `$cell`. A type turns it into a
typed value or null, and a text that gives null is a fault: so the value and the fault can never
disagree. The first of a type's faults whose condition holds says what is wrong; the last of them
always holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from onroll.record.identifiers import Verdict, nhs_number, uln, upn

_EXCEL_NUMBER = r"regexp_full_match($cell, '\d(\.\d+)?[eE]\+\d+')"
"""What Excel makes of a long number in a cell that was not formatted as Text."""

_AS_TEXT = "Format the column as Text and export again"
_AND_LOAD = ", then load the fix file"


@dataclass(frozen=True, slots=True)
class Fault:
    """One way for a text to be no value: when it is so, and words to follow the text itself."""

    rule_id: str
    when: str
    words: str
    fix: str


@dataclass(frozen=True, slots=True)
class ColumnType:
    """How one sort of cell is read.

    `value` is a SQL expression over `$cell`, of SQL type `sql`, null for a text that is no value.
    `verdict`, for the numbers a child carries, gives the words in place of `faults`, so that a
    UPN's faults are described in one place only.
    """

    name: str
    sql: str
    value: str
    faults: tuple[Fault, ...] = ()
    verdict: Callable[[str], Verdict] | None = field(default=None, compare=False)

    def of(self, cell: str) -> str:
        """SQL for the typed value of the text `cell`."""
        return self.value.replace("$cell", cell)


def shown(cell: str = "$cell") -> str:
    """SQL for a value as a message shows it: in quotes, cut to 40 characters."""
    cut = f"CASE WHEN length({cell}) > 40 THEN left({cell}, 39) || '…' ELSE {cell} END"
    return f"'''' || {cut} || ''''"


def quoted(text: str) -> str:
    """A text as a SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def listed(words: tuple[str, ...], last: str = "or") -> str:
    """The words as a sentence names them: `A, B or C`."""
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


TEXT = ColumnType("text", "VARCHAR", "$cell")

REFERENCE = ColumnType(
    "reference",
    "VARCHAR",
    f"CASE WHEN NOT {_EXCEL_NUMBER} THEN $cell END",
    (
        Fault(
            "made_a_number",
            "true",
            "is not a reference. Excel has turned it into a number",
            _AS_TEXT,
        ),
    ),
)
"""A sender's own number for a child, a placement or an application."""

UPN = ColumnType("UPN", "VARCHAR", "CASE WHEN is_upn($cell) THEN $cell END", verdict=upn)
ULN = ColumnType("ULN", "VARCHAR", "CASE WHEN is_uln($cell) THEN $cell END", verdict=uln)
NHS_NUMBER = ColumnType(
    "NHS number",
    "VARCHAR",
    "CASE WHEN is_nhs_number($cell) THEN replace($cell, ' ', '') END",
    verdict=nhs_number,
)

URN = ColumnType(
    "URN",
    "VARCHAR",
    r"CASE WHEN regexp_full_match($cell, '\d{6}') THEN $cell END",
    (
        Fault(
            "not_a_urn",
            "true",
            "is not the URN of a school. A URN has 6 digits",
            "Find the URN on Get Information about Schools" + _AND_LOAD,
        ),
    ),
)

POSTCODE = ColumnType(
    "postcode",
    "VARCHAR",
    "CASE WHEN regexp_full_match(upper(replace($cell, ' ', '')), "
    "'[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}') "
    r"THEN regexp_replace(upper(replace($cell, ' ', '')), '(...)$', ' \1') END",
    (Fault("not_a_postcode", "true", "is not a postcode", "Check the postcode" + _AND_LOAD),),
)

YES_NO = ColumnType(
    "yes or no",
    "BOOLEAN",
    "CASE WHEN upper($cell) IN ('Y', 'YES', 'TRUE', '1') THEN true "
    "WHEN upper($cell) IN ('N', 'NO', 'FALSE', '0') THEN false END",
    (Fault("not_yes_or_no", "true", "is neither Y nor N", "Write Y or N" + _AND_LOAD),),
)

DATE_FORMATS = (
    "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y%m%d", "%d-%b-%Y", "%d %b %Y", "%d %B %Y", "%Y/%m/%d",
    "%Y-%b-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
)  # fmt: skip
"""The ways of writing a date that are read, beside yyyy-mm-dd. The day stands before the month."""

DATE = ColumnType(
    "date",
    "DATE",
    r"CASE WHEN regexp_full_match($cell, '[12]\d{3}-\d{2}-\d{2}|9999-12-31') "
    r"THEN try_cast($cell AS DATE) "
    # strptime takes a year of two digits for one of the first century
    r"WHEN regexp_matches($cell, '(1[89]|20|21)\d{2}') "
    f"THEN CAST(try_strptime($cell, [{', '.join(map(quoted, DATE_FORMATS))}]) AS DATE) END",
    (
        Fault(
            "month_first",
            r"regexp_full_match($cell, '\d{1,2}[/.-]\d{1,2}[/.-]\d{4}.*') AND "
            "try_strptime(replace(replace(left($cell, 10), '-', '/'), '.', '/'), '%m/%d/%Y') "
            "IS NOT NULL",
            "is not a real date. This row looks month first",
            "Write the day before the month" + _AND_LOAD,
        ),
        Fault(
            "two_digit_year",
            r"regexp_full_match($cell, '\d{1,2}[/. -](\d{1,2}|[A-Za-z]{3,9})[/. -]\d{2}')",
            "has a year of two digits",
            "Write all four digits of the year" + _AND_LOAD,
        ),
        Fault(
            "serial_date",
            r"regexp_full_match($cell, '\d{5}(\.\d+)?') OR " + _EXCEL_NUMBER,
            "is a number, not a date. Excel has turned it into one",
            "Format the column as a date and export again",
        ),
        Fault(
            "part_of_a_date",
            r"NOT regexp_matches($cell, '\d{4}') OR regexp_full_match($cell, '\d{4}')",
            "is not a whole date. A date has a day, a month and a year",
            "Write it like 27/03/2013" + _AND_LOAD,
        ),
        Fault("not_a_date", "true", "is not a real date", "Check the day and month" + _AND_LOAD),
    ),
)


def number(low: float, high: float, *, whole: bool = False) -> ColumnType:
    """A number from `low` to `high`, both allowed."""
    sql, unit = ("INTEGER", "whole number") if whole else ("DOUBLE", "number")
    found = "try_cast($cell AS DOUBLE)"
    kept = f"{found} BETWEEN {low} AND {high}" + (f" AND {found} % 1 = 0" if whole else "")
    return ColumnType(
        unit,
        sql,
        f"CASE WHEN {kept} THEN CAST({found} AS {sql}) END",
        (
            Fault(
                "not_a_number",
                f"{found} IS NULL",
                "is not a number",
                f"Write a {unit} in digits" + _AND_LOAD,
            ),
            Fault(
                "out_of_range",
                "true",
                f"is not a {unit} between {low:g} and {high:g}",
                "Check the number" + _AND_LOAD,
            ),
        ),
    )


def one_of(*values: str, also: Mapping[str, str] | None = None) -> ColumnType:
    """One of a set of codes or words; capitals do not count.

    The value is the code as `values` writes it. `also` maps other ways of writing one (another
    system's code, a code with its label) to it.
    """
    written = {value.upper(): value for value in values}
    written |= {other.upper(): value for other, value in (also or {}).items()}
    whens = " ".join(f"WHEN {quoted(said)} THEN {quoted(code)}" for said, code in written.items())
    return ColumnType(
        "one of " + ", ".join(values),
        "VARCHAR",
        f"CASE upper($cell) {whens} END",
        (
            Fault(
                "not_in_list",
                "true",
                f"is not {listed(values)}",
                "Check it against the list" + _AND_LOAD,
            ),
        ),
    )


SEX = one_of(
    "M", "F", "U",
    also={
        "Male": "M", "Female": "F", "1": "M", "2": "F", "0": "U", "9": "U", "3": "U", "Boy": "M",
        "Girl": "F", "a) Male": "M", "b) Female": "F", "c) Not stated/recorded": "U", "I": "U",
        "d) Neither": "U", "c) Not stated/recorded (or unborn)": "U", "Unknown": "U", "N": "U",
    },
)  # fmt: skip
"""Sex as any of the systems writes it: M, F or U (not known, or not said)."""
