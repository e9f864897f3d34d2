"""Referrals of children whom nobody knew: taken once, never changed, and handed on as a feed.

A referral is kept in a journal first. The file of the feed is made from all of the journal, so one
that could not be handed on goes with the next.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onroll.record.feeds.own_rows import land_rows
from onroll.record.people.journal import acts, add, writing

if TYPE_CHECKING:
    from onroll.record.feeds.loads import Load
    from onroll.record.home import Home

FEED = "referral"


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of a child, each "" where it was not.

    `born` is the date of birth as it was told; `date_of_birth` and `told_on` are ISO days, the
    first empty where only a month or a year was told. `sex` is F, M or U. `source` and `issue` are
    keys of `casework.referring`, empty where an earlier version did not ask.
    """

    surname: str
    forename: str
    born: str
    date_of_birth: str
    sex: str
    upn: str
    address: str
    postcode: str
    last_school: str
    told_by: str
    told_on: str
    source: str = ""
    issue: str = ""
    words: str = ""

    @property
    def told_day(self) -> dt.date:
        return dt.date.fromisoformat(self.told_on)


@dataclass(frozen=True, slots=True)
class Referral:
    """A referral as it was taken. `by` is the email address of who took it."""

    number: int
    told: Told
    at: dt.datetime
    by: str
    token: str

    @property
    def ref(self) -> str:
        return f"R{self.number:06}"

    @property
    def record_id(self) -> str:
        """The source record that a run makes of it."""
        return f"{FEED}:{self.ref}"


def take(home: Home, told: Told, *, at: dt.datetime, by: str, token: str) -> Referral:
    """Keep a referral. One that was taken with this token already is returned as it is, so that
    a form sent twice makes one."""
    if at.tzinfo is None:
        raise ValueError("at has no time zone")
    with writing(_journal(home)) as there:
        for each in map(_referral, there):
            if each.token == token:
                return each
        held: dict[str, Any] = {"told": asdict(told), "at": at, "by": by, "token": token}
        number = add(_journal(home), there, held)
    return Referral(number, told, at, by, token)


def referrals(home: Home) -> list[Referral]:
    """Every referral, in the order they were taken."""
    return [_referral(act) for act in acts(_journal(home))]


def hand_over(home: Home, *, at: dt.datetime, by: str) -> Load:
    """Make the feed's file of all referrals and land it; where it is landed already, that load.

    Raises `feeds.FileRefused` or OSError where it cannot be landed. The referrals are kept.
    """
    return land_rows(home, FEED, map(_row, referrals(home)), file="referrals", at=at, by=by)


def _row(taken: Referral) -> dict[str, str]:
    return asdict(taken.told) | {
        "referral_ref": taken.ref, "born_as_told": taken.told.born, "taken_by": taken.by,
    }  # fmt: skip


def _journal(home: Home) -> Path:
    return home.people / "referrals"


def _referral(act: dict[str, Any]) -> Referral:
    told = Told(**{f.name: act["told"][f.name] for f in fields(Told) if f.name in act["told"]})
    return Referral(act["number"], told, act["at"], act["by"], act["token"])
