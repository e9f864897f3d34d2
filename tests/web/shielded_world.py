"""A run with protected children, in which every protected field holds something found nowhere else.

Amara is in a refuge; Zofia may be Amara under another name; Joshua is adopted. Of each, whatever
says where they are or how else they can be found is a canary: it must be on the pages of those who
may see it, and in no byte that anybody else is sent. For whoever may not see the child at all, so
are the name, the date of birth and the reference.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from onroll.record.people.decisions import Verdict, decide
from onroll.record.people.shields import Kind, raise_shield
from tests.web.small_run import AMARA, COLUMNS, JOSHUA, ZOFIA, d, rows_of_tables, write_run

BEN = "EC-BENM0001"
PROTECTED = (AMARA, JOSHUA, ZOFIA)
REFUGE, ADOPTION = 1, 2
RUTH = "ruth@exampleshire.example"
RAISED = datetime(2026, 11, 10, 9, 30, tzinfo=UTC)
SCHOOL, SCHOOL_NAME = "177001", "Canaryhouse Academy"

# of the child itself: column, and what it holds; {n} is another for each child
OF_A_CHILD = {
    "upn": "Q77700000000{n}",
    "nhs_number": "777000000{n}",
    "address": "{n} Canary Lane",
    "postcode": "XE9 {n}QX",
    "ethnicity": "Canaryethnic{n}",
    "setting": SCHOOL,
}
OF_A_RECORD = {
    "record_id": "canarysystem:9{n}",
    "local_id": "canaryid9{n}",
    "reason": "canary reason {n}",
    "upn": "Q77700000000{n}",
    "nhs_number": "777000000{n}",
    "former_upn": "Q88800000000{n}",
    "address": "{n} Canary Lane",
    "postcode": "XE9 {n}QX",
    "town": "Canarytown{n}",
    "uprn": "88899900{n}",
    "school": "Canaryhouse {n}",
    "forename": "Canaryname{n}",
    "surname": "Canarysurname{n}",
    "file": "canary_{n}.csv",
}
OF_A_FACT = {"setting": SCHOOL, "file": "canary_fact_{n}.csv", "row": 777_123}
SHOWN_SOMEWHERE = (
    *(OF_A_CHILD[name] for name in ("upn", "nhs_number", "address", "postcode")),
    *(OF_A_RECORD[name] for name in ("reason", "forename", "surname", "file")),
    "canary_fact_{n}.csv",
)
"""Those that the pages of whoever may see them do show, of Amara."""


def canaries() -> frozenset[str]:
    """Every string that only those may be sent who see protected children."""
    texts = (*OF_A_CHILD.values(), *OF_A_RECORD.values(), "canary_fact_{n}.csv")
    written = {text.format(n=n) for text in texts for n in range(1, 4)}
    return frozenset(written | {SCHOOL_NAME, "777,123", "777123", "canary"})


def canaries_of_being() -> frozenset[str]:
    """What says that there is such a child, for those for whom the child is absent."""
    return frozenset(
        {*PROTECTED, "Amara", "Zofia", "Joshua", "Nowak"}
        | {"2013-05-14", "3 March 2014", "2014-03-03", "2 February 2015", "2015-02-02"}
    )


def allocate(user: Any, *children: str) -> None:
    """Let somebody work with these children in person, from some days ago on."""
    from onroll.web.access.models import Allocation

    for child in children:
        Allocation.objects.create(user=user, child=child, starts_on=RAISED.date(), why="Theirs")


def publish_world(home: Any, **changes: list[Any]) -> Path:
    """The run, written under a home and published; shields and decisions in the home's journals.

    `changes` replace the rows of a table.
    """
    from onroll.web.publish import publish

    folder = write_world(home.path, **changes)
    publish(folder, home)
    why = "canary why"
    for kind, records in (
        (Kind.REFUGE, ["canarysystem:91"]),
        (Kind.ADOPTION, ["canarysystem:92"]),
    ):
        raise_shield(home, kind, records, at=RAISED, by=RUTH, why=why)
    for verdict, one, other in (
        (Verdict.DIFFERENT, "canarysystem:91", "canarysystem:93"),
        (Verdict.NOT_SURE, "canarysystem:92", "pupil_system:5"),
    ):
        decide(home, verdict, (one,), (other,), at=RAISED, by=RUTH, why=why)
    return folder


def write_world(home: Path, **changes: list[Any]) -> Path:
    tables = rows_of_tables()
    since = RAISED.date()
    seen = ("address_in_area", "in_hospital", "in_custody", "moved_away", "care_placement_changed")
    facts = tables["facts"] + [
        (AMARA, key, d("2026-11-01"), d("2026-11-05"), None, None, "hospital_school", "h.csv", 3)
        for key in seen
    ]
    rows = {
        "children": [planted("children", row, OF_A_CHILD) for row in tables["children"]],
        "records": [planted("records", row, OF_A_RECORD) for row in tables["records"][:-1]],
        "facts": [planted("facts", row, OF_A_FACT) for row in facts],
        "clocks": [planted("clocks", row, OF_A_FACT) for row in tables["clocks"]],
        "schools": [
            *tables["schools"],
            (SCHOOL, SCHOOL_NAME, "Secondary", "Academy", tables["schools"][0][-1]),
        ],
        "shields": [
            (AMARA, REFUGE, "refuge", "named", since),
            (ZOFIA, REFUGE, "refuge", "suspected", since),
            (JOSHUA, ADOPTION, "adoption", "joined", since),
        ],
        "doubtful": [
            (AMARA, ZOFIA, "canarysystem:91", "canarysystem:93", 9.5, "canary reason 1", 6, since),
            (AMARA, BEN, "canarysystem:91", "pupil_system:5", 8.5, "canary reason 1", 4, since),
        ],
        "changes": [
            (datetime.fromisoformat("2026-11-20T02:00:00+00:00"), "before", "canarysystem:91",
             BEN, AMARA, "canary reason 1", 21.5)
        ],
    }  # fmt: skip
    return write_run(home, run_id="shielded", **rows | changes)


def planted(table: str, row: tuple[Any, ...], canary: dict[str, Any]) -> tuple[Any, ...]:
    """A row, with canaries in it where it is about a protected child."""
    held = dict(zip(COLUMNS[table], row, strict=True))
    if held["child"] not in PROTECTED:
        return row
    n = PROTECTED.index(held["child"]) + 1
    for name, text in canary.items():
        held[name] = text.format(n=n) if isinstance(text, str) else text
    return tuple(held.values())
