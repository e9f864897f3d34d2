"""Drafting a release: the report is made of the run that is shown, and goes through the gate."""

from __future__ import annotations

from datetime import date

from django.db import connection

from onroll.figures.releasing.frozen import to_json
from onroll.figures.releasing.gate import Released, through_the_gate
from onroll.figures.releasing.rounded_to import rounded_to
from onroll.figures.releasing.smallest_number import smallest_number
from onroll.figures.releasing.stages import Kind
from onroll.figures.reports.catalogue import ReportKind, asked
from onroll.figures.reports.counted_run import CountedRun
from onroll.figures.reports.published_beside import published_of
from onroll.figures.reports.report import Report
from onroll.web.access.models import User
from onroll.web.config.home import home
from onroll.web.library.models import Run
from onroll.web.library.trying import folder_of
from onroll.web.releases.models import Counted, Release
from onroll.web.releases.printing import numbers_of, printed, what_it_covers
from onroll.web.shields.restricting import restricted_children

NOT_HERE = "The files of the run are not on this machine. Ask who runs it."
ONE_AT_A_TIME = 0x72656C65
"""The number of the lock under which drafts are made and releases released, one after another."""


def name_of(kind: ReportKind, day: date) -> str:
    """cme_scorecard of 2026-09-30, the second time: cme_scorecard-2026-09-30-2."""
    base = f"{kind.key}-{day.isoformat()}"
    before = Release.objects.filter(report=kind.key, day=day).count()
    return f"{base}-{before + 1}" if before else base


def wait_for_ones_turn() -> None:
    """Until this transaction ends, nobody else drafts or releases anything."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def released_so_far() -> dict[str, Released]:
    """All that was ever released, by name."""
    held = Counted.objects.filter(release__events__kind=Kind.RELEASED)
    return {each.release.name: each.released for each in held.select_related("release")}


def report_of(run: Run, kind: ReportKind, day: date) -> Report:
    """The report of a day, from the run that is shown. Raises RunNotHere."""
    authority = home().authority
    counted = CountedRun(
        folder_of(run), authority=authority.name, as_of=run.as_of,
        protected=restricted_children(), la_code=authority.la_code,
        published=published_of(home()),
    )  # fmt: skip
    return kind.make(counted, asked(kind, day))


def keep_draft(kind: ReportKind, day: date, report: Report, by: User) -> Release:
    """The draft of a report, taken through the gate beside all that was released. Raises Refused.

    Until its transaction ends nobody else drafts or releases anything.
    """
    wait_for_ones_turn()
    name = name_of(kind, day)
    small, base = smallest_number(day), rounded_to(day)
    found = through_the_gate(name, report, released_so_far(), small=small, base=base)
    return kept(name, kind.title, day, found, by)


def kept(name: str, title: str, day: date, found: Released, by: User) -> Release:
    """A draft of a day with what came through the gate: as it is read, and as it was counted."""
    assert by.sight is not None
    read = found.as_read()
    release = Release.objects.create(
        name=name, report=read.key, title=title, covers=what_it_covers(read), day=day,
        small=found.small, rounded_to=found.base, printed=printed(read), numbers=numbers_of(read),
        made_by=by, made_at=by.sight.at,
    )  # fmt: skip
    Counted.objects.create(
        release=release, report=to_json(found.report),
        hidden=[[table, list(labels), column] for table, labels, column in sorted(found.hidden)],
    )  # fmt: skip
    return release
