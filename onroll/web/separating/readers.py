"""Everybody who had read a record while it held two children, from the log of reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa
from django.db.models import Count, Max, Min, Q
from django.utils.timezone import localtime

from onroll.figures.csv_text import csv_text
from onroll.web.access.acting import as_publisher
from onroll.web.access.models import Read, User
from onroll.web.access.page_words import page_in_words
from onroll.web.access.policy import see_now
from onroll.web.separating.together import Together


@dataclass(frozen=True)
class Reader:
    """One person: which pages they read, how many times, and when first and last.

    `role` is what they held on the day of the last look of all.
    """

    name: str
    email: str
    role: str
    pages: tuple[str, ...]
    times: int
    first: datetime
    last: datetime

    @property
    def pages_in_words(self) -> str:
        words = ", ".join(self.pages)
        return words[:1].upper() + words[1:]


def readers(wrong: Iterable[Together]) -> list[Reader]:
    """Who read any of these references in its time, whoever read last first.

    All of them, whoever asks: whoever takes records apart has to tell those who were misled.
    """
    while_wrong = Q(pk__in=[])
    for each in wrong:
        part = Q(child=each.child)
        part &= Q(at__gte=each.since) if each.since else Q()
        part &= Q(at__lt=each.until) if each.until else Q()
        while_wrong |= part
    with as_publisher():
        rows = list(
            Read.objects.filter(while_wrong)
            .exclude(outcome=Read.Outcome.REFUSED)
            .values("user_id", "page")
            .annotate(times=Count("pk"), first=Min("at"), last=Max("at"))
            .order_by("user_id", "page")
        )
    people: dict[int, list[Any]] = {}
    for row in rows:
        people.setdefault(row["user_id"], []).append(row)
    users = User.objects.in_bulk(people)
    if people:
        see_now(users.values(), max(row["last"] for row in rows))
    found = [reader(users[pk], pages) for pk, pages in people.items()]
    return sorted(found, key=lambda each: each.last, reverse=True)


def reader(user: User, rows: list[Any]) -> Reader:
    """One person's reads, from a row for each page."""
    return Reader(
        name=user.full_name,
        email=user.email,
        role=user.role,
        pages=tuple(dict.fromkeys(page_in_words(row["page"]) for row in rows)),
        times=sum(row["times"] for row in rows),
        first=min(row["first"] for row in rows),
        last=max(row["last"] for row in rows),
    )


def as_csv(people: Iterable[Reader]) -> bytes:
    """The list as a file for a spreadsheet, which is kept from taking a name for a formula."""
    people = list(people)
    columns: dict[str, list[Any]] = {
        "Name": [each.name for each in people],
        "Email": [each.email for each in people],
        "Role": [each.role for each in people],
        "Pages": [each.pages_in_words for each in people],
        "Times": [each.times for each in people],
        "First": [to_the_second(each.first) for each in people],
        "Last": [to_the_second(each.last) for each in people],
    }
    return csv_text(pa.table(columns)).encode("utf-8-sig")


def to_the_second(moment: datetime) -> str:
    """2026-11-23 09:32:05, in the time of the authority."""
    return f"{localtime(moment):%Y-%m-%d %H:%M:%S}"
