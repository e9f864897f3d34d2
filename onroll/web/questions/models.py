"""A question that was put to a school or a team, and what happened to it.

A school reads the questions put to it, and what happened to each; never why an officer withdrew one
or took its answer back, which is in a table of its own (`access.rows_of_questions`).
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from onroll.record.contradictions import contradiction_named
from onroll.record.definitions.contradiction import Contradiction as Rule
from onroll.record.questions.answers import Answer, answer_named
from onroll.record.questions.states import OPEN_AFTER, Kind, State, answer_stands, state_on
from onroll.web.access.models import User


class QuestionQuerySet(models.QuerySet["Question"]):
    def with_last(self) -> QuestionQuerySet:
        """The same, each with `last`: what happened to it last but that it was seen."""
        happened = QuestionEvent.objects.filter(question=OuterRef("pk")).exclude(kind=Kind.SEEN)
        return self.annotate(last=Subquery(happened.order_by("-pk").values("kind")[:1]))

    def waiting(self) -> QuestionQuerySet:
        """Those that nobody has answered, the longest due first."""
        kinds = [kind for kind in OPEN_AFTER if kind]
        waits = Q(last__isnull=True) | Q(last__in=kinds)
        return self.with_last().filter(waits).order_by("due_on", "pk")

    def overdue(self, day: date) -> QuestionQuerySet:
        """Those of them that were due before a day."""
        return self.waiting().filter(due_on__lt=day)


class Question(models.Model):
    """One contradiction of one child, put to one school or one team.

    `school` is a URN, "" where `team` is asked. `name` and `born` are the child as whoever is asked
    reads them; `rows` what the school's own rows said when it was asked, each a sentence and where
    it stands. `record_id` is the source record by which it goes with its child. `nth` counts the
    times that this was put to this place.
    """

    ref = models.CharField(max_length=12, unique=True)
    child = models.CharField(max_length=16)
    record_id = models.TextField()
    name = models.CharField(max_length=300)
    born = models.DateField(null=True)
    contradiction = models.TextField()
    since = models.DateField()
    school = models.CharField(max_length=20, blank=True)
    team = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=200)
    rows = models.JSONField(default=list)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    nth = models.IntegerField(default=1)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["child"], name="question_child"),
            models.Index(fields=["school", "due_on"], name="question_school"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["child", "contradiction", "school", "team", "nth"],
                name="a_question_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.contradiction}"

    @property
    def rule(self) -> Rule:
        return contradiction_named(self.contradiction)

    @property
    def words(self) -> str:
        """The question as whoever is asked reads it."""
        return self.rule.asked_of_a_school if self.school else self.rule.question

    @property
    def answers(self) -> list[Answer]:
        """What may be answered, by a school or by a team."""
        return [each for each in self.rule.answers if not (self.school and each.of_a_team)]

    def history(self) -> list[QuestionEvent]:
        """Everything that happened to it, in order."""
        return list(self.events.select_related("by").order_by("pk"))

    def state(self, day: date) -> State:
        """What it stands at on a day; asked of the events, or of `last` where that was read."""
        return state_on(self.happened_last, self.due_on, day)

    @property
    def happened_last(self) -> str | None:
        if hasattr(self, "last"):
            last: str | None = self.last
            return last
        kinds = self.events.exclude(kind=Kind.SEEN).order_by("-pk").values_list("kind", flat=True)
        return kinds.first()

    def answered(self) -> QuestionEvent | None:
        """The answer that stands; null where none does."""
        happened = self.history()
        if not answer_stands([each.kind for each in happened]):
            return None
        return [each for each in happened if each.kind == Kind.ANSWERED][-1]


class QuestionEvent(models.Model):
    """Something that happened to a question. Rows are only ever added.

    `told` is what was answered. `by` is null of what a run found; `run` is "" of what a person did.
    """

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=12)
    told = models.JSONField(default=dict)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    run = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"question {self.question_id}: {self.kind}"

    @property
    def answer(self) -> Answer:
        """The answer that was chosen, of an event that is one."""
        return answer_named(self.told["answer"])


class OfficersReason(models.Model):
    """Why an officer withdrew a question or took an answer back. No school reads it."""

    event = models.OneToOneField(QuestionEvent, on_delete=models.PROTECT, related_name="reason")
    words = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"why of {self.event_id}"
