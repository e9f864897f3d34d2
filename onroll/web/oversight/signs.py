"""Signs of looking that no single look shows, searched for in the log of reads.

Searched whenever somebody opens the queue, from seven days before it was last searched, so that
nothing falls between two searches. What is found is put in the queue once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection

from onroll.web.access.acting import as_publisher
from onroll.web.oversight.budgets import LISTS, LOCK
from onroll.web.oversight.models import Kind, LogRead
from onroll.web.oversight.queue import Found, put_in_all

BACK: Final = timedelta(days=7)
AT_MOST_EVERY: Final = timedelta(seconds=50)

# The project's own numbers, held by the proof `snoop`: every scripted snoop and few lawful looks.
A_CROWD: Final = 6
"""Different people in seven days who open one child's record and do not work with the child."""
A_RUN: Final = 20
"""Different children whose record one person opens within half an hour."""
A_PLACE: Final = 30
"""The same of one school or provider within an hour."""
OUT_OF_HOURS: Final = 6
"""Different children within an hour before 7am, after 8pm or at a weekend."""
COMES_BACK: Final = 3
"""Days on which somebody asked for, or opened, a child whose glass they once broke."""
REFUSALS: Final = 3
"""Refusals of one day."""

OPENED: Final = """
opened as (
    select user_id, child, at, (at at time zone 'Europe/London') as local from access_read
    where at > %(since)s and at <= %(until)s and outcome = 'shown' and page <> all(%(lists)s)
)"""

CROWD: Final = f"""
with {OPENED}, days as (
    select distinct user_id, child, local::date as day from opened where not exists (
        select 1 from access_allocation allocated
        where allocated.user_id = opened.user_id and allocated.child = opened.child)
), crowds as (
    select late.child, late.day from days late
    join days before on before.child = late.child and before.day between late.day - 6 and late.day
    group by 1, 2 having count(distinct before.user_id) >= %(crowd)s
)
select days.user_id, max(days.day)::timestamp at time zone 'Europe/London',
       days.child || '|' || to_char(days.day, 'IYYY-IW'), days.child, ''
from crowds join days
  on days.child = crowds.child and days.day between crowds.day - 6 and crowds.day
group by days.user_id, days.child, to_char(days.day, 'IYYY-IW')
"""

# The first look at each child of a day; the many-th before this one was within the time.
RUNS: Final = f"""
with {OPENED}, firsts as (
    select user_id, child, local::date as day, min(at) as at from opened
    where %(out)s = false or extract(isodow from local) > 5
       or extract(hour from local) < 7 or extract(hour from local) >= 20
    group by 1, 2, 3
), counted as (
    select *, lag(at, %(many)s - 1) over (partition by user_id order by at) as began from firsts
)
select user_id, min(at), day::text, '', %(many)s || ' records or more, one after another'
from counted where at - began <= %(within)s::interval group by user_id, day
"""

OF_ONE_PLACE: Final = f"""
with {OPENED}, firsts as (
    select place.urn, opened.child, opened.local::date as day, min(opened.at) as at
    from opened join access_roleheld held on held.user_id = opened.user_id
      and held.starts_on <= opened.local::date
      and (held.ends_before is null or held.ends_before > opened.local::date)
    cross join lateral unnest(held.urns) as place (urn)
    group by 1, 2, 3
), counted as (
    select *, lag(at, %(many)s - 1) over (partition by urn order by at) as began from firsts
), runs as (
    select urn, day, min(at) as at from counted where at - began <= interval '1 hour' group by 1, 2
)
select opened.user_id, runs.at, runs.urn || '|' || runs.day, '',
       'The place with the URN ' || runs.urn
from runs join opened on opened.local::date = runs.day
join access_roleheld held on held.user_id = opened.user_id and runs.urn = any(held.urns)
group by opened.user_id, runs.at, runs.urn, runs.day
"""

RETURNED: Final = """
with broken as (
    select user_id, child, min(opened_at) as first from access_breakglass
    where opened_at > %(until)s::timestamptz - interval '90 days' and opened_at <= %(until)s
    group by user_id, child
), days as (
    select broken.user_id, broken.child, (read.at at time zone 'Europe/London')::date as day,
           max(read.at) as at
    from broken join access_read read using (user_id, child)
    where read.at >= broken.first and read.at <= %(until)s and read.page <> all(%(lists)s)
    group by 1, 2, 3
    union
    select user_id, child, (opened_at at time zone 'Europe/London')::date, max(opened_at)
    from access_breakglass where opened_at <= %(until)s group by 1, 2, 3
)
select days.user_id, max(at), days.child || '|' || to_char(max(at), 'IYYY-IW'), days.child,
       'on ' || count(distinct day) || ' days'
from days join broken using (user_id, child)
where not exists (select 1 from access_allocation allocated
                  where allocated.user_id = days.user_id and allocated.child = days.child)
group by days.user_id, days.child
having count(distinct day) >= %(many)s and max(at) > %(since)s
"""

REFUSED: Final = """
select user_id, max(at), (at at time zone 'Europe/London')::date::text, '', count(*) || ' times'
from access_read where at > %(since)s and at <= %(until)s and outcome = 'refused'
group by user_id, (at at time zone 'Europe/London')::date having count(*) >= %(many)s
"""


def asked(sql: str, **numbers: Any) -> Callable[[datetime, datetime], Iterator[Found]]:
    """A search of the log between two moments."""

    def search(since: datetime, until: datetime) -> Iterator[Found]:
        with connection.cursor() as cursor:
            cursor.execute(sql, {"since": since, "until": until, "lists": list(LISTS), **numbers})
            yield from (Found(*row) for row in cursor.fetchall())

    return search


SIGNS: Final[dict[Kind, Callable[[datetime, datetime], Iterator[Found]]]] = {
    Kind.CROWD: asked(CROWD, crowd=A_CROWD),
    Kind.RAN_THROUGH: asked(RUNS, out=False, within="30 minutes", many=A_RUN),
    Kind.OUT_OF_HOURS: asked(RUNS, out=True, within="1 hour", many=OUT_OF_HOURS),
    Kind.OF_ONE_PLACE: asked(OF_ONE_PLACE, many=A_PLACE),
    Kind.RETURNED: asked(RETURNED, many=COMES_BACK),
    Kind.REFUSED: asked(REFUSED, many=REFUSALS),
}


def search_the_log(until: datetime) -> None:
    """Put in the queue what the log shows up to a moment, unless that was done just before."""
    with as_publisher():
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
        last = LogRead.objects.order_by("-up_to").first()
        if last is not None and until - last.up_to < AT_MOST_EVERY:
            return
        # the first time, everything that the log still has
        since = last.up_to - BACK if last else until - timedelta(days=365)
        for kind, search in SIGNS.items():
            put_in_all(kind, search(since, until))
        LogRead.objects.create(up_to=until)
