"""Hours of education that schools tell again: those of one timetable count once.

Hours of a day are summed. What a school tells by form is often on a list too, and the sum would
make half a week a whole one; so on each day its word counts where no better source tells hours of
the child. What a school tells in its monthly return lasts until its next word, and no longer than
the child is on its roll. What a provider tells of a week is true of that week.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from onroll.record.feeds.columns import quoted

if TYPE_CHECKING:
    import duckdb

NEVER: Final = "date '9999-12-31'"

FORMS, WEEKS, RETURNS = "school_forms", "weekly_hours", "monthly_returns"

BETTER: Final = {
    FORMS: "better.feed = 'part_time_timetables'",
    WEEKS: "better.feed = 'placements'",
    RETURNS: f"better.feed <> {quoted(RETURNS)}",
}
"""For each feed that tells hours again, whose word is taken instead. A form tells the hours of a
timetable, which another place's may be added to; so does a provider of its own place, which a list
of placements may have as well. A monthly return tells those of the whole week."""

LEFT = f"""
create or replace temp table told as
select told.* replace (case when roll.ends_before < coalesce(told.ends_before, {NEVER})
                            then roll.ends_before else told.ends_before end as ends_before)
from told left join (
  select child, setting, max(coalesce(ends_before, {NEVER})) as ends_before
  from told where fact = 'on_roll' group by child, setting) as roll
  on roll.child = told.child and roll.setting = told.setting and told.feed = {quoted(RETURNS)}
where coalesce(roll.ends_before > told.starts_on, true)
"""

LEFT_OVER = """
create or replace temp table told as
with better as (
  select child, starts_on, coalesce(ends_before, {never}) as ends_before
  from told as better where fact = 'weekly_hours' and {better}),
again as (
  select row_number() over () as number, * from told
  where fact = 'weekly_hours' and feed = {feed}),
begins as (
  select number, starts_on from again
  union
  select number, better.ends_before from again join better on better.child = again.child
  where better.ends_before >= again.starts_on
  and better.ends_before < coalesce(again.ends_before, {never})),
stretches as (
  select number, starts_on, (
    select min(better.starts_on) from better
    where better.child = again.child and better.starts_on > begins.starts_on) as better_from
  from begins join (select number, child from again) as again using (number)
  where not exists (
    select 1 from better where better.child = again.child
    and better.starts_on <= begins.starts_on and better.ends_before > begins.starts_on))
select * from told where not (fact = 'weekly_hours' and feed = {feed})
union all
select again.* exclude (number) replace (
  stretches.starts_on as starts_on, least(again.ends_before, stretches.better_from) as ends_before)
from again join stretches using (number)
"""
"""Of each spell that is told again, the stretches in which no better source tells hours."""


def hours_told_once(db: duckdb.DuckDBPyConnection) -> None:
    """Take out of `told` the hours, or days of them, that a better source tells of the child."""
    db.execute(LEFT)
    for feed, better in BETTER.items():
        db.execute(LEFT_OVER.format(feed=quoted(feed), better=better, never=NEVER))
