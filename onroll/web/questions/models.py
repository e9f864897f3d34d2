"""A question that was put to a school, a team or a service, and what happened to it.

It asks which of two facts is right; or, as an enquiry of a case, whether a service knows the child.
A school or a service reads the questions put to it, and what happened to each; never why an officer
withdrew one or took its answer back, which is in a table of its own (`access.rows_of_questions`).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Final

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.fields.json import KeyTextTransform

from onroll.record.casework.enquiries import EnquiryKind, enquiry
from onroll.record.contradictions import contradiction_named
from onroll.record.definitions.contradiction import Contradiction as Rule
from onroll.record.questions.answers import Answer, answer_named
from onroll.record.questions.enquiry_answers import enquiry_answer, enquiry_answers
from onroll.record.questions.states import OPEN_AFTER, Kind, State, answer_stands, state_on
from onroll.web.access.models import User
from onroll.web.cases.models import CaseEvent

LATELY: Final = timedelta(days=7)
"""For so long after it came an answer of a service is on Today of whoever works on the case."""


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

    def of_contradictions(self) -> QuestionQuerySet:
        """Those that ask which of two facts is right."""
        return self.filter(enquiry="")

    def enquiries(self) -> QuestionQuerySet:
        """Those that ask a service, for a case, whether it knows the child."""
        return self.exclude(enquiry="")

    def answered_lately(self, at: datetime) -> QuestionQuerySet:
        """The enquiries that a service answered in the days before a moment, with `result`, what it
        answered; the answer stands."""
        last = QuestionEvent.objects.filter(question=OuterRef("pk")).exclude(kind=Kind.SEEN)
        newest = last.order_by("-pk")
        found = (
            self.enquiries()
            .with_last()
            .annotate(
                answered_at=Subquery(newest.values("at")[:1]),
                result=Subquery(newest.values(chosen=KeyTextTransform("answer", "told"))[:1]),
            )
        )
        return found.filter(Q(last=Kind.ANSWERED), Q(answered_at__gt=at - LATELY))

    def overdue(self, day: date) -> QuestionQuerySet:
        """Those of them that were due before a day."""
        return self.waiting().filter(due_on__lt=day)


class Question(models.Model):
    """One contradiction of a child, put to one school or team; or one enquiry, put to a service.

    Of an enquiry `enquiry` is its key in the catalogue of enquiries, `asked_in` the event of the
    case by which it was made and `team` the service; of a contradiction they are "" and null, and
    of an enquiry `contradiction` is "". `school` is a URN, "" where `team` is asked. `name` and
    `born` are the child as whoever is asked reads them; `rows` what the school's own rows said when
    it was asked, each a sentence and where it stands. `record_id` is the source record by which it
    goes with its child. `nth` counts the times that this was put to this place.
    """

    ref = models.CharField(max_length=12, unique=True)
    child = models.CharField(max_length=16)
    record_id = models.TextField()
    name = models.CharField(max_length=300)
    born = models.DateField(null=True)
    contradiction = models.TextField(blank=True)
    enquiry = models.CharField(max_length=40, blank=True)
    asked_in = models.ForeignKey(
        CaseEvent, on_delete=models.PROTECT, null=True, related_name="put_to_services"
    )
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
                fields=["child", "contradiction", "enquiry", "school", "team", "nth"],
                name="a_question_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(enquiry="", asked_in__isnull=True)
                | (Q(contradiction="", school="", asked_in__isnull=False) & ~Q(enquiry="")),
                name="a_contradiction_or_an_enquiry",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.contradiction or self.enquiry}"

    @property
    def rule(self) -> Rule:
        """The contradiction that is asked about; of no enquiry."""
        return contradiction_named(self.contradiction)

    @property
    def kind_of_enquiry(self) -> EnquiryKind:
        return enquiry(self.enquiry)

    @property
    def title(self) -> str:
        """What is asked, for officers, in a few words."""
        return self.kind_of_enquiry.title if self.enquiry else self.rule.title

    @property
    def result_words(self) -> str:
        """What was answered to an enquiry, where `result` was read with it; "" where it was not."""
        result = getattr(self, "result", None)
        return enquiry_answer(self.enquiry, result).words if result else ""

    def settled_by(self, answer: Answer) -> bool:
        """Whether an answer makes something of the record by itself; of an enquiry its case."""
        return bool(self.enquiry) or self.rule.settled_by(answer)

    @property
    def words(self) -> str:
        """The question as whoever is asked reads it."""
        if self.enquiry:
            return self.kind_of_enquiry.asks
        return self.rule.asked_of_a_school if self.school else self.rule.question

    @property
    def answers(self) -> list[Answer]:
        """What may be answered, by a school, a team or a service."""
        if self.enquiry:
            return list(enquiry_answers(self.enquiry))
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
        key = self.told["answer"]
        asked = self.question.enquiry
        return enquiry_answer(asked, key) if asked else answer_named(key)


class OfficersReason(models.Model):
    """Why an officer withdrew a question or took an answer back. No school reads it."""

    event = models.OneToOneField(QuestionEvent, on_delete=models.PROTECT, related_name="reason")
    words = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"why of {self.event_id}"
