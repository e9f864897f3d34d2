"""A transfer as a page shows it, to those who may take in and pass on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from onroll.record.exchange.awaiting import Awaited, awaited
from onroll.record.exchange.messages import Kind
from onroll.record.exchange.one_side import OPEN, TO_DECIDE, Side, Stage
from onroll.web.access.roles import TAKES_IN, may_see_shielded, may_take_in
from onroll.web.cases.on_today import cases_for
from onroll.web.children.status_words import Tag
from onroll.web.exchange.authorities import name_of
from onroll.web.exchange.forms import days_in_words
from onroll.web.exchange.keeping import here
from onroll.web.exchange.models import ExchangeMessage, Transfer
from onroll.web.people.permission import by

STAGES: Final = {
    Stage.OFFERED: ("Offered", "blue"),
    Stage.QUERIED: ("Question asked", "blue"),
    Stage.ACCEPTED: ("Accepted, not yet confirmed", "yellow"),
    Stage.CONFIRMED: ("Passed", "green"),
    Stage.REJECTED: ("Refused", "grey"),
    Stage.WITHDRAWN: ("Withdrawn", "grey"),
}

KINDS: Final = {
    Kind.OFFER: "Offer",
    Kind.QUERY: "Question",
    Kind.ANSWER: "Answer",
    Kind.ACCEPT: "Acceptance",
    Kind.REJECT: "Refusal",
    Kind.CONFIRM: "Confirmation and handover",
    Kind.WITHDRAW: "Withdrawal",
    Kind.RECEIPT: "Receipt",
}


@dataclass(frozen=True)
class Shown:
    """One transfer in a list or on its page. `name` is the child's, as the offer has it."""

    transfer: Transfer
    side: Side
    other: str
    gives: bool
    name: str
    waits: Awaited | None
    tag: Tag
    overdue: bool

    @property
    def duty(self) -> str:
        """Who has the duty, as far as it is known here, in words."""
        if self.side.stage is Stage.CONFIRMED:
            return self.other if self.gives else "We have"
        if self.gives:
            return "We have"
        if self.side.stage is Stage.ACCEPTED:
            return f"{self.other}, until it has our acceptance. We look after the child already"
        return self.other

    @property
    def to_name(self) -> bool:
        """Whether we took the child and nobody has said in which case here the child is."""
        took = not self.gives and self.side.stage in (Stage.ACCEPTED, Stage.CONFIRMED)
        return took and self.transfer.case is None

    @property
    def may_say(self) -> list[Kind]:
        """What somebody here may say next."""
        stage = self.side.stage
        if self.gives:
            answers = [Kind.ANSWER] if self.side.unanswered else []
            return [*answers, Kind.WITHDRAW] if stage in OPEN else []
        ready = stage in TO_DECIDE and self.side.has_offer
        return [Kind.ACCEPT, Kind.REJECT, Kind.QUERY] if ready else []


def transfers_for(user: Any) -> QuerySet[Transfer]:
    """The transfers that somebody may see: of children whose cases are theirs and not kept from
    them, and those that came in of children whom nobody here has named. What of these may be about
    a protected child is for those who see such children."""
    if not may_take_in(user):
        return Transfer.objects.none()
    unnamed = Q(case=None) if may_see_shielded(user) else Q(case=None, kept_back=False)
    theirs = Q(case__in=cases_for(user)) | unnamed
    return Transfer.objects.filter(theirs).select_related("case")


def pressing(user: Any) -> QuerySet[Transfer]:
    """Those of them in which it is for us to act, or what was awaited of another is overdue."""
    return transfers_for(user).filter(Q(ours=True) | Q(due_on__lt=user.sight.day))


def shown(transfer: Transfer, day: date) -> Shown:
    ours, held = here(), transfer.held()
    gives = transfer.giver == ours
    side, waits = transfer.side(), awaited(ours, held)
    offered: dict[str, str] = next(
        (row.told for row in transfer.messages.all() if row.kind == Kind.OFFER), {}
    )
    words, colour = STAGES[side.stage]
    return Shown(
        transfer, side, name_of(transfer.taker if gives else transfer.giver, day), gives,
        f"{offered.get('forename', '')} {offered.get('surname', '')}".strip() or "A child",
        waits, Tag(words, colour), waits is not None and waits.is_overdue(day),
    )  # fmt: skip


@dataclass(frozen=True)
class ShownMessage:
    """One message on a page: `ours` can be sealed and sent, again and again."""

    row: ExchangeMessage
    title: str
    ours: bool
    told: list[tuple[str, str]]
    received: bool


def messages_of(each: Shown) -> list[ShownMessage]:
    rows = each.transfer.messages.select_related("by")
    return [
        ShownMessage(
            row, KINDS[Kind(row.kind)], row.author == here(),
            days_in_words(row.told, Kind(row.kind)),
            (row.author, row.number) in each.side.received,
        )
        for row in rows
    ]  # fmt: skip


View = Callable[..., HttpResponse]


def for_who_takes_in(view: View) -> View:
    """A page for the roles that take in what others tell, and pass children on."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_take_in(request.user):
            return render(request, "exchange/not_allowed.html", {"roles": TAKES_IN}, status=403)
        return view(request, *args, **kwargs)

    return asked


def transfer_of(request: HttpRequest, number: int) -> Shown:
    """A transfer, for whoever may see it. Absent and not allowed give the same answer."""
    user = by(request)
    assert user.sight is not None
    found = transfers_for(user).filter(pk=number).prefetch_related("messages__transfer").first()
    if found is None:
        raise Http404
    return shown(found, user.sight.day)
