"""Which tables the write history is kept of, and why it is not kept of the others.

Each table of the database is in one of the two lists, or holds what a run published: those are made
anew from the run, whose loads and decisions are their history. A new model that is in none fails
`tests/web/test_write_history_tables.py`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from django.apps import apps
from django.db import models

from onroll.web.access.models import User
from onroll.web.library.models import Run
from onroll.web.published_tables import TABLES


@dataclass(frozen=True)
class Tracked:
    """A model whose writes are kept. Columns are named as the database has them.

    `about` and `child` are the columns that say which person and which child a row is about; empty
    where none does. Of a column in `secret` it is kept that it changed, and never what it holds. A
    change of columns in `left_out` alone is not kept.
    """

    model: str
    called: str
    about: str = "user_id"
    child: str = ""
    secret: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def table(self) -> str:
        return str(apps.get_model(self.model)._meta.db_table)

    @property
    def key(self) -> str:
        return str(apps.get_model(self.model)._meta.pk.column)

    @property
    def persons(self) -> frozenset[str]:
        """The columns that name a person by number."""
        fields = apps.get_model(self.model)._meta.concrete_fields
        return frozenset(each.column for each in fields if each.related_model is User)

    @property
    def for_the_trigger(self) -> str:
        """What the trigger is told, as the text of a JSON object."""
        return json.dumps(
            {
                "key": self.key,
                "about": self.about,
                "child": self.child,
                "secret": self.secret,
                "left_out": self.left_out,
            }
        )


TRACKED: Final = (
    Tracked("access.User", "Account", about="id", secret=("password",), left_out=("last_login",)),
    Tracked("access.RoleHeld", "Role"),
    Tracked("access.RoleAsked", "Role asked for"),
    Tracked("access.Team", "Team", about=""),
    Tracked("access.Allocation", "Allocation", child="child"),
    Tracked("access.BreakGlass", "Record opened in an emergency", child="child"),
    Tracked("cases.Case", "Case", about="officer_id", child="child"),
    Tracked(
        "letters.Letter",
        "Letter",
        about="made_by_id",
        child="child",
        secret=("fields", "words", "to", "email", "verified_how"),  # where a family is
    ),
    Tracked(
        "calendar.CalendarAddress",
        "Calendar address",
        secret=("hash",),
        left_out=("fetched_at", "fetches"),
    ),
    Tracked(
        "api.Key",
        "API key",
        about="account_id",
        secret=("hash",),
        left_out=("last_used_at", "counted_since", "counted"),
    ),
    Tracked(
        "api.Webhook", "Webhook", about="account_id", secret=("secret", "secret_before", "address")
    ),
    Tracked("exchange.Transfer", "Child offered by or to another authority", about=""),
    Tracked("signing_in.Invitation", "Invitation", secret=("hash",)),
    Tracked("signing_in.AccountOpened", "Account opened"),
    Tracked("mfa.Authenticator", "Second step", secret=("data",), left_out=("last_used_at",)),
    Tracked(
        "socialaccount.SocialAccount",
        "Sign-in through a provider",
        secret=("extra_data",),
        left_out=("last_login",),
    ),
    Tracked("socialaccount.SocialApp", "Provider", about="", secret=("secret", "key", "settings")),
    Tracked("account.EmailAddress", "Email address"),
    Tracked(
        "oversight.Declaration",
        "Declaration",
        secret=("child", "surname", "postcode", "why"),  # of the private life of a colleague
    ),
    Tracked("oversight.ExportAsk", "File that a second person agrees to", about="asker_id"),
    Tracked("questions.Question", "Question put", about="asked_by_id", child="child"),
    Tracked("separating.Separation", "Records taken apart", about="by_id", child="child"),
)

LOG = "It takes new rows only, and so is its own history."
DERIVED = "It is made anew from what is kept elsewhere: {}."
UNUSED = "A library brings it; nothing here reads it."
WRONG = "What was typed wrongly, counted for minutes to slow down whoever guesses."
SIGNED_IN = "Who is signed in at the moment; who looked at what is in the log of reads."

NOT_TRACKED: Final = {
    "access.Read": LOG,
    "access.ReadSeal": LOG,
    "access.FileEvent": LOG,
    "access.FailedSignIn": LOG,
    "write_history.Change": LOG,
    "accountability.HasRead": LOG,
    "cases.Away": LOG,
    "cases.CaseEvent": LOG,
    "documents.Document": LOG,
    "exchange.ExchangeMessage": LOG,
    "exchange.PackageOpened": LOG,
    "exchange.ArrivedFile": LOG,
    "receipts.EmailedReceipt": (
        "A row is added for each receipt, and changes once: to what became of it."
    ),
    "briefs.Brief": "A row is added for each message, and changes once: to what became of it.",
    "api.SentOnce": LOG,
    "api.Try": LOG,
    "api.Delivery": "A row is added for each thing to tell; each try to tell it is a row of a log.",
    "letters.LetterEvent": LOG,
    "telling_us.SentForm": LOG,
    "telling_us.WhoItIs": LOG,
    "telling_us.DealtWith": LOG,
    "telling_us.MonthlyReturn": LOG,
    "telling_us.ReturnedPupil": LOG,
    "telling_us.WeeklyReturn": LOG,
    "telling_us.ChildsWeek": LOG,
    "provider_visits.ProviderVisit": LOG,
    "provider_visits.VisitTakenBack": LOG,
    "mistakes.CalledMistake": LOG,
    "mistakes.ReturnCalledMistake": LOG,
    "questions.QuestionEvent": LOG,
    "questions.OfficersReason": LOG,
    "improvement.ImprovementTopic": LOG,
    "improvement.TopicEvent": LOG,
    "releases.Release": LOG,
    "releases.Counted": LOG,
    "releases.ReleaseEvent": LOG,
    "releases.ReleaseFile": LOG,
    "releases.DraftAsked": LOG,
    "releases.DraftEvent": LOG,
    "oversight.Item": LOG,
    "oversight.ItemChild": LOG,
    "oversight.ReviewEvent": LOG,
    "oversight.BudgetRaised": LOG,
    "oversight.LogRead": "How far the log of reads was searched; every search moves it.",
    "access.ChildRelation": DERIVED.format("the run that is shown, and the teams"),
    "access.RestrictedChild": DERIVED.format("the journal of shields"),
    "telling_us.Draft": "What somebody is still writing; what they send is kept as it is sent.",
    "telling_us.EmailCode": WRONG,
    "signing_in.FailedFromKnownBrowser": WRONG,
    "signing_in.FailedCode": WRONG,
    "sessions.Session": SIGNED_IN,
    "usersessions.UserSession": SIGNED_IN,
    "account.EmailConfirmation": UNUSED,
    "socialaccount.SocialToken": UNUSED,
    "auth.Group": UNUSED,
    "auth.Group_permissions": UNUSED,
    "auth.Permission": UNUSED,
    "contenttypes.ContentType": UNUSED,
}
"""Every other table, with the reason."""

PUBLISHED: Final = frozenset({Run._meta.label, *(table.model._meta.label for table in TABLES)})


def unaccounted(models_there: list[type[models.Model]]) -> list[str]:
    """The labels of models that are in none of the lists, or in more than one."""
    labels = [each._meta.label for each in models_there if each._meta.managed]
    tracked = [each.model for each in TRACKED]
    return [
        label
        for label in labels
        if tracked.count(label) + (label in NOT_TRACKED) + (label in PUBLISHED) != 1
    ]
