"""Reading topics, and writing one more event of a topic."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date

from django.db import connection
from django.http import Http404, HttpRequest

from onroll.figures.improvement.fund import Balance, NoFund, balance, fund_of
from onroll.figures.improvement.topics import OF_A_PARTNERSHIP, Happened, Kind, Topic
from onroll.web.config.home import home
from onroll.web.improvement.models import ImprovementTopic, TopicEvent
from onroll.web.improvement.permission import may_keep
from onroll.web.people.permission import by

ONE_AT_A_TIME = 0x66756E64
"""The number of the lock under which the money of a fund is asked for and decided on."""


def topics(*kinds: Kind) -> list[Topic]:
    """Every topic of these kinds with its events, in the order in which they were first written."""
    held = ImprovementTopic.objects.filter(kind__in=kinds).prefetch_related("events__by")
    return [each.topic() for each in held]


def balance_on(day: date) -> Balance | NoFund:
    """What is left of the fund and of the consultancy on a day, or why nobody can say."""
    try:
        return balance(fund_of(home()), topics(Kind.APPLICATION, Kind.CONSULTANCY), day)
    except NoFund as reason:
        return reason


def wait_for_ones_turn() -> None:
    """Until this transaction ends, nobody else asks for money or decides on it."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def topic_or_404(request: HttpRequest, number: int) -> Topic:
    """A topic that the asker keeps. Absent and not allowed give the same answer."""
    held = ImprovementTopic.objects.filter(pk=number).prefetch_related("events__by").first()
    if held is None or not may_keep(request.user, Kind(held.kind)):
        raise Http404
    return held.topic()


def token_of(request: HttpRequest) -> str:
    """The token of the form that was sent, or a new one."""
    return request.POST.get("token", "")[:32] or secrets.token_urlsafe(16)


def sent_before(token: str) -> int | None:
    """The number of the topic that the same form wrote already; null where none did."""
    return TopicEvent.objects.filter(token=token).values_list("topic_id", flat=True).first()


def begin(request: HttpRequest, kind: Kind, told: Mapping[str, str], token: str) -> int:
    """Write a new topic down; its number."""
    is_partnership = kind in OF_A_PARTNERSHIP
    made = ImprovementTopic.objects.create(
        kind=kind, is_partnership=is_partnership, made_by=by(request)
    )
    happens(request, made.pk, Happened.WRITTEN, told, token)
    return int(made.pk)


def happens(
    request: HttpRequest, number: int, kind: Happened, told: Mapping[str, str], token: str,
    on: date | None = None,
) -> None:  # fmt: skip
    """Write down what happened to a topic, once however often its form is sent."""
    user = by(request)
    assert user.sight is not None
    said = {
        "topic_id": number, "kind": kind, "on": on or user.sight.day, "told": dict(told),
        "by": user, "at": user.sight.at,
    }  # fmt: skip
    TopicEvent.objects.get_or_create(token=token, defaults=said)
