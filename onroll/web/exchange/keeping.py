"""Keeping what was written and what came: messages are added, where a transfer stands follows."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from contextlib import nullcontext
from datetime import date
from typing import Final

from django.db import IntegrityError, transaction

from onroll.record.exchange import sending
from onroll.record.exchange.awaiting import awaited
from onroll.record.exchange.contents import check_told
from onroll.record.exchange.messages import BadMessage, Kind, Message
from onroll.record.exchange.one_side import Side, side_of
from onroll.record.exchange.sealed_file import Opened, OpenedBefore
from onroll.web.access.acting import as_publisher
from onroll.web.access.models import RestrictedChild, User
from onroll.web.cases.models import Case
from onroll.web.children.dates import Days
from onroll.web.children.models import Child, ChildQuerySet
from onroll.web.config.home import home
from onroll.web.exchange.models import ExchangeMessage, PackageOpened, Transfer
from onroll.web.exchange.telling import handover, tell_case
from onroll.web.matching.finding import Asked, found_among

NOT_YOURS: Final = (
    "This belongs to an offer that is not here, or is not yours to see. Ask a colleague who works "
    "with the child to take it in."
)


def here() -> str:
    """The number of this authority."""
    return home().authority.la_code


def sides_of(child: str) -> list[Side]:
    """Our side of every transfer of a child."""
    theirs = Transfer.objects.filter(case__child=child).prefetch_related("messages__transfer")
    return [each.side() for each in theirs]


@transaction.atomic
def offer(*, case: Case, taker: str, told: Mapping[str, str], by: User, token: str) -> Transfer:
    """Offer the child of a case to another authority. One that was sent with this token already is
    given back. Raises `BadMessage` where the child is not ours to pass on, or is offered already.
    """
    assert by.sight is not None
    held = Case.objects.select_for_update().get(pk=case.pk)
    if sent := ExchangeMessage.objects.filter(token=token).select_related("transfer").first():
        return sent.transfer
    if not held.is_open:
        raise BadMessage("The case is over. Open it again before you offer the child.")
    sides = sides_of(held.child)
    message = sending.offer(
        here(), taker, sides, came_otherwise=True, transfer=secrets.token_hex(12),
        on=by.sight.day,
    )  # fmt: skip
    check_told(Kind.OFFER, told)
    made = begin(message, case=held, at_by=by)
    add(made, message, told, by=by, token=token)
    settle(made, {message: message.on})
    tell_case(made, message, by)
    return made


def begin(message: Message, *, case: Case | None, at_by: User, kept_back: bool = False) -> Transfer:
    assert at_by.sight is not None
    return Transfer.objects.create(
        name=message.transfer, turn=message.turn, giver=message.giver, taker=message.taker,
        case=case, kept_back=kept_back, stage="offered", began_at=at_by.sight.at,
    )  # fmt: skip


@transaction.atomic
def say(
    transfer: Transfer, kind: Kind, told: Mapping[str, str], *, by: User, token: str, about: int = 0
) -> None:
    """Write what a person says next in a transfer. Raises `BadMessage` in words."""
    assert by.sight is not None
    locked = Transfer.objects.select_for_update().get(pk=transfer.pk)
    if ExchangeMessage.objects.filter(token=token).exists():
        return
    held = locked.held()
    message = sending.write(frozenset(held), kind, here=here(), on=by.sight.day, about=about)
    check_told(kind, told)
    add(locked, message, told, by=by, token=token)
    settle(locked, {**held, message: by.sight.day})
    tell_case(locked, message, by)


@transaction.atomic
def take_in(opened: Opened, *, by: User) -> Transfer:
    """Take in what was in a sealed file, with what it is answered by itself.

    Raises `BadMessage` where it cannot be part of what is here, and `OpenedBefore`.
    """
    assert by.sight is not None
    when = {"by": by, "at": by.sight.at}
    _, is_new = PackageOpened.objects.get_or_create(package=opened.package_id, defaults=when)
    if not is_new:
        raise OpenedBefore("This very file was opened here before. Nothing was changed by it now.")
    came = opened.package.message
    found = Transfer.objects.select_for_update().filter(name=came.transfer).first()
    ours = here()
    if found is None and came.giver == ours:
        raise BadMessage(NOT_YOURS)
    told, offers_us = opened.package.told, came.kind is Kind.OFFER and came.taker == ours
    kept_back = offers_us and may_be_protected(told)
    with as_publisher() if kept_back else nullcontext():
        return kept(opened, found, by=by, kept_back=kept_back)


def kept(opened: Opened, found: Transfer | None, *, by: User, kept_back: bool) -> Transfer:
    assert by.sight is not None
    came, ours, day = opened.package.message, here(), by.sight.day
    held: dict[Message, date] = found.held() if found else {}
    after = sending.receive(frozenset(held), came, here=ours, on=day)
    try:
        with transaction.atomic():
            transfer = found or begin(came, case=None, at_by=by, kept_back=kept_back)
    except IntegrityError:  # it is here, and is about a child whom the asker may not see
        raise BadMessage(NOT_YOURS) from None
    transfer.kept_back = transfer.kept_back or kept_back
    new = sorted(after.held - set(held), key=lambda each: each.by == ours)
    for message in new:
        told = opened.package.told if message == came else told_by_itself(transfer, message)
        token = f"{opened.package_id}+{message.by}{message.number}"
        add(transfer, message, told, by=by, token=token)
    settle(transfer, held | dict.fromkeys(new, day))
    for message in new:
        tell_case(transfer, message, by)
    return transfer


def may_be_protected(told: Mapping[str, str]) -> bool:
    """Whether an offer may be about a child whom a shield covers, of all whom the record has."""
    with as_publisher():
        everybody: ChildQuerySet = Child.objects.all()
        like = found_among(asked_of(told), everybody, everybody)
        return RestrictedChild.objects.filter(pk__in=[child.pk for child in like]).exists()


def asked_of(told: Mapping[str, str]) -> Asked:
    """What an offer says of who the child is."""
    try:
        day = date.fromisoformat(told["date_of_birth"])
    except ValueError:
        return Asked(told["surname"])
    return Asked(told["surname"], Days(day, day))


def told_by_itself(transfer: Transfer, message: Message) -> Mapping[str, str]:
    """What a message tells that nobody writes: the handover, or that the offer was off before."""
    if message.kind is Kind.CONFIRM:
        return handover(transfer)
    if message.kind is Kind.WITHDRAW:
        return {"words": "The offer was over before your acceptance came."}
    return {}


def add(
    transfer: Transfer, message: Message, told: Mapping[str, str], *, by: User, token: str
) -> None:
    assert by.sight is not None
    check_told(message.kind, told)
    ExchangeMessage.objects.create(
        transfer=transfer, author=message.by, number=message.number, kind=message.kind.value,
        on=message.on, about=message.about, told=dict(told), by=by, at=by.sight.at, token=token,
    )  # fmt: skip


def settle(transfer: Transfer, held: Mapping[Message, date]) -> None:
    """Keep beside the messages what lists are made of."""
    waits = awaited(here(), held)
    transfer.stage = side_of(held).stage.value
    transfer.due_on = waits.due_on if waits else None
    transfer.ours = waits.ours if waits else False
    transfer.save()
