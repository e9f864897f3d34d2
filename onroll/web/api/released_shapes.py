"""What is answered of released figures. No child is in any of it."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Schema
from pydantic import Field


class PeriodShown(Schema):
    starts_on: date
    ends_on: date


class DefinitionShown(Schema):
    key: str
    title: str
    words: str = Field(description="The rule in words, as it was when the report was drafted.")
    version: str = Field(description="Another one if the words are others.")


class CorrectionShown(Schema):
    at: datetime
    note: str


class ReleaseShown(Schema):
    name: str = Field(description="What it is called for ever.")
    report: str = Field(description="The key of the report: of each day the same.")
    title: str
    authority: str
    covers: str = Field(description="The period or the day, in words.")
    period: PeriodShown | None = Field(description="Null: it is of the day alone.")
    day: date = Field(description="The day as at which it was counted.")
    released_on: date
    definitions: list[DefinitionShown]
    corrections: list[CorrectionShown] = Field(description="Notes. No number was changed.")


class ReleasesPage(Schema):
    page: int
    pages: int
    releases: list[ReleaseShown]


class LabelsShown(Schema):
    key: str
    label: str


class ColumnShown(Schema):
    key: str = Field(
        description="As in the CSV and, but for counts beside a percentage, in the SQL view."
    )
    label: str
    unit: str = Field(description="%, days, or empty: how many.")
    places: int = Field(description="Decimals.")
    is_note: bool = Field(description="Whether its cells are words beside a number.")


class CellShown(Schema):
    value: str | None = Field(
        description="The number with its decimals, as in the CSV; or a note. Null: it is not "
        "there, which is never 0."
    )
    symbol: str | None = Field(description="Why there is no number; null: there is one.")


class RowShown(Schema):
    labels: list[str] = Field(description="One for each of `by`.")
    cells: list[CellShown] = Field(description="One for each of `columns`.")


class SymbolShown(Schema):
    symbol: str
    means: str


class TableShown(Schema):
    key: str
    title: str
    things: str = Field(description="What is counted: children, exclusions, …")
    groups: str = Field(description="Whether the rows add up; empty: they are no groups.")
    notes: list[str]
    by: list[LabelsShown] = Field(description="What the labels of each row are.")
    columns: list[ColumnShown]
    rows: list[RowShown]


class SectionShown(Schema):
    title: str
    words: str


class CommitteeShown(Schema):
    name: str
    meets_on: date
    report_of: str
    sections: list[SectionShown]


class WordsShown(Schema):
    headline: str
    why: str
    what_next: str
    committee: CommitteeShown | None = Field(description="Null: it went to none.")


class ReleaseFileShown(Schema):
    name: str
    media_type: str
    sha256: str
    address: str = Field(description="Where it is asked for, with the same key.")


class ReleaseWhole(ReleaseShown):
    status: str = Field(description="That the figures will not change, in a sentence.")
    small: int = Field(
        description="Numbers from 1 to below this are hidden, and as many others as it takes."
    )
    rounded_to: int = Field(
        description="Numbers are rounded to the nearest of this; 1: they are not."
    )
    words: WordsShown
    findings: list[str]
    symbols: list[SymbolShown] = Field(description="What each symbol of the tables means.")
    tables: list[TableShown]
    left_out: list[str] = Field(description="Who is not counted, and why.")
    not_known: list[str]
    files: list[ReleaseFileShown]
