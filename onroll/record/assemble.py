"""From source records, links and facts by record, to children and facts by child."""

from __future__ import annotations

from datetime import date

import duckdb
import pyarrow as pa

from onroll.record.gather import PERSON, age_facts, year_groups

TRUSTED = (
    "pupil_system", "school_census", "school_returns", "school_transfer", "admissions",
    "alternative_provision", "sen", "home_education", "social_care", "health", "medical_needs",
    "hospital_school", "careers", "youth_justice", "address_checks", "casework", "cme_log",
    "referral",
)  # fmt: skip
"""Sources in the order in which their value for a name, a birth date or an address is shown."""


def assemble(db: duckdb.DuckDBPyConnection, links: pa.Table, as_of: date) -> None:
    """Make `records`, `children` and `facts` from `source_record`, `said` and the links."""
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
    db.execute("""
        create or replace temp table facts as
        select child, fact, starts_on, ends_before, value, setting,
               min(said.feed) as feed,
               arg_min(said.file, (said.feed, said.file, said.row)) as file,
               arg_min(said.row, (said.feed, said.file, said.row)) as row
        from said join records using (record_id) group by all
        union all
        select person.child, fact, starts_on, ends_before, null, null,
               records.feed, records.file, records.row
        from person join aged using (date_of_birth)
        join (select child, min(trust) as trust from records where date_of_birth is not null
              group by child) as best using (child)
        join records using (child, trust)
        union all
        select child, 'upn_held', person.date_of_birth, null, null, null,
               records.feed, records.file, records.row
        from person
        join (select child, min(trust) as trust from records where upn is not null
              group by child) as best using (child)
        join records using (child, trust)
        where person.date_of_birth is not null""")
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
