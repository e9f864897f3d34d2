"""How true is it? Every definition against Exampleshire's own truth, on every month end.

    run.py bench truth [--children N] [--clean] [--folder PATH]

Prints, for every definition over 36 month ends, how many children the record and the truth count,
precision, recall, and what kind of error each wrong child-month is. Nothing is asserted here.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa

from onroll.cli.demo import AS_SENT
from onroll.cli.load import load_files
from onroll.demo import make, statuses
from onroll.demo.judged_definitions import JUDGED
from onroll.record.definitions import CATALOGUE
from onroll.record.home import Home
from onroll.record.run import run
from onroll.record.spells import facts_in

AS_OF = date(2026, 11, 20)
CATALOGUE_BY_KEY = {definition.key: definition for definition in CATALOGUE}
FROM_BIRTH = {
    "compulsory_school_age", "reception_or_key_stage_1", "key_stage_2", "key_stage_3_or_year_10",
    "year_11",
}  # fmt: skip


def month_ends(first: date = date(2023, 11, 30), last: date = date(2026, 10, 31)) -> list[date]:
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in days if (day + timedelta(days=1)).day == 1]


@dataclass
class Score:
    """Child-months of one definition: in both, in the record only, in the truth only."""

    right: int = 0
    extra: int = 0
    missed: int = 0
    kinds: Counter = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.extra) if self.right + self.extra else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def record_of(folder: Path) -> Path:
    """The run over everything in a folder that `make` wrote; made there when it is not."""
    home = Home(folder)
    if not home.loads.exists():
        for outcome in load_files([folder / "files"], home, AS_SENT):
            if outcome.code:
                raise SystemExit(outcome.message)
    return run(home, as_of=AS_OF, known_at=datetime.now(UTC))


def scores(folder: Path, run_folder: Path, days: list[date]) -> dict[str, Score]:
    """The score of every definition that the truth judges, over all the days."""
    db = duckdb.connect()
    db.register("truth", statuses(folder / "truth", days))
    db.register("judged", pa.table({"definition": sorted(JUDGED)}))
    db.register("asked", pa.table({"day": pa.array(days, pa.date32())}))
    for name in ("records", "statuses", "facts"):
        db.execute(f"create view {name} as from read_parquet('{run_folder / name}.parquet')")
    db.execute(f"create view who as from read_parquet('{folder / 'truth' / 'people'}.parquet')")
    db.execute(f"create view lives as from read_parquet('{folder / 'truth' / 'lives'}.parquet')")
    db.execute("""
        create table mine as
        select child, person, count(*) as n from records join who using (source, local_id)
        group by all""")
    db.execute("""
        create table known_as as
        select child, arg_max(person, (n, person)) as person from mine group by child""")
    db.execute("""
        create table said as
        select day, person, definition, count(*) as times
        from statuses semi join judged using (definition)
        join asked on starts_on <= day and coalesce(ends_before > day, true)
        left join known_as using (child) group by all""")
    compared = db.execute("""
        select definition, day, person, coalesce(said.times, 0), truth.person is not null as so
        from said full join truth using (day, person, definition)""").fetchall()
    wrong = [row for row in compared if (row[3] > 0) != row[4] or row[3] > 1]
    people = sorted({row[2] for row in wrong if row[2]})
    db.register("wrong", pa.table({"person": pa.array(people, pa.string())}))
    held = held_by_person(db)
    found: dict[str, Score] = defaultdict(Score)
    for definition, _, _, times, so in compared:
        score = found[definition]
        score.right += bool(times and so)
        score.extra += times - bool(times and so)
        score.missed += bool(so and not times)
    for definition, day, person, times, _ in wrong:
        found[definition].kinds[kind(definition, held.get(person, []), day, times)] += 1
    return found


Held = dict[str, list[tuple[str, str, date, date | None]]]
"""By person: (record or truth, fact, starts_on, ends_before)."""


def held_by_person(db: duckdb.DuckDBPyConnection) -> Held:
    """What the record and the truth hold of each person who is wrong anywhere, and mislinks."""
    rows = db.execute("""
        with mislinked as (
          select person, 'two records, one child' as words from mine
          group by person having count(*) > 1
          union all
          select person, 'two children, one record' from mine
          where child in (select child from mine group by child having count(*) > 1))
        select person, 'record', fact, starts_on, ends_before
        from facts join known_as using (child) where person in (from wrong)
        union all
        select person, 'truth', fact, starts_on, ends_before from lives where person in (from wrong)
        union all
        select person, words, 'linking', date '2000-01-01', null from mislinked""").fetchall()
    found: Held = defaultdict(list)
    for person, *rest in rows:
        found[person].append(tuple(rest))
    return found


def kind(definition: str, held: list, day: date, times: int) -> str:
    """The class of one wrong child-month, as the docs explain it, with the facts that differ."""
    mislinked = sorted(side for side, fact, _, _ in held if fact == "linking")
    if mislinked or times > 1:
        return mislinked[0] if mislinked else "two records, one child"
    read = facts_in(CATALOGUE_BY_KEY[definition].expression) - FROM_BIRTH
    now = {
        side: {
            fact
            for of, fact, starts_on, ends_before in held
            if of == side and starts_on <= day and (ends_before is None or ends_before > day)
        }
        for side in ("record", "truth")
    }
    lacking = sorted((now["truth"] - now["record"]) & read)
    stale = sorted((now["record"] - now["truth"]) & read)
    told = [f"not told: {', '.join(lacking)}"] if lacking else []
    told += [f"told still, and no longer so: {', '.join(stale)}"] if stale else []
    return "; ".join(told) or "wrong dates or values"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=5000)
    parser.add_argument("--clean", action="store_true")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--definition", help="print every kind of error of this one")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        if not (folder / "truth").exists():
            make(folder, children=given.children, clean=given.clean, until=AS_OF)
        days = month_ends()
        found = scores(folder, record_of(folder), days)
    files = "clean" if given.clean else "as sent"
    print(f"{len(days)} month ends, {days[0]} to {days[-1]}; files {files}")
    print(f"{'definition':38} {'record':>8} {'truth':>8} {'precision':>9} {'recall':>7}")
    for key, score in sorted(found.items()):
        print(
            f"{key:38} {score.right + score.extra:8,} {score.right + score.missed:8,}"
            f" {score.precision:9.3f} {score.recall:7.3f}"
        )
        if given.definition in (key, "all"):
            for words, times in score.kinds.most_common(12):
                print(f"    {times:6,}  {words}")


if __name__ == "__main__":
    main()
