"""How many different children somebody may see in a day, and what they have seen of it.

Counted from the log of reads itself, under a lock of the person: of two requests at one moment the
second waits until the first has written down whom it shows.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

from django.db import connection
from django.utils.timezone import get_default_timezone, localdate

from onroll.web.access.acting import as_publisher
from onroll.web.access.models import Role, RoleHeld
from onroll.web.access.policy import REACH, Reach

Measure = Literal["opened", "listed", "asked", "exported"]
Group = Literal["officers", "managers", "schools", "place"]

LISTS: Final = (
    "today", "children", "near_misses", "questions", "questions_file", "compare_file", "what_if",
    "what_if_file", "exits_by_school", "matches", "decisions", "referrals", "referral", "shields",
    "own_pupils", "my_access", "review", "changes", "changes_file", "person", "letters", "cases",
    "siblings", "accountability", "tell_us", "receipt", "everything_sent", "told_us",
    "monthly_return", "gap_file", "one_return", "weekly_hours", "one_week", "our_school",
    "ask_questions", "asked_questions", "our_questions", "our_question", "returns",
)  # fmt: skip
"""The pages that list children. Every other page, also one made tomorrow, opens a record."""

AGREED: Final = "_agreed"
"""What the log of reads has after the page's name where a second person agreed to the file."""

ASKING: Final = "open_a_record"
LOCK: Final = 7_062_041
"""Any number of ours; with a person's own it makes the lock of that person."""

GROUPS: Final[dict[Reach, Group]] = {
    Reach.EVERY_CHILD: "managers",
    Reach.TEAM: "officers",
    Reach.ALLOCATED: "officers",
    Reach.AT_THEIRS: "schools",
    Reach.ASKED: "officers",
    Reach.PASSES: "officers",
    Reach.NOBODY: "officers",
}


class BudgetMet(Exception):
    """Somebody asked for more children than they may see in a day. `children` were not shown."""

    def __init__(self, measure: Measure, limit: int, children: Collection[str], place: str = ""):
        super().__init__(measure)
        self.measure, self.limit, self.children, self.place = measure, limit, children, place


@dataclass(frozen=True)
class Spent:
    """What somebody has seen of one measure today: others than these, and these already."""

    others: int
    already: int
    raises: int


@cache
def numbers() -> dict[str, Any]:
    text = files("onroll.web.oversight").joinpath("budgets.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def number(measure: str, group: str, day: date) -> int:
    """The number in force on a day, or the first before there was one. Raises KeyError."""
    dated = numbers()[measure][group]["from"]
    since = [start for start in sorted(dated) if start <= day.isoformat()]
    return int(dated[since[-1] if since else min(dated)])


def base(user: Any, measure: Measure, day: date) -> int:
    """The most of a measure for somebody's roles; of several, the largest."""
    roles = user.sight.roles if user.sight else ()
    groups = {GROUPS[REACH[Role(role)]] for role in roles} or {"officers"}
    found = [number(measure, group, day) for group in groups if group in numbers()[measure]]
    return max(found, default=0)


def the_day_of(at: datetime) -> dict[str, datetime]:
    """From midnight to midnight in London, for a query: to the end, and not to `at`, which is when
    a request began, for the one before it in the queue wrote later than that."""
    since, until = (
        datetime.combine(localdate(at) + timedelta(days=n), time.min, get_default_timezone())
        for n in (0, 1)
    )
    return {"since": since, "until": until}


def measure_of(page: str) -> Measure:
    return "listed" if page in LISTS else "opened"


COUNTED: Final = """
select count(distinct child) filter (where child <> all(%(these)s)),
       count(distinct child) filter (where child = any(%(these)s)),
       (select count(*) from oversight_budgetraised
        where user_id = %(user)s and day = %(day)s and measure = %(measure)s)
from access_read where user_id = %(user)s and at >= %(since)s and at < %(until)s and
"""
WHICH: Final = {
    "opened": "outcome = 'shown' and page <> all(%(lists)s)",
    "listed": f"outcome <> 'refused' and page = any(%(lists)s) and page not like '%%\\{AGREED}'",
    "exported": f"outcome = 'exported' and page not like '%%\\{AGREED}'",
}


def wait_for_ones_turn(user: int) -> None:
    """Until this transaction ends, no other request of this person counts. A query of its own: what
    is counted after it has all that was written before."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [LOCK, user % 2**31])


def spent(user: int, measure: Measure, these: Iterable[str], at: datetime) -> Spent:
    asked = {
        "user": user, "measure": measure, "these": list(these), "lists": list(LISTS),
        "day": localdate(at), **the_day_of(at),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(COUNTED + WHICH[measure], asked)
        return Spent(*(cursor.fetchone() or (0, 0, 0)))


def spend(user: Any, children: Collection[str], page: str, at: datetime) -> None:
    """Let somebody see these children on a page, or raise `BudgetMet`.

    A child seen earlier in the day costs nothing again.
    """
    wait_for_ones_turn(user.pk)
    measure = measure_of(page)
    so_far = spent(user.pk, measure, children, at)
    limit = base(user, measure, localdate(at)) * (1 + so_far.raises)
    new = len(children) - so_far.already
    if new and so_far.others + len(children) > limit:
        raise BudgetMet(measure, limit, children)
    if new and measure == "opened":
        spend_of_places(user, children, at)


OF_A_PLACE: Final = """
select count(distinct child) from access_read
where user_id in (select user_id from access_roleheld where %(urn)s = any(urns)
                  and starts_on <= %(day)s and (ends_before is null or ends_before > %(day)s))
  and at >= %(since)s and at < %(until)s and child <> all(%(these)s)
  and outcome = 'shown' and page <> all(%(lists)s)
"""


def spend_of_places(user: Any, children: Collection[str], at: datetime) -> None:
    """The same for everybody of a school or provider together, or raise `BudgetMet`."""
    held: Iterable[RoleHeld] = user.sight.held if user.sight else ()
    day = localdate(at)
    for urn in sorted({urn for role in held for urn in role.urns}):
        asked: dict[str, Any] = {
            "urn": urn, "day": day, "these": list(children), "lists": list(LISTS),
            **the_day_of(at),
        }  # fmt: skip
        with as_publisher(), connection.cursor() as cursor:
            # of two people of one school, too, the second waits
            cursor.execute("select pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK + 1, urn])
            cursor.execute(OF_A_PLACE, asked)
            (others,) = cursor.fetchone() or (0,)
        limit = number("opened", "place", day)
        if others + len(children) > limit:
            raise BudgetMet("opened", limit, children, place=urn)


def may_ask_once_more(user: Any, at: datetime) -> None:
    """Let somebody ask for a child who is not theirs, or raise `BudgetMet`.

    Asked before anything is looked up, so that the answer does not depend on the child.
    """
    wait_for_ones_turn(user.pk)
    asked = {"user": user.pk, "page": ASKING, **the_day_of(at)}
    with connection.cursor() as cursor:
        cursor.execute(
            """select (select count(*) from access_read where user_id = %(user)s and page = %(page)s
                         and outcome = 'refused' and at >= %(since)s and at < %(until)s)
                    + (select count(*) from access_breakglass where user_id = %(user)s
                         and opened_at >= %(since)s and opened_at < %(until)s)""",
            asked,
        )
        (tries,) = cursor.fetchone() or (0,)
    opened = spent(user.pk, "opened", [], at)
    day = localdate(at)
    if tries >= base(user, "asked", day):
        raise BudgetMet("asked", base(user, "asked", day), [])
    limit = base(user, "opened", day) * (1 + opened.raises)
    if opened.others + 1 > limit:
        raise BudgetMet("opened", limit, [])
