"""Deciding about two children, and taking a decision back: one at a time, then put into effect."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import connection

from onroll.record.people.decisions import Decision, Verdict, decide, take_back
from onroll.web.amending import follow
from onroll.web.config.home import home

# Any number, the same in every process.
DECIDING = 7_062_028


def one_at_a_time() -> None:
    """Until this transaction ends, nobody else decides: what is read now is still so when kept.

    It is asked for before anything is read. A page that decides must not hold the run still, for
    it publishes, and a publishing waits for whoever does.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [DECIDING])


def decide_and_amend(
    verdict: Verdict,
    one: Collection[str],
    other: Collection[str],
    *,
    at: datetime,
    by: str,
    why: str,
    instead_of: int | None = None,
) -> Decision:
    """Keep what somebody decided, and let the record that is shown follow it.

    `instead_of` is the number of a standing decision that this one takes back. Raises ValueError,
    in words for whoever decides, when it cannot be kept; nothing is then.
    """
    made = decide(home(), verdict, one, other, at=at, by=by, why=why, instead_of=instead_of)
    if verdict is not Verdict.NOT_SURE:
        follow((*one, *other), at=at)
    return made


def take_back_and_amend(decision: Decision, *, at: datetime, by: str, why: str) -> Decision:
    """Take a decision back, and let the record that is shown follow. Raises ValueError likewise."""
    made = take_back(home(), decision.number, at=at, by=by, why=why)
    if decision.verdict is not Verdict.NOT_SURE:
        follow((*decision.one, *decision.other), at=at)
    return made
