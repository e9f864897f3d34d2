"""Each question that a contradiction puts: of whom, since when, to which place, on what rows.

A contradiction is swept with the definitions. Its spells go to `contradictions`, one row per child,
contradiction and spell, with the team or else the school (URN) to ask; and to
`contradiction_evidence` go the rows that say what cannot both be right: of each fact it reads those
true on the run's day or, where none is, the last before it. Of a spell that is over it is its last
day, and of one that is to come its first.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from onroll.record.definitions.catalogue.contradictions import CONTRADICTIONS
from onroll.record.definitions.contradiction import Contradiction
from onroll.record.engines import DuckDB
from onroll.record.spells import EPOCH, FOREVER, Spells, day_number

PREFIX = "contradiction:"


class UnknownContradiction(LookupError):
    """No contradiction has this key."""


def contradiction_named(key: str) -> Contradiction:
    """The contradiction with this key. Raises `UnknownContradiction`, naming those there are."""
    for held in CONTRADICTIONS:
        if held.key == key:
            return held
    raise UnknownContradiction(
        f"No contradiction is called '{key}'. There are: "
        f"{', '.join(each.key for each in CONTRADICTIONS)}."
    )


def contradiction_expressions() -> dict[str, Spells]:
    """What the sweep must work out, beside the definitions, before anything is written."""
    return {f"{PREFIX}{each.key}": each.expression for each in CONTRADICTIONS}


FOUND = """
select child, contradiction, s, e,
       case when s > {as_of} then s when e > {as_of} then {as_of} else e - 1 end as asked_on
from statuses
join contradiction_asked on definition = asked_as"""

EVIDENCE = f"""
select child, contradiction, s, fact, starts_on, ends_before, value, setting, feed, file, "row"
from (select found.child, found.contradiction, found.s, found.asked_on, told.fact, told.starts_on,
             told.ends_before, told.value, told.setting, told.feed, told.file, told."row",
             told.ended, max(told.ended) over
               (partition by found.child, found.contradiction, found.s, told.fact) as last_ended
      from contradiction_found as found
      join contradiction_reads as reads on reads.contradiction = found.contradiction
      join (select child, fact, starts_on, ends_before, value, setting, feed, file, "row",
                   date_diff('day', date '{EPOCH}', starts_on) as begun,
                   coalesce(date_diff('day', date '{EPOCH}', ends_before), {FOREVER}) as ended
            from facts) as told
        on told.child = found.child and told.fact = reads.fact
           and told.begun <= found.asked_on and told.begun < told.ended) as told
where ended > asked_on or (last_ended <= asked_on and ended = last_ended)"""

ASKED = """
select child, contradiction, s, setting as school from (
  select told.child, told.contradiction, told.s, told.setting,
         row_number() over (partition by told.child, told.contradiction, told.s
                            order by asked.place, told.starts_on, told.setting) as nth
  from contradiction_rows as told
  join contradiction_schools as asked on asked.contradiction = told.contradiction
       and asked.fact = told.fact
  where told.setting <> '') as numbered
where nth = 1"""


def write_contradictions(on: DuckDB, as_of: date, folder: Path) -> None:
    """Write `contradictions` and `contradiction_evidence` into a run's folder.

    The engine must hold `facts`, and the sweep's `statuses` of `contradiction_expressions`.
    """
    asked = ", ".join(
        f"('{PREFIX}{each.key}', '{each.key}', '{each.asked_of.team}')" for each in CONTRADICTIONS
    )
    schools = ", ".join(
        f"('{each.key}', '{fact}', {place})"
        for each in CONTRADICTIONS
        for place, fact in enumerate(each.asked_of.schools_of)
    )
    reads = ", ".join(
        f"('{each.key}', '{fact}')" for each in CONTRADICTIONS for fact in each.evidence
    )
    on.table(
        "contradiction_asked",
        "select asked_as, contradiction, team "
        f"from (values {asked}) as named(asked_as, contradiction, team)",
    )
    on.table(
        "contradiction_schools",
        "select contradiction, fact, place "
        f"from (values {schools}) as named(contradiction, fact, place)",
    )
    on.table(
        "contradiction_reads",
        f"select contradiction, fact from (values {reads}) as named(contradiction, fact)",
    )
    on.table("contradiction_found", FOUND.format(as_of=day_number(as_of)))
    on.table("contradiction_rows", EVIDENCE)
    on.table("contradiction_school", ASKED)
    on.write(
        f"""
        select found.child, found.contradiction, {as_date("found.s")} as starts_on,
               {as_date("found.e")} as ends_before, school.school,
               case when school.school is null then asked.team end as team
        from contradiction_found as found
        join contradiction_asked as asked on asked.contradiction = found.contradiction
        left join contradiction_school as school on school.child = found.child
             and school.contradiction = found.contradiction and school.s = found.s
        order by found.child, found.contradiction, found.s""",
        folder / "contradictions.parquet",
    )
    on.write(
        f"""
        select child, contradiction, {as_date("s")} as contradicts_from, fact, starts_on,
               ends_before, value, setting, feed, file, "row"
        from contradiction_rows
        order by child, contradiction, s, fact, starts_on, ends_before, value, setting, feed,
                 file, "row" """,
        folder / "contradiction_evidence.parquet",
    )


def as_date(day: str) -> str:
    return f"case when {day} < {FOREVER} then date '{EPOCH}' + cast({day} as int) end"
