"""Everything that is known to have happened to a child, by day: of every case and every source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from onroll.record.recalculate import FEED
from onroll.web.access.reads import record_reads
from onroll.web.cases.models import Case, CaseEvent
from onroll.web.cases.reading import case_of_request
from onroll.web.cases.words import Entry, chronology
from onroll.web.children.record import TimelineEntry
from onroll.web.letters.models import LetterEvent, State
from onroll.web.library.current import needs_run
from onroll.web.library.models import Run
from onroll.web.shields.protected import ShownRecord


@dataclass(frozen=True)
class Happened:
    """What happened on a day: an `entry` of a case, a `letter` that was sent, or a `fact` of a
    source. The two others are null."""

    on: date
    case: Case | None = None
    entry: Entry | None = None
    letter: LetterEvent | None = None
    fact: TimelineEntry | None = None


def everything(record: ShownRecord) -> list[Happened]:
    """What happened to a child, the newest first; of one day, what we did before what others say.

    What casework tells the record is not said twice.
    """
    child = record.child.pk
    held: dict[int, list[CaseEvent]] = {}
    cases = {case.pk: case for case in Case.objects.of(child)}
    for row in CaseEvent.objects.filter(case__in=cases).select_related("by").order_by("number"):
        held.setdefault(row.case_id, []).append(row)
    ours = [
        Happened(entry.on, case=cases[number], entry=entry)
        for number, rows in held.items()
        for entry in chronology(rows)
    ]
    sent = LetterEvent.objects.filter(letter__child=child, state=State.SENT)
    letters = [Happened(row.on, letter=row) for row in sent.select_related("letter", "by")]
    facts = [
        Happened(fact.rows[0].starts_on, fact=fact)
        for fact in record.timeline()
        if any(row.feed != FEED for row in fact.rows)
    ]
    return sorted([*ours, *letters, *facts], key=lambda each: each.on, reverse=True)


@require_GET
@needs_run
def all_sources(request: HttpRequest, run: Run, number: int) -> HttpResponse:
    """Everything about the child of a case on one page, the newest or the oldest first."""
    held, record = case_of_request(request, run, number)
    record_reads(request, [held.child], page="all_sources")
    oldest_first = request.GET.get("first") == "oldest"
    found = everything(record)
    context = {
        "run": run, "case": held, "record": record, "oldest_first": oldest_first,
        "happened": found[::-1] if oldest_first else found,
    }  # fmt: skip
    return render(request, "cases/all_sources.html", context)
