"""A made-up country: children by the million, authority by authority, as a run's Parquet has them.

No child in it is like any child: ages, a roll and an address as most children have them, and a
spell of every other fact here and there, so that every definition and clock has somebody to find.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from onroll.record.gather import age_facts
from onroll.record.spells import Steps
from onroll.record.timeline import Child

OF_ONE_AUTHORITY = 64_000
NEIGHBOURS = 10
SCHOOLS = 40
URNS = [f"1{n:05}" for n in range(SCHOOLS)]
FIRST_DAY, LAST_DAY = date(2023, 9, 1), date(2026, 7, 20)
ELDEST, YOUNGEST = date(2007, 9, 1), date(2021, 8, 31)

SELDOM = 0.005
"""The share of children who have a spell of any one of the other facts."""


def england(folder: Path, children: int, seed: int) -> list[Path]:
    """Write one Parquet file of facts for each authority, and `schools.parquet` beside them.

    The folders of neighbours that the facts lie in.
    """
    for number, begun in enumerate(range(0, children, OF_ONE_AUTHORITY)):
        region = folder / f"region-{number // NEIGHBOURS:02}"
        region.mkdir(parents=True, exist_ok=True)
        path = region / f"facts-{number:03}.parquet"
        count = min(OF_ONE_AUTHORITY, children - begun)
        pq.write_table(authority(count, begun, np.random.default_rng([seed, number])), path,
                       compression="zstd")  # fmt: skip
    pq.write_table(schools(), folder / "schools.parquet")
    return sorted(folder.glob("region-*"))


def schools() -> pa.Table:
    """The schools and the authority's own calendar, as a run has them: open Monday to Friday."""
    days = [FIRST_DAY + timedelta(n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]
    weekdays = [day for day in days if day.weekday() < 5]
    urns = ["", *URNS]
    return pa.table({"urn": urns, "days": pa.array([weekdays] * len(urns))})


def authority(count: int, begun: int, rng: np.random.Generator) -> pa.Table:
    """The facts of one authority's children, in no order."""
    return pa.concat_tables(
        [
            of_age(count, begun, rng),
            *(
                spells(fact, begun + np.flatnonzero(rng.random(count) < share), rng, steps=steps)
                for fact, (share, steps) in shares().items()
            ),
        ]
    )


def shares() -> Mapping[str, tuple[float, bool]]:
    """How many children have a spell of each fact, and whether the fact is a number over time."""
    usual = {"on_roll": 0.95, "address_in_area": 0.98, "address_verified": 0.9, "admitted": 0.3}
    said = [each for each in said_of_children() if each.name not in FROM_BIRTH]
    return {each.name: (usual.get(each.name, SELDOM), isinstance(each, Steps)) for each in said}


def said_of_children() -> Iterator:
    for name in Child.vocabulary:
        yield getattr(Child, name)


def of_age(count: int, begun: int, rng: np.random.Generator) -> pa.Table:
    days = (YOUNGEST - ELDEST).days
    born = rng.integers(0, days, count)
    different = np.unique(born)
    dates = [ELDEST + timedelta(int(day)) for day in different]
    known = age_facts(dates)
    at = {dob: place for place, dob in enumerate(dates)}
    of_born = np.array([at[dob] for dob in known["date_of_birth"].to_pylist()])
    rows_of = [np.flatnonzero(of_born == place) for place in range(len(dates))]
    place = np.searchsorted(different, born)
    rows = np.concatenate([rows_of[each] for each in place])
    who = np.repeat(np.arange(count), [len(rows_of[each]) for each in place])
    chosen = known.take(pa.array(rows))
    return table(names(begun + who), chosen["fact"], chosen["starts_on"], chosen["ends_before"])


FROM_BIRTH = frozenset(age_facts([ELDEST])["fact"].to_pylist())


def spells(fact: str, who: np.ndarray, rng: np.random.Generator, *, steps: bool) -> pa.Table:
    begins = rng.integers(0, (LAST_DAY - FIRST_DAY).days, len(who))
    lasts = rng.integers(1, 300, len(who))
    epoch = (FIRST_DAY - date(1970, 1, 1)).days
    starts = pa.array((epoch + begins).astype(np.int32)).cast(pa.date32())
    ends = pa.array((epoch + begins + lasts).astype(np.int32), mask=rng.random(len(who)) < 0.4)
    school = rng.integers(0, SCHOOLS, len(who))
    return table(
        names(who),
        pa.array([fact]).take(pa.array(np.zeros(len(who), np.int32))),
        starts,
        ends.cast(pa.date32()),
        pa.array(rng.integers(0, 120, len(who)) / 4) if steps else None,
        pa.array(URNS).take(pa.array(school)),
    )


def names(who: np.ndarray) -> pa.Array:
    return pc.utf8_lpad(pa.array(who).cast(pa.string()), 8, "0")


def table(child, fact, starts_on, ends_before, value=None, setting=None) -> pa.Table:
    count = len(child)
    return pa.table(
        {
            "child": child,
            "fact": fact,
            "starts_on": starts_on,
            "ends_before": ends_before,
            "value": pa.nulls(count, pa.float64()) if value is None else value,
            "setting": pa.nulls(count, pa.string()) if setting is None else setting,
            "feed": pa.array(["made up"]).take(pa.array(np.zeros(count, np.int32))),
            "file": pa.array(["england"]).take(pa.array(np.zeros(count, np.int32))),
            "row": pa.array(np.arange(count, dtype=np.int32)),
        }
    )
