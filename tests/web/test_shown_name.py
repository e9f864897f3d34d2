"""Of several names of one child, the one that is shown to everybody, also of a protected child."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pyarrow as pa
import pytest

from onroll.record import engines
from onroll.record.assemble import assemble
from onroll.record.gather import PERSON

NAMES = [
    ("social_care:1", "Amara", "Birthname"),
    ("pupil_system:9", "Mara", "Adopted"),
    ("pupil_system:10", "Mara", "Adopted-Birthname"),
    ("health:5", None, "Another"),
]
NOTHING = dict.fromkeys(PERSON)


@pytest.mark.parametrize("order", list(permutations(range(4)))[::5])
def test_of_several_names_the_most_trusted_sources_is_shown_in_whatever_order_they_came(
    order: tuple[int, ...],
) -> None:
    """Of two records of that source, the one whose number sorts first: "10" before "9"."""
    rows = [
        NOTHING
        | {
            "record_id": record, "source": record.partition(":")[0],
            "forename": forename, "surname": surname, "date_of_birth": date(2014, 5, 3),
            "feed": "a_feed", "file": "a.csv", "row": 2,
        }
        for record, forename, surname in (NAMES[place] for place in order)
    ]  # fmt: skip
    types = {"date_of_birth": pa.date32(), "row": pa.int64()}
    columns = {
        name: pa.array([row[name] for row in rows], types.get(name, pa.string()))
        for name in rows[0]
    }
    links = pa.table(
        {
            "record_id": columns["record_id"],
            "person_id": pa.array(["EC-1"] * 4),
            "reason": pa.array([""] * 4),
            "weight": pa.nulls(4, pa.float64()),
        }
    )
    db = engines.connect()
    db.register("source_record", pa.table(columns))
    db.execute("""
        create table said (record_id varchar, feed varchar, fact varchar, starts_on date,
            ends_before date, value varchar, setting varchar, file varchar, "row" bigint)""")
    assemble(db, links, date(2026, 11, 23))
    shown = db.execute("select forename, surname from children").fetchall()
    db.close()
    assert shown == [("Mara", "Adopted-Birthname")]
