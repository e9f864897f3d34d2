"""What a run that is shown makes of the questions, and what the answers tell the next run."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from django.db import connection
from django.utils.timezone import localdate

from onroll.record.feeds.loads import Load
from onroll.record.people.decisions import Contradicts, Verdict, decide
from onroll.record.questions import to_feed
from onroll.record.questions.states import Kind, after_run
from onroll.web.access.acting import as_publisher
from onroll.web.config.home import home
from onroll.web.contradictions.models import Contradiction
from onroll.web.library.models import Run
from onroll.web.questions.models import Question, QuestionEvent

logger = logging.getLogger(__name__)

FOLLOW: Final = """
update questions_question set child = record.child from children_sourcerecord record
where record.record_id = questions_question.record_id
  and record.child <> questions_question.child
"""
"""Each question goes with its record, to the child whose that is in the run shown."""


def after_publishing(loads: Iterable[Mapping[str, Any]], at: datetime) -> None:
    """Say of each question what the run that is shown now makes of it. `loads` are the run's."""
    handed = [
        datetime.fromisoformat(load["received_at"])
        for load in loads
        if load["feed"] == to_feed.FEED
    ]
    known_by = max(handed, default=None)
    with as_publisher():
        with connection.cursor() as cursor:
            cursor.execute(FOLLOW)
        run = Run.objects.current()
        assert run is not None, "one was just published"
        standing = Contradiction.objects.on(run.as_of)
        contradict = set(standing.values_list("child_id", "contradiction"))
        every = Question.objects.of_contradictions().prefetch_related("events").order_by("pk")
        QuestionEvent.objects.bulk_create(
            QuestionEvent(question=each, kind=kind, run=run.pk, at=at)
            for each in every
            if (kind := made_of(each, (each.child, each.contradiction) in contradict, known_by))
        )


def made_of(question: Question, contradicts: bool, known_by: datetime | None) -> Kind | None:
    """What a run that knew the answers given by a moment makes of a question; null for nothing."""
    events = list(question.events.all())
    given = [each for each in events if each.kind == Kind.ANSWERED]
    return after_run(
        [each.kind for each in events],
        contradicts=contradicts,
        knew_the_answer=bool(given and known_by and given[-1].at <= known_by),
        settles=bool(given) and question.rule.settled_by(given[-1].answer),
    )


def given() -> Iterator[to_feed.Given]:
    """Every answer that was ever given, with those that were taken back."""
    every = Question.objects.of_contradictions().prefetch_related("events__by")
    for question in every.order_by("pk"):
        events = list(question.events.all())
        for n, event in enumerate(events):
            if event.kind != Kind.ANSWERED:
                continue
            back = next((each for each in events[n:] if each.kind == Kind.TAKEN_BACK), None)
            told = event.told
            assert event.by is not None
            yield to_feed.Given(
                ref=f"{question.ref}-{event.pk}",
                question=question.ref,
                contradiction=question.contradiction,
                answer=told["answer"],
                urn=question.school,
                by=event.by.email,
                on=localdate(event.at),
                holds_from=told.get("on", ""),
                ground=told.get("ground", ""),
                born=told.get("born", ""),
                taken_back_on=localdate(back.at) if back else None,
                taken_back_by=back.by.email if back and back.by else "",
            )


def hand_over(*, at: datetime, by: str) -> Load | None:
    """Land the feed of all the answers; null where there is none. The same again lands nothing.

    Raises `feeds.FileRefused` or OSError where it cannot be landed; the next one holds it all.
    """
    with as_publisher():
        tied = tie_to_records(at=at)
        held = [each for each in given() if each.question in tied]
    if not held:
        return None
    return to_feed.hand_over(home(), held, at=at, by=by)


def tie_to_records(*, at: datetime) -> set[str]:
    """Decide of each question that was answered that it is of the child of its record; those of
    which it is decided.

    Whoever asked said so by asking about this child. A decision that stands is not made again.
    Where somebody has decided otherwise since, theirs holds: the log says so, and the answer is
    told of nobody.
    """
    tied = set()
    every = Question.objects.of_contradictions()
    answered = every.filter(events__kind=Kind.ANSWERED).distinct()
    for question in answered.select_related("asked_by").order_by("pk"):
        ours, theirs = to_feed.record_of(question.ref), question.record_id
        why = f"The question {question.ref} was asked about this child"
        try:
            decide(
                home(), Verdict.SAME, [theirs], [ours], at=at, by=question.asked_by.email, why=why
            )
            tied.add(question.ref)
        except Contradicts:
            logger.warning("An answer to %s is tied to no record: decided otherwise", question.ref)
    return tied
