"""What colleagues did in Exampleshire before you signed in, so that there is work to look at.

They took two children for one, they are not sure about a pair, and they protect a child who may
have a second record. Who is who is looked up in the truth, which the record itself never reads.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path

import pyarrow.parquet as pq

from onroll.cli.runs import Run
from onroll.record.home import Home
from onroll.record.people.decisions import Verdict, decide
from onroll.record.people.shields import Kind, raise_shield

READERS = ("analyst@exampleshire.example", "safeguarding@exampleshire.example")
"""Who read the wrong record while it held two children."""


@dataclass(frozen=True)
class Done:
    """A record of each child with whom something was done; empty where the run has no such pair."""

    joined_by_mistake: str = ""
    not_sure: str = ""
    protected: str = ""


@dataclass(frozen=True)
class Doubt:
    """A possible match: every record of each side, the pair that was compared first."""

    one: tuple[str, ...]
    other: tuple[str, ...]
    is_one_child: bool
    harm: int


def decided(home: Home, run: Run, truth: Path, spared: Iterable[str], *, at: datetime) -> Done:
    """Keep what colleagues said of a run's possible matches, before it is published.

    `spared` are the references of children of whom another story is told.
    """
    found = doubts(run, truth, frozenset(spared))
    two = sorted((each for each in found if not each.is_one_child), key=most_records)
    one = sorted((each for each in found if each.is_one_child), key=lambda each: -each.harm)
    done = {}
    if two:
        wrong = two[0]
        why = "Same name and same date of birth. I took the second UPN for a mistake."
        by = "director@exampleshire.example"
        decide(home, Verdict.SAME, wrong.one, wrong.other, at=at, by=by, why=why)
        done["joined_by_mistake"] = wrong.one[0]
    if one:
        asked = one[0]
        why = "I have asked the school. Does anybody know the family?"
        by = "safeguarding@exampleshire.example"
        decide(home, Verdict.NOT_SURE, asked.one, asked.other, at=at, by=by, why=why)
        done["not_sure"] = asked.one[0]
    if len(one) > 1:
        hidden = one[1]
        why = "Mum told me that they had to leave home and that nobody may know where they are."
        by = "officer@exampleshire.example"
        raise_shield(home, Kind.REFUGE, hidden.one, at=at, by=by, why=why)
        done["protected"] = hidden.one[0]
    return Done(**done)


def most_records(doubt: Doubt) -> int:
    """For sorting: both children have as many records as can be, so there is something to tick."""
    return -min(len(doubt.one), len(doubt.other))


def doubts(run: Run, truth: Path, spared: frozenset[str]) -> list[Doubt]:
    """The possible matches between children whom nothing else is doubted or told of."""
    people = {
        f"{row['source']}:{row['local_id']}": row["person"]
        for row in pq.read_table(truth / "people.parquet").to_pylist()
    }
    rows = sorted(run.rows("doubtful"), key=lambda row: (row["record_a"], row["record_b"]))
    often = [child for row in rows for child in {row["child_a"], row["child_b"]}]
    alone = {child for child in often if often.count(child) == 1} - spared
    records: dict[str, list[str]] = {}
    for row in run.rows("records", child=sorted(alone)) if alone else ():
        records.setdefault(row["child"], []).append(row["record_id"])
    found = []
    for row in rows:
        if {row["child_a"], row["child_b"]} <= alone:
            one, other = (
                (row[record], *sorted(set(records[row[child]]) - {row[record]}))
                for record, child in (("record_a", "child_a"), ("record_b", "child_b"))
            )
            persons = [{people.get(record) for record in side} for side in (one, other)]
            if all(len(each) == 1 and None not in each for each in persons):
                found.append(Doubt(one, other, persons[0] == persons[1], row["harm"]))
    return found


def forget() -> None:
    """Take away what an earlier demo's colleagues did: its journals are gone, and number anew."""
    from onroll.web.separating.models import Separation

    Separation.objects.all().delete()


def read_by_colleagues(done: Done) -> dict[str, str]:
    """Let two colleagues read the wrong record; the reference of each child, by what was done."""
    from onroll.web.access.models import Read, User
    from onroll.web.children.models import SourceRecord

    kept = {field.name: getattr(done, field.name) for field in fields(done)}
    held = SourceRecord.objects.filter(record_id__in=kept.values())
    child = dict(held.values_list("record_id", "child_id"))
    if wrong := child.get(done.joined_by_mistake):
        for user in User.objects.filter(email__in=READERS).order_by("email"):
            for page in ("record", "timeline"):
                Read.objects.create(user=user, child=wrong, page=page)
    return {what: child[record] for what, record in kept.items() if record in child}


def largest_school() -> list[str]:
    """The URN of the school that most children are at, in the run that is shown; none: empty."""
    from django.db.models import Count

    from onroll.web.access.acting import as_publisher
    from onroll.web.access.models import ChildRelation

    with as_publisher():
        held = ChildRelation.objects.filter(relation__startswith="at:").values("relation")
        most = held.annotate(children=Count("pk")).order_by("-children", "relation").first()
    return [most["relation"].removeprefix("at:")] if most else []
