"""What a column's type is: the SQL for a cell's value, and words for a text that has none.

Every cell arrives as trimmed text, null when blank; SQL calls it `$cell`. A type turns it into a
typed value or null, and a text that gives null is a fault: so the value and the fault can never
disagree. The first of a type's faults whose condition holds says what is wrong; the last of them
always holds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from onroll.record.identifiers import Verdict

EXCEL_NUMBER: Final = r"regexp_full_match($cell, '\d(\.\d+)?[eE]\+\d+')"
"""What Excel makes of a long number in a cell that was not formatted as Text."""

AS_TEXT: Final = "Format the column as Text and export again"
AND_LOAD: Final = ", then load the fix file"


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


EXCEL_ERRORS: Final = "('#N/A', '#REF!', '#VALUE!', '#NAME?', '#DIV/0!', '#NULL!', '#NUM!')"
UNSEEN: Final = r"[\x{00A0}\x{00AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}\x{FEFF}]"
"""Hard spaces, soft hyphens, marks of width and direction: what web pages and PDFs leave behind."""

DAMAGE: Final = (
    Fault(
        "excel_error",
        f"$cell IN {EXCEL_ERRORS}",
        "is an error of Excel's, not a value",
        "Correct the formula in the sheet and export again",
    ),
    Fault(
        "formula",
        "regexp_matches($cell, '^=[A-Za-z(]')",
        "is a formula, not a value",
        "Paste the values over the formulas and export again",
    ),
    Fault(
        "apostrophe",
        "starts_with($cell, '''')",
        "has an apostrophe before it",
        "Take out the apostrophe" + AND_LOAD,
    ),
    Fault(
        "unseen_character",
        f"regexp_matches($cell, '{UNSEEN}')",
        "has a character in it that cannot be seen",
        "Delete it and type it again" + AND_LOAD,
    ),
)
"""What has happened to a cell on its way, whatever its type; said before the type's own faults."""
