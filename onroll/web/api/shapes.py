"""What endpoints are sent and answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field

from onroll.record.exchange.sealed_file import LARGEST
from onroll.record.forms.form import Kind
from onroll.record.forms.monthly_return import How
from onroll.web.api.asking import PUPIL

Answered = Annotated[
    dict[str, str | list[str]],
    Field(
        description="An answer for each question, by its key: a text, a day as 2026-11-23, the key "
        "of an option, or a list of keys.",
        max_length=200,
        examples=[{"surname": "Newcomer", "date_of_birth": "2014-03-09"}],
    ),
]


class FormShown(Schema):
    key: str
    title: str
    about: str
    law: str
    minutes: int


class FormsShown(Schema):
    forms: list[FormShown]


class QuestionShown(Schema):
    key: str
    label: str
    kind: Kind
    needed: bool
    hint: str
    options: dict[str, str] = Field(description="What may be chosen: the key, and its words.")
    past: bool = Field(description="Whether a day must be today or before.")
    least: float = Field(description="Of a number the least.")
    most: float = Field(description="Of a number the most, of words how many characters; 0: any.")


class PageShown(Schema):
    key: str
    title: str
    words: str
    always: bool = Field(description="False: it is asked where the answers before say so.")
    questions: list[QuestionShown]


class FormAsked(FormShown):
    before: list[str]
    pages: list[PageShown]


class FormSent(Schema):
    """A form to send."""

    pupil: Annotated[str, Field(pattern=PUPIL)] | None = Field(
        None,
        description="One of your own pupils: who they are need not be answered. Left out: any "
        "other child, of whom the form asks.",
    )
    answers: Answered


class Warned(Schema):
    """Something odd that was taken all the same: somebody will ask about it."""

    where: str
    words: str


class Receipt(Schema):
    reference: str
    form: str
    at: datetime
    warned: list[Warned]


class SentShown(Schema):
    reference: str
    form: str
    pupil: str | None = Field(description="Null of a child who was no pupil of yours.")
    sender: str
    at: datetime
    mistake: bool = Field(description="Whether it was called a mistake.")


class MistakeSaid(Schema):
    """Why something was sent by mistake."""

    why: str = Field(max_length=10_000)


class MistakeCalled(Schema):
    reference: str
    why: str
    at: datetime


class SentWhole(SentShown):
    answers: dict[str, str | list[str]]
    warned: list[Warned]


class SentPage(Schema):
    page: int
    pages: int
    sent: list[SentShown]


class PupilShown(Schema):
    reference: str
    name: str
    date_of_birth: date | None
    year_group: int | None
    upn: str
    since: date | None = Field(description="First day with you; null: not known.")


class PupilsShown(Schema):
    as_of: date | None = Field(description="The day they stood so; null: nothing is loaded yet.")
    pupils: list[PupilShown]
    next: str | None = Field(description="What to ask for as `after`; null: these are the last.")


class MonthShown(Schema):
    month: str
    due_on: date
    reference: str | None = Field(description="Null: it is not answered.")
    sent_at: datetime | None
    late: bool = Field(description="Whether it came after its day; of one not sent, is.")


class MonthsShown(Schema):
    months: list[MonthShown]


class ReturnedShown(Schema):
    reference: str
    name: str
    answers: dict[str, str | list[str]]


class MonthAsked(Schema):
    """The pupils of your return before: each is the same, changed or ended. Others are new."""

    month: str
    due_on: date
    pupils: list[ReturnedShown]
    of_new_or_changed: list[QuestionShown]
    of_ended: list[QuestionShown]


class PupilReturned(Schema):
    pupil: Annotated[str, Field(pattern=PUPIL)]
    how: How
    answers: Answered = Field(default_factory=dict)


class ReturnSent(Schema):
    """A month's return: every pupil who does not get full-time education; nobody is an answer."""

    pupils: list[PupilReturned] = Field(max_length=2000)


class ReturnReceipt(Schema):
    reference: str
    month: str
    pupils: int
    at: datetime


class WeekShown(Schema):
    week: date = Field(description="Its Monday.")
    due_on: date
    reference: str | None = Field(description="Null: it is not told.")
    sent_at: datetime | None
    late: bool = Field(description="Whether it came after its day; of one not sent, is.")


class WeeksShown(Schema):
    weeks: list[WeekShown]


class WeekAsked(Schema):
    """Who was placed with you in a week: of each child the hours, or that the child has left."""

    week: date
    due_on: date
    children: list[ReturnedShown]
    of_who_is_there: list[QuestionShown]
    of_who_left: list[QuestionShown]


class ChildsWeekSent(Schema):
    child: Annotated[str, Field(pattern=PUPIL)]
    left: bool = Field(False, description="The child is no longer with you.")
    answers: Answered = Field(default_factory=dict)


class WeekSent(Schema):
    """The hours of a week: of every child who was placed with you; nobody is an answer."""

    children: list[ChildsWeekSent] = Field(max_length=2000)


class WeekReceipt(Schema):
    reference: str
    week: date
    children: int
    at: datetime


class SealedFile(Schema):
    """A sealed file, as the command line and the pages make it."""

    file: str = Field(max_length=LARGEST, description="Its text, unchanged.")


class FileBrought(Schema):
    reference: str = Field(description="What it is called here.")
    at: datetime


class FileWaiting(Schema):
    number: int
    kind: str = Field(description="What it is: offer, query, answer, accept, reject, confirm, …")
    about: str = Field(description="What both authorities call the transfer. It names no child.")
    written_at: datetime


class FilesWaiting(Schema):
    files: list[FileWaiting]
    next: int | None = Field(description="What to ask for as `after`; null: these are the last.")


class LimitShown(Schema):
    pupil: str
    name: str
    what: str
    due_on: date | None
    state: str


class LimitsShown(Schema):
    as_of: date | None
    limits: list[LimitShown]
    more: bool = Field(description="Whether there are others, of which none is more urgent.")
