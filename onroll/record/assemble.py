"""From source records, links and facts by record, to children and facts by child."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import duckdb
import pyarrow as pa

from onroll.record.gather import PERSON, age_facts, year_groups
from onroll.record.hours_told import hours_told_once
from onroll.record.questions.answered import Received, hear_answers

TRUSTED = (
    "pupil_system", "school_census", "school_returns", "school_transfer", "admissions",
    "alternative_provision", "sen", "home_education", "social_care", "health", "medical_needs",
    "hospital_school", "careers", "youth_justice", "address_checks", "casework", "cme_log",
    "referral", "school_forms", "question_answers",
)  # fmt: skip
"""Sources in the order in which their value for a name, a birth date or an address is shown."""


SIGNS_OF_LIFE = ("admitted", "reinstated", "marked_present", "child_seen")
"""Facts that nobody tells of a child who has died."""

DIED = f"""
create or replace temp table died as
select child, min(starts_on) as starts_on, min(feed) as feed,
       arg_min(file, (feed, file, row)) as file, arg_min(row, (feed, file, row)) as row
from told as death where fact = 'death_recorded' and not exists (
  select 1 from told as alive where alive.child = death.child
  and alive.fact in {SIGNS_OF_LIFE}
  and coalesce(alive.ends_before, date '9999-12-31') > death.starts_on + 1)
group by child
"""
"""Whoever is recorded as having died and not known to be alive after that day: one row a child.

A slip of one letter must not end the search for a living child.
"""

FACTS = """
create or replace temp table facts as
select * from told
union all
select child, 'died', starts_on, null, null, null, feed, file, row from died
union all
-- an age ends with a life, and with it whatever is asked of a child of that age
select person.child, fact, aged.starts_on, least(ends_before, died.starts_on), null, null,
       records.feed, records.file, records.row
from person join aged using (date_of_birth)
join (select child, min(trust) as trust from records where date_of_birth is not null
      group by child) as best using (child)
join records using (child, trust)
left join died on died.child = person.child
where coalesce(aged.starts_on < died.starts_on, true)
union all
-- since whenever anything was told of a child of whom nobody gives a date of birth
select person.child, 'age_not_known', first.starts_on, died.starts_on, null, null,
       first.feed, first.file, first.row
from person
join (select child, min(starts_on) as starts_on,
             arg_min(feed, (starts_on, feed, file, row)) as feed,
             arg_min(file, (starts_on, feed, file, row)) as file,
             arg_min(row, (starts_on, feed, file, row)) as row
      from told group by child) as first using (child)
left join died on died.child = person.child
where person.date_of_birth is null and coalesce(first.starts_on < died.starts_on, true)
union all
select child, 'upn_held', person.date_of_birth, null, null, null,
       records.feed, records.file, records.row
from person
join (select child, min(trust) as trust from records where upn is not null
      group by child) as best using (child)
join records using (child, trust)
where person.date_of_birth is not null
"""


def assemble(
    db: duckdb.DuckDBPyConnection,
    links: pa.Table,
    as_of: date,
    received: Iterable[Received] = (),
) -> None:
    """Make `records`, `children` and `facts` from `source_record`, `said` and the links.

    `received` are the files in force with the day each came; of an answer it is asked which of them
    came later.
    """
    db.register("linked", links)
    trust = " ".join(f"when '{source}' then {n}" for n, source in enumerate(TRUSTED))
    db.execute(f"""
        create or replace temp table records as
        select record_id, person_id as child, reason, weight, source_record.* exclude (record_id),
               lpad((case source {trust} else 99 end)::varchar, 2, '0') || record_id as trust
        from source_record join linked using (record_id)""")
    shown = ", ".join(
        f"arg_min({column}, trust) filter (where {column} is not null) as {column}"
        for column in PERSON
    )
    db.execute(
        f"create or replace temp table person as select child, {shown} from records group by child"
    )
    found = db.execute("select distinct date_of_birth from person where date_of_birth is not null")
    born = sorted(dob for (dob,) in found.fetchall())
    db.register("aged", age_facts(born))
    db.register("grouped", year_groups(born, as_of))
    hear_answers(db, received)
    db.execute("""
        create or replace temp table told as
        select child, fact, starts_on, ends_before, value, setting,
               min(feed) as feed,
               arg_min(file, (feed, file, row)) as file,
               arg_min(row, (feed, file, row)) as row
        from heard group by all""")
    hours_told_once(db)
    db.execute(DIED)
    db.execute(FACTS)
    db.execute(
        """
        create or replace temp table children as
        select person.child, forename, surname, date_of_birth, sex, ethnicity, upn, nhs_number,
               address, postcode, main.setting, year_group
        from person left join grouped using (date_of_birth) left join (
          select child, arg_max(setting, (starts_on, setting)) as setting from facts
          where fact = 'on_roll' and starts_on <= $1 and coalesce(ends_before > $1, true)
          group by child) as main using (child)""",
        [as_of],
    )
