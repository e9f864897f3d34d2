"""Cases, and what happened in each: events that are only ever added.

`Case` holds what follows from the events and lists are sorted by; every write of an event works it
out anew. A case is about a source record, and `child` is whose record that is in the run shown: so
where two children are found to be one, or one to be two, each case goes with its record.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform

from onroll.record.casework.case import Case as AsItStands
from onroll.record.casework.case import case_of
from onroll.record.casework.events import Event, Kind
from onroll.record.casework.states import OVER, TITLES, UNDECIDED, State
from onroll.web.access.models import Team, User


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> CaseQuerySet:
        return self.exclude(state__in=list(OVER))

    def undecided(self) -> CaseQuerySet:
        """Those that wait for triage, the gravest risk told and then the longest wait first."""
        return self.filter(state__in=list(UNDECIDED)).order_by("opened_on", "pk")

    def of(self, child: str) -> CaseQuerySet:
        """Every case about a child, the newest first."""
        return self.filter(child=child).order_by("-opened_on", "-pk")


class Case(models.Model):
    """One case. `record_id` is the source record that it was opened about.

    `due_on` is the next day on which something that was asked or set is due; null: nothing is.
    `watched`: the case is closed, and nobody found the child.
    """

    child = models.CharField(max_length=16)
    record_id = models.TextField()
    opened_on = models.DateField()
    state = models.CharField(max_length=20, choices=[(s.value, TITLES[s]) for s in State])
    since = models.DateField()
    issue = models.TextField(blank=True)
    risk = models.CharField(max_length=10, blank=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="cases")
    officer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="cases")
    due_on = models.DateField(null=True)
    watched = models.BooleanField(default=False)
    last_number = models.IntegerField(default=0)
    repeat_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["child"], name="case_child"),
            models.Index(fields=["record_id"], name="case_record"),
            models.Index(fields=["state", "opened_on"], name="case_state"),
            models.Index(fields=["officer", "state"], name="case_officer"),
            models.Index(fields=["child"], name="case_watched", condition=Q(watched=True)),
        ]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["record_id"],
                condition=~Q(state__in=sorted(OVER)),
                name="one_open_case_of_a_record",
            )
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """What the case is called on paper and in the casework feed."""
        return f"OC-{self.pk:06}"

    @property
    def state_words(self) -> str:
        return TITLES[State(self.state)]

    @property
    def is_open(self) -> bool:
        return State(self.state) not in OVER

    @property
    def is_undecided(self) -> bool:
        return State(self.state) in UNDECIDED

    def rows(self) -> list[CaseEvent]:
        """Every event that the asker may read, in order, with who wrote it."""
        return list(self.events.select_related("by").order_by("number"))

    def stands(self) -> AsItStands:
        return case_of(row.event for row in self.rows())


class CaseEvent(models.Model):
    """One event of a case. Rows are only ever added.

    `kind` is one of `casework.events.Kind`, as whoever adds an event checks. `restricted` is a note
    that its writer keeps from all but those who answer for safeguarding. `token` is that of the
    form: a form sent twice writes one event.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    number = models.IntegerField()
    kind = models.CharField(max_length=24)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    told = models.JSONField(default=dict)
    restricted = models.BooleanField(default=False)
    token = models.CharField(max_length=32, unique=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["case", "number"]
        indexes: ClassVar[list[Any]] = [
            models.Index(
                KeyTextTransform("record", "told"),
                name="case_event_sibling",
                condition=Q(kind="sibling_linked"),
            ),
            models.Index(fields=["kind", "case"], name="case_event_kind"),
            models.Index(fields=["on"], name="case_event_on"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["case", "number"], name="one_event_of_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.case_id}-{self.number} {self.kind}"

    @property
    def event(self) -> Event:
        """The event as the rules of casework take it."""
        return Event(self.number, Kind(self.kind), self.on, self.at, self.by.email, self.told)


class Away(models.Model):
    """That a colleague is away from one day until before another. Rows are only ever added: the
    newest of a colleague holds, and one of no day says that they are here."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="away")
    starts_on = models.DateField()
    ends_before = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        verbose_name_plural = "away"

    def __str__(self) -> str:
        return f"{self.user_id} from {self.starts_on}"

    @property
    def last_day(self) -> date:
        return self.ends_before - timedelta(days=1)
