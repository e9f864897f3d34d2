"""What cases tell the record: the child recalculated at once, and the casework feed at night."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

import duckdb
from django.db import connection, transaction

from onroll.record import feeds
from onroll.record.casework.to_feed import rows as rows_of_events
from onroll.record.feeds.accepted_rows import accepted_rows
from onroll.record.feeds.loads import Load, standing
from onroll.record.feeds.own_rows import land_rows
from onroll.record.one_child import FactRow, OneChild
from onroll.record.people.decisions import Contradicts, Verdict, decide
from onroll.record.recalculate import (
    FEED,
    can_recalculate,
    casework_facts,
    clocks_of,
    true_of,
    with_casework,
)
from onroll.record.referrals import referrals
from onroll.record.school_days import SchoolCalendar
from onroll.web.access.acting import as_publisher
from onroll.web.access.models import User
from onroll.web.access.relating import relate
from onroll.web.cases.actions import open_case
from onroll.web.cases.models import Case, CaseEvent
from onroll.web.cases.record_of_case import casework_record
from onroll.web.children.models import Child, Clock, Fact, School, SourceRecord, Status
from onroll.web.config.authority import authority
from onroll.web.config.home import home
from onroll.web.library.models import Run

FILE: Final = "casework_of_onroll"
OURS: Final = "OC-"
"""How the numbers of our cases begin; whatever else the feed holds came from another system."""

logger = logging.getLogger(__name__)


@transaction.atomic
def recalculate(child: str) -> bool:
    """Show at once what the events of a child's cases make true; whether that could be done.

    Where it cannot (a death must be weighed by a run) the next run shows it.
    """
    with as_publisher():
        run = Run.objects.current()
        facts = [_fact_row(fact) for fact in Fact.objects.filter(child=child)]
        if run is None or not can_recalculate(facts):
            return False
        told = casework_facts(rows_of_child(child), authority().postcode_districts, file=FILE)
        now = with_casework(facts, told, FILE)
        interpreted = OneChild(now, _calendars(now))
        _replace(Fact, child, [
            {"fact": f.fact, "starts_on": f.starts_on, "ends_before": f.ends_before,
             "value": f.value, "setting": f.setting or "", "feed": f.feed, "file": f.file,
             "row": f.row} for f in told
        ], feed=FEED, file__startswith=FILE)  # fmt: skip
        _replace(Status, child, [each._asdict() for each in true_of(interpreted)])
        _replace(Clock, child, [
            {"clock": c.clock, "starts_on": c.starts_on, "due_on": c.due_on, "met_on": c.met_on,
             "setting": c.setting or "", "feed": c.feed, "file": c.file, "row": c.row}
            for c in clocks_of(interpreted)
        ])  # fmt: skip
        relate(run.as_of, [child])
    return True


def _replace(model: Any, child: str, rows: list[dict[str, Any]], **only: Any) -> None:
    """Rows of one child, in place of those that were there; the next run makes them its own."""
    model.objects.filter(child=child, **only).delete()
    model.objects.bulk_create(model(row_id=uuid.uuid4(), child_id=child, **row) for row in rows)


def _fact_row(fact: Fact) -> FactRow:
    return FactRow(
        fact.fact, fact.starts_on, fact.ends_before, fact.value, fact.setting or None,
        fact.feed, fact.file, fact.row,
    )  # fmt: skip


def _calendars(facts: Iterable[FactRow]) -> dict[str, SchoolCalendar]:
    urns = {"", *(row.setting or "" for row in facts)}
    return {
        school.urn: SchoolCalendar(school.days) for school in School.objects.filter(urn__in=urns)
    }


def rows_of_child(child: str) -> list[dict[str, Any]]:
    """The rows of the casework feed that the cases of a child give."""
    return [row for case in Case.objects.of(child) for row in rows_of_case(case)]


def rows_of_case(case: Case) -> list[dict[str, Any]]:
    return rows_of_events(case.child, case.reference, [row.event for row in case.rows()])


def after_publishing(loads: Iterable[Mapping[str, Any]]) -> None:
    """Let cases follow the run that is shown now, and tell again what it does not know yet.

    `loads` are those that the run used. Every case goes with its record, to the child whose that
    is; whoever was referred and has a record now has a case.
    """
    handed = [
        datetime.fromisoformat(load["received_at"])
        for load in loads
        if load["feed"] == FEED and load["file"].startswith(FILE)
    ]
    with as_publisher():
        with connection.cursor() as cursor:
            cursor.execute(FOLLOW)
        open_referred()
        since = CaseEvent.objects.filter(at__gt=max(handed)) if handed else CaseEvent.objects.all()
        for child in sorted(set(since.values_list("case__child", flat=True))):
            recalculate(child)


FOLLOW: Final = """
update cases_case set child = record.child from children_sourcerecord record
where record.record_id = cases_case.record_id and record.child <> cases_case.child;
update letters_letter set child = record.child from children_sourcerecord record
where record.record_id = letters_letter.record_id and record.child <> letters_letter.child;
"""
"""Each case and letter goes with its record, to the child whose that is in the run shown."""


def open_referred() -> None:
    """Open a case of each referral whose child has a record by now, and had none opened for it."""
    taken = {each.record_id: each for each in referrals(home())}
    sent = CaseEvent.objects.filter(token__in=[each.token for each in taken.values()])
    done = set(sent.values_list("token", flat=True))
    waiting = {key: each for key, each in taken.items() if each.token not in done}
    records = SourceRecord.objects.filter(record_id__in=waiting)
    people = {user.email: user for user in User.objects.filter(
        email__in={each.by for each in waiting.values()}
    )}  # fmt: skip
    for record in records:
        referral = waiting[record.record_id]
        if referral.by in people:
            told = {
                name: getattr(referral.told, name)
                for name in ("source", "issue", "words", "told_by")
            }
            open_case(
                child=record.child_id, record_id=record.record_id, told=told,
                on=referral.told.told_day, by=people[referral.by], at=referral.at,
                token=referral.token,
            )  # fmt: skip


def hand_over(*, at: datetime, by: str) -> Load | None:
    """Land the casework feed with everything that cases tell; null where no case tells anything.

    The same rows again land nothing. Raises `feeds.FileRefused` or OSError where it cannot be
    landed; nothing is lost, for the next one holds it all.
    """
    with as_publisher():
        tie_to_records(at=at)
        rows = [*rows_of_others(), *_with_children()]
        if not any(str(row["case_ref"]).startswith(OURS) for row in rows):
            return None
        return land_rows(home(), FEED, rows, file=FILE, at=at, by=by)


def tie_to_records(*, at: datetime) -> None:
    """Decide of each child with a case that what casework tells is of the child of its record.

    Whoever opened the case said so by opening it about this child. A decision that stands is not
    made again. Where somebody has decided otherwise since, theirs holds, and the log says so.
    """
    for case in Case.objects.order_by("pk"):
        opened = case.events.select_related("by").order_by("number").first()
        if opened is None or case.record_id == casework_record(case.child):
            continue
        try:
            decide(
                home(), Verdict.SAME, [case.record_id], [casework_record(case.child)], at=at,
                by=opened.by.email, why=f"The case {case.reference} was opened about this child",
            )  # fmt: skip
        except Contradicts:
            logger.warning("What case %s tells is tied to no record: decided otherwise", case.pk)


def _with_children() -> Iterator[dict[str, Any]]:
    """The rows of every case, with what makes the child known again: name, birth and UPN."""
    cases = list(Case.objects.order_by("pk"))
    children = Child.objects.in_bulk({case.child for case in cases})
    for case in cases:
        child = children.get(case.child)
        who = {
            "upn": child.upn, "forename": child.forename, "surname": child.surname,
            "date_of_birth": child.date_of_birth,
        } if child else {}  # fmt: skip
        for row in rows_of_case(case):
            yield {**who, **row}


def rows_of_others() -> list[dict[str, Any]]:
    """The rows of the casework feed in force that no case of ours gave."""
    loads = standing(home()).get(FEED, [])
    feed = feeds.feed(FEED)
    columns = ", ".join(column.name for column in feed.columns)
    accepted = accepted_rows(feed, [load.path for load in loads])
    with duckdb.connect() as db:
        found = db.execute(
            f"select {columns} from {accepted} where coalesce(case_ref, '') not like '{OURS}%'"
        ).to_arrow_table()
    rows: list[dict[str, Any]] = found.to_pylist()
    return rows
