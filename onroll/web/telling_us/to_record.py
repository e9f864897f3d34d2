"""What forms, monthly returns and hours of weeks tell the record: a feed each, of all that counts.

Whoever came through the door for one child may be anybody. What they say counts once somebody in
the authority has put it into a case or taken it as a referral, and until then nowhere.
"""

from __future__ import annotations

import logging
from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localdate

from onroll.record.feeds.loads import Load
from onroll.record.forms import monthly_sent, weekly_sent
from onroll.record.forms import sent as feed
from onroll.record.forms.answers import Answers
from onroll.record.forms.monthly_return import How
from onroll.record.people.decisions import Contradicts, Verdict, decide
from onroll.web.access.acting import as_publisher
from onroll.web.access.models import User
from onroll.web.config.home import home
from onroll.web.mistakes.models import counts_nowhere
from onroll.web.telling_us.models import DealtWith, MonthlyReturn, SentForm, WeeklyReturn
from onroll.web.telling_us.sent_returns import replaced_on

TAKEN_IN = (DealtWith.What.CASE, DealtWith.What.REFERRAL)

logger = logging.getLogger(__name__)


def counted() -> list[feed.Sent]:
    """The forms that tell the record something, in the order they were sent."""
    of_a_school = ~Q(urn="") & Q(user__isnull=False)
    held = SentForm.objects.filter(of_a_school | Q(dealt_with__what__in=TAKEN_IN)).distinct()
    return [
        feed.Sent(
            ref=each.ref,
            form=each.form,
            answers=each.told,
            urn=each.urn,
            by=each.user.email if each.user else each.email,
            at=each.at,
            token=each.token,
            taken_back=localdate(each.called_mistake.at) if counts_nowhere(each) else None,
        )
        for each in held.select_related("user", "called_mistake").order_by("at", "pk")
    ]


def hand_over(*, at: datetime, by: str) -> list[Load]:
    """Land the feeds of all that counts: of forms, of monthly returns and of weeks, each where
    there are any. The same again lands nothing.

    Raises `feeds.FileRefused` or OSError where one cannot be landed; the next one holds it all.
    """
    with as_publisher():
        forms, returns, hours = counted(), returned(), weeks()
    landed = []
    if forms:
        landed.append(feed.hand_over(home(), forms, at=at, by=by))
    if returns:
        landed.append(monthly_sent.hand_over(home(), returns, at=at, by=by))
    if hours:
        landed.append(weekly_sent.hand_over(home(), hours, at=at, by=by))
    return landed


def returned() -> list[monthly_sent.Returned]:
    """Every pupil of every monthly return, in the order they were sent."""
    sent = MonthlyReturn.objects.select_related("user").prefetch_related("pupils")
    in_order = list(sent.order_by("at", "pk"))
    replaced = replaced_on(in_order)
    return [
        monthly_sent.Returned(
            ref=each.ref,
            urn=each.urn,
            month=each.month,
            by=each.user.email,
            at=each.at,
            replaced_on=replaced.get(each.pk),
            child=pupil.child,
            who=Answers(pupil.who),
            how=How(pupil.how),
            answers=pupil.told,
        )
        for each in in_order
        for pupil in each.pupils.all()
    ]


def weeks() -> list[weekly_sent.ToldOfWeek]:
    """Every child of every week that a provider sent, in the order they were sent."""
    sent = WeeklyReturn.objects.select_related("user").prefetch_related("pupils")
    in_order = list(sent.order_by("at", "pk"))
    replaced = replaced_on(in_order)
    return [
        weekly_sent.ToldOfWeek(
            ref=each.ref,
            urn=each.urn,
            week=each.week,
            by=each.user.email,
            at=each.at,
            replaced_on=replaced.get(each.pk),
            child=pupil.child,
            who=Answers(pupil.who),
            answers=pupil.told,
        )
        for each in in_order
        for pupil in each.pupils.all()
    ]


def tie(form: SentForm, record_id: str, *, at: datetime, by: User) -> None:
    """Keep that what a form tells is of the child of a record, as somebody said who took it in."""
    ours = f"{feed.FEED}:{form.ref}"
    why = f"Said when the form {form.ref} was taken in: the same child"
    try:
        decide(home(), Verdict.SAME, [ours], [record_id], at=at, by=by.email, why=why)
    except Contradicts:
        logger.warning("What form %s tells is tied to no record: decided otherwise", form.pk)
