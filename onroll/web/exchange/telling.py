"""What a transfer tells the case of its child, and what of the case goes with a handover."""

from __future__ import annotations

from typing import Final

from onroll.record.casework.events import Kind as CaseKind
from onroll.record.exchange.messages import Kind, Message
from onroll.web.access.models import User
from onroll.web.cases.actions import add
from onroll.web.children.models import Child
from onroll.web.config.home import home
from onroll.web.exchange.authorities import name_of
from onroll.web.exchange.models import Transfer

TOLD: Final = {
    Kind.OFFER: "We offered the child to {other}. The duty stays with us until they accept.",
    Kind.QUERY: "{other} asked about our offer.",
    Kind.ANSWER: "We answered the question of {other}.",
    Kind.ACCEPT: "{other} accepted the child.",
    Kind.REJECT: "{other} refused the child. The duty is still ours.",
    Kind.CONFIRM: (
        "We confirmed that to {other}: from today the duty is theirs. This case stays open until "
        "somebody asks to close it."
    ),
    Kind.WITHDRAW: "We withdrew our offer to {other}. The duty is still ours.",
}
"""What the giver's case is told of each message."""

TOLD_TAKER: Final = {
    Kind.CONFIRM: "{other} confirmed that it has our acceptance: the duty is ours.",
    Kind.WITHDRAW: "{other} had withdrawn the offer before our acceptance: the duty is theirs.",
}
"""What the taker's case is told of what comes after its acceptance."""


def tell_case(transfer: Transfer, message: Message, by: User) -> None:
    """Add to the case of the child, where it is open, what happened. Nothing is closed by that."""
    ours = home().authority.la_code
    as_giver = transfer.giver == ours
    words = (TOLD if as_giver else TOLD_TAKER).get(message.kind)
    case = transfer.case
    if words is None or case is None or not case.is_open:
        return
    assert by.sight is not None
    other = name_of(transfer.taker if as_giver else transfer.giver, by.sight.day)
    add(
        case, CaseKind.NOTED, {"words": f"{words.format(other=other)} ({transfer.reference})"},
        on=by.sight.day, by=by, at=by.sight.at,
        token=f"passing{transfer.pk}-{message.by}-{message.number}",
    )  # fmt: skip


def handover(transfer: Transfer) -> dict[str, str]:
    """What the taker is given so that it can go on: no note, nothing of another service."""
    offered = transfer.messages.get(kind=Kind.OFFER.value).told
    told = {name: offered[name] for name in ("forename", "surname", "date_of_birth")}
    told["contact"] = offered["contact"]
    case = transfer.case
    if case is None:
        return told
    told["opened_on"] = case.opened_on.isoformat()
    if seen := case.stands().seen_on():
        told["last_seen_on"] = seen.isoformat()
    if child := Child.objects.filter(pk=case.child).first():
        more = {
            "upn": child.upn,
            "sex": child.sex,
            "year_group": "" if child.year_group is None else str(child.year_group),
            "last_school": child.setting,
        }
        told |= {name: words for name, words in more.items() if words}
    return told
