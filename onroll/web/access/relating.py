"""Whose each child is on the day of the run that is shown: the rows of `ChildRelation`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, Final

from django.db import connection

from onroll.web.access.acting import as_publisher

LEARNS_THERE: Final = ("on_roll", "subsidiary_roll", "college_student", "alternative_provision")
"""The facts by which a child is a school's or a provider's, as long as they are true."""

WANTED: Final = """
create temp table relation_wanted on commit drop as
select child::text, 'at:' || setting as relation from children_fact
where fact = any(%(facts)s) and setting <> '' and starts_on <= %(as_of)s
  and (ends_before is null or ends_before > %(as_of)s)
union
select child.child, 'team:' || team.id
from access_team team
join (select child, split_part(upper(trim(postcode)), ' ', 1) as district from children_child) child
  on team.postcode_districts = '{}' or child.district = any(team.postcode_districts)
  -- of no address, or of one outside every team's: every team's, so that none falls between them
  or not exists (
      select 1 from access_team other
      where other.retired_on is null and child.district = any(other.postcode_districts))
where team.retired_on is null and (team.definitions = '{}' or exists (
    select 1 from children_status status
    where status.child = child.child and status.definition = any(team.definitions)
      and status.starts_on <= %(as_of)s
      and (status.ends_before is null or status.ends_before > %(as_of)s)))
"""
ADJUSTED: Final = """
delete from access_childrelation related
where (%(only)s::text[] is null or child = any(%(only)s))
  and not exists (select 1 from relation_wanted wanted
                  where wanted.child = related.child and wanted.relation = related.relation);
insert into access_childrelation (child, relation)
select child, relation from relation_wanted
where %(only)s::text[] is null or child = any(%(only)s)
on conflict do nothing;
drop table relation_wanted;
"""


def relate(as_of: date, only: Collection[str] | None = None) -> None:
    """Make the rows what the published record says of a day; of these children alone, or of all."""
    asked: dict[str, Any] = {
        "facts": list(LEARNS_THERE), "as_of": as_of, "only": None if only is None else list(only)
    }  # fmt: skip
    with as_publisher(), connection.cursor() as cursor:
        cursor.execute(WANTED, asked)
        for statement in filter(str.strip, ADJUSTED.split(";")):
            cursor.execute(statement, asked)
        if only is None:  # else the pages' plans go by how many there were before
            cursor.execute("select onroll_analyze('access_childrelation')")
