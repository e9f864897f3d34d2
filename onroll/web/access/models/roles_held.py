"""Which role somebody holds, of which authority, from which day to which, and for whom."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from onroll.web.access.models.users import User


class Role(models.TextChoices):
    """What somebody does for the children of an authority (docs/explanation/who-sees-whom.md)."""

    DIRECTOR = "Director"
    SERVICE_MANAGER = "Service manager"
    PATHWAY_MANAGER = "Pathway manager"
    SAFEGUARDING_LEAD = "Safeguarding lead"
    DATA_MANAGER = "Data manager"
    DATA_ANALYST = "Data analyst"
    INSPECTOR = "Inspector"
    TEAM_MANAGER = "Team manager"
    COORDINATOR = "Coordinator"
    EDUCATION_OFFICER = "Education officer"
    NEET_OFFICER = "NEET education officer"
    DUTY_OFFICER = "Duty officer"
    ADMISSIONS_OFFICER = "Admissions officer"
    SEN_OFFICER = "SEN officer"
    ATTENDANCE_OFFICER = "Attendance officer"
    EARLY_HELP_WORKER = "Early help worker"
    SOCIAL_CARE_WORKER = "Social care worker"
    VIRTUAL_SCHOOL_HEAD = "Virtual school head"
    PRACTITIONER = "Graduated response practitioner"
    YOUTH_WORKER = "Youth worker"
    PARTNERSHIP_MEMBER = "Partnership member"
    HEALTH_PRACTITIONER = "Health practitioner"
    YOUTH_JUSTICE_WORKER = "Youth justice worker"
    SCHOOL_USER = "School user"
    PROVIDER = "Provider"
    OTHER_AUTHORITY = "Another authority"
    FIGURES_READER = "Reader of figures"
    COUNCIL_MEMBER = "Council member"
    REGIONAL_ANALYST = "Regional analyst"


class Team(models.Model):
    """Some of the authority's children, and the people who work with them.

    A child is the team's who meets one of `definitions` and lives in one of `postcode_districts`,
    such as XE1. Either may be empty: then it leaves nobody out. A child of whom no address is
    known, or one outside every team's districts, is every team's, so that none falls between them.
    """

    name = models.CharField(max_length=100, unique=True)
    definitions = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    postcode_districts = ArrayField(models.CharField(max_length=4), default=list, blank=True)
    # Null: in use. A retired team has no children, and nobody is put in it.
    retired_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class RoleHeld(models.Model):
    """A role that somebody holds from one day until before another; null: until it is ended.

    `team` null: in every team. `urns` are the schools or providers whose children are theirs, of
    another authority's program its number, and empty for whoever works for the authority. A role
    of another authority than this home's, which only a database moved from one to another has, lets
    nobody see anything.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="roles_held")
    role = models.CharField(max_length=40)  # one of `Role`
    la_code = models.CharField(max_length=10)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="roles_held")
    urns = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    starts_on = models.DateField(default=timezone.localdate)
    ends_before = models.DateField(null=True)
    # Null: from the command line.
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    why = models.TextField(blank=True)
    # Of one that somebody ended on the pages.
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    why_ended = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["starts_on", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(ends_before__isnull=True) | Q(ends_before__gte=F("starts_on")),
                name="a_role_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(role="Inspector") | Q(ends_before__isnull=False),
                name="an_inspector_is_let_in_until_a_day",
            ),
        ]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["user"], name="role_held_by")]

    def __str__(self) -> str:
        return f"{self.role} from {self.starts_on}"


class RoleAsked(models.Model):
    """A role that one person asked for somebody and another must agree to. Null: not answered."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="roles_asked")
    role = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_before = models.DateField(null=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    why = models.TextField()
    agreed = models.BooleanField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer_why = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["asked_at", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True)
                | Q(agreed=False)
                | (~Q(answered_by=F("asked_by")) & ~Q(answered_by=F("user"))),
                name="a_second_person_agrees",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} asked for from {self.starts_on}"
