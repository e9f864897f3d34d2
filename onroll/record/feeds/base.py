"""What a feed is: the columns of one kind of file, what makes a row wrong, what a row says.

Every other module here takes these classes apart; a feed's own file only fills them in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onroll.record.feeds.columns import ColumnType
    from onroll.record.feeds.xml_tables import XmlShape


class FileRefused(Exception):
    """The file is not what it says, or is here already. The message says what to do about it."""


class UnknownFeed(LookupError):
    """No feed has the key that was asked for."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something about a whole file that a person must answer before it may be landed.

    `rule_id` is what an answer names: `rows.fallen`. `problem` says what was found and what was
    there before, `fix` what to do: confirm it, or load another file.
    """

    rule_id: str
    problem: str
    fix: str


class Kind(StrEnum):
    """How one file of a feed stands to the next."""

    SNAPSHOT = "snapshot"
    """Each file says everything: the newest replaces the earlier."""
    PERIODS = "periods"
    """Each file is one term or year: a newer file of that period replaces the earlier of it."""


class Severity(StrEnum):
    """What a fault does to its row."""

    HELD_BACK = "held_back"
    """The row stays out of the record until somebody corrects it."""
    WARN = "warn"
    """The row is accepted. A value that could not be read is left empty."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a feed.

    `name` is what SQL calls it, `title` its heading as the sender writes it, `synonyms` the other
    headings it goes by (capitals, spaces and punctuation do not count). A `required` column must
    be in the file; where `blank_ok` is false each row must also have a value in it. `on_fault`
    is what a value that cannot be read does to its row. An `expected` column is in every file of
    its sort, though nothing rests on it: where it is missing a person is asked. `required_on` are
    the sheets of a workbook that it must be on, where others do without.
    """

    name: str
    title: str
    type: ColumnType
    synonyms: tuple[str, ...] = ()
    required: bool = False
    blank_ok: bool = True
    on_fault: Severity = Severity.HELD_BACK
    expected: bool = False
    required_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """What makes a whole row wrong although each of its cells can be read.

    `wrong` is a SQL condition over the typed columns, of which null counts as not wrong. The text
    of a cell as it came is `t_<name>`; the day a file may know of, null where it is not known, is
    `getvariable('file_day')`. `problem` is a SQL expression for the words and `fix` plain words.
    The fault is reported at `column`. `kind`, after the column's title, says the same of any row,
    without a value; where it is empty the problem does, with titles in the place of values.
    """

    rule_id: str
    column: str
    wrong: str
    problem: str
    fix: str
    severity: Severity = Severity.HELD_BACK
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Ended:
    """Where it is told that a row of a snapshot ended: a feed, and its columns for the two days.

    The feed has the columns of `gone_by` too. A row that is gone has ended, and is left out, when
    its like there `ends` after it `begins`, which is the name of a column of the snapshot.
    """

    feed: str
    begins: str
    ends: str


@dataclass(frozen=True)
class Feed:
    """One kind of file from one source system.

    `people` and `facts` are SQL over the view `rows`: the accepted rows of the loads in force,
    typed, with `file` and `row`. `people` gives one row per child of this source, `facts` one row
    per fact; either is None where the file says nothing of the sort. A feed of session marks has
    `marks`, SQL over `rows` for one row per pupil, school and day (pupil_id, urn, date, am, pm,
    file, row): what they tell is worked out first, and its `facts` ask it of `mark_fact`. `unique`
    names the columns that no two rows of a file may share. A feed is late when what it
    tells of is older than `expected_days` days.

    `gone_by` names, for a snapshot, the columns that say whose row a row is. A row of an earlier
    snapshot whose like is not in the newest is *gone*: nothing said that it ended, so `facts` still
    sees it, as it was last seen, with `gone_on`, the day of the first snapshot without it (null in
    every other row); `ended_in` is where it would be told that it did. `school` names the column
    with the URN of the school that a row is from, where each school sends its own rows.

    `sheets` are the sheets of a workbook that are read, each with its name in the column `sheet`;
    empty means the first sheet that has the columns. `xml` says where an XML return keeps what a
    row is made of. `newest` is SQL for the last day that a row tells of, where the file's name does
    not say it. `stamps` gives, for a file's period, columns that every row of it shares. `dated`
    gives the columns of a file of one period where they change from year to year; `columns` are
    then those of any year, of which every period has those that `facts` and `people` speak of.
    `blanks` are words that mean an empty cell. A `yearly` file is of the year that its name holds.
    A feed that is no longer `collected` has no file to come and is never late.
    `example` is the name of a file of this feed.
    """

    key: str
    title: str
    source: str
    about: str
    columns: tuple[Column, ...]
    kind: Kind
    expected_days: int
    example: str
    rules: tuple[Rule, ...] = ()
    people: str | None = None
    facts: str | None = None
    marks: str | None = None
    unique: tuple[str, ...] = ()
    gone_by: tuple[str, ...] = ()
    ended_in: Ended | None = None
    school: str = ""
    in_school_days: bool = False
    sheets: tuple[str, ...] = ()
    xml: XmlShape | None = None
    newest: str | None = None
    stamps: Callable[[str], Mapping[str, dt.date]] | None = None
    dated: Callable[[str], tuple[Column, ...]] | None = None
    blanks: tuple[str, ...] = ()
    yearly: bool = False
    collected: bool = True

    def of_period(self, period: str) -> Feed:
        """The feed as it is for a file of the period. Raises ValueError or KeyError for no term."""
        return replace(self, columns=self.dated(period)) if self.dated else self

    @property
    def key_columns(self) -> list[str]:
        """The columns, `sheet` too, that say which row a row is, in its file and in the next."""
        names = dict.fromkeys((*self.unique, *self.gone_by, *(("sheet",) if self.sheets else ())))
        return list(names)

    @property
    def left_out_by(self) -> tuple[str, ...]:
        """Who may be left out of a delivery of a term: a school, or a pupil of it whose rows are.

        The columns that tell them apart. What was sent of them before goes on counting.
        """
        return (self.school, *(name for name in self.unique if name == "pupil_id"))

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError, for only code asks by name, never a file."""
        return {column.name: column for column in self.columns}[name]


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in one cell: where it is, what was found, what is needed and how to fix it.

    `row` is the line a person sees in the file and `column` the file's own heading, after the
    sheet's name in a workbook of several. `value` is the cell as it came.
    """

    row: int
    column: str
    value: str
    problem: str
    fix: str
    rule_id: str
    severity: Severity = Severity.HELD_BACK
    sheet: str = ""
    """The sheet it is on, in a feed that reads several."""
    kind_words: str = ""
    """The problem without the value, the same for every row that has it."""

    def __str__(self) -> str:
        where = f"Row {self.row:,}, {self.column}" if self.column else f"Row {self.row:,}"
        return f"{where}: {self.problem}. {self.fix}"
