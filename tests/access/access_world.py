"""Children of every relation to an officer of the North team and to a user of Hilltop Academy.

Both are related to Nora, who lives in the north and is on Hilltop's roll. The restricted children
are as near to both as Nora is, and hold in every field something found nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from onroll.record.home import Home
from onroll.record.people.decisions import Verdict, decide
from onroll.record.people.shields import Kind, raise_shield
from tests.web.fixtures import AUTHORITY
from tests.web.small_run import AS_OF, COLUMNS, d, rows_of_tables, weekdays, write_run

OWN, ELSEWHERE, OUTSIDE = "EC-NORA0001", "EC-SVEN0001", "EC-WREN0001"
GONE, MOVED, RESTRICTED = "EC-GAIL0001", "EC-MILO0001", "EC-QZX00001"
HILLTOP, RIVERSIDE = "100001", "100002"
RAISED = datetime(2026, 11, 10, 9, 30, tzinfo=UTC)
RUTH = "ruth@exampleshire.example"

ORDINARY = {
    OWN: ("Nora", "Northgate", "XE1 1AA"),
    ELSEWHERE: ("Sven", "Southgate", "XE2 2BB"),
    OUTSIDE: ("Wren", "Overborder", "ZZ9 9ZZ"),
    GONE: ("Gail", "Goneaway", "XE1 3CC"),
    MOVED: ("Milo", "Justmoved", "XE2 4DD"),
}
"""Each by forename, surname and where they live, as far as is known."""

RELATIONS = {
    "own": OWN,
    "elsewhere": ELSEWHERE,
    "outside": OUTSIDE,
    "restricted": RESTRICTED,
    "gone": GONE,
    "moved": MOVED,
}
"""What each of the children is called in the tables of what is expected."""

# child, school, from, until; the day of the run is the day on which Milo changes school
ROLLS = [
    (OWN, HILLTOP, "2024-09-01", None),
    (ELSEWHERE, RIVERSIDE, "2024-09-01", None),
    (OUTSIDE, HILLTOP, "2024-09-01", None),
    (GONE, HILLTOP, "2023-09-01", "2026-07-21"),
    (MOVED, HILLTOP, "2024-09-01", f"{AS_OF}"),
    (MOVED, RIVERSIDE, f"{AS_OF}", None),
]


def restricted(n: int) -> str:
    """The reference of the n-th restricted child, from 1."""
    return f"EC-QZX{n:05}"


def canaries(n: int) -> dict[str, str]:
    """What stands in each field of the n-th restricted child and is found nowhere else."""
    born = date.fromordinal(date(2009, 1, 1).toordinal() + n)
    return {
        "reference": restricted(n),
        "earlier reference": f"EC-QZF{n:05}",
        "forename": f"Quorvex{n:03}",
        "surname": f"Zantheril{n:03}",
        "date of birth": f"{born.day} {born:%B %Y}",
        "ISO date of birth": born.isoformat(),
        "ethnicity": f"Quorethnic{n:03}",
        "upn": f"Q{n:012}",
        "nhs_number": f"777{n:07}",
        "address": f"{n} Xyloquay Lane",
        "postcode": f"XE1 {n // 20}{chr(65 + n % 20)}Q",
        "town": f"Xyloquaytown{n:03}",
        "uprn": f"888{n:09}",
        "former_upn": f"Q8{n:011}",
        "school as written": f"Quorschool {n:03}",
        "record": f"quorsystem:{n:03}",
        "local_id": f"quorlocal{n:03}",
        "other forename": f"Quorvariant{n:03}",
        "reason of a link": f"quorreason {n:03}",
        "file": f"quorfile{n:03}.csv",
        "row": f"{777_000 + n:,}",
        "why": f"quorwhy {n:03}",
    }


def tables(most: int) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of the run, with so many restricted children."""
    rows = rows_of_tables()
    for name, columns in COLUMNS.items():
        if {"child", "child_a", "to_child"} & columns.keys():
            rows[name] = []
    rows["near_misses"], rows["forwarding"] = [], []
    for n, (child, (forename, surname, postcode)) in enumerate(ORDINARY.items(), start=1):
        school = next((urn for who, urn, _, until in ROLLS if who == child and not until), None)
        about = {
            "child": child, "forename": forename, "surname": surname,
            "date_of_birth": d("2013-05-14"), "sex": "F", "upn": f"A{n:012}",
            "address": f"{n} Ordinary Street", "postcode": postcode, "setting": school,
            "year_group": 8, "file": f"ordinary{n}.csv", "row": n, "local_id": f"ordinary{n}",
            "record_id": f"pupil_system:{n}", "reason": "same UPN",
        }  # fmt: skip
        add_child(rows, about)
        add_record(rows, about | {"record_id": f"health:{n}", "local_id": f"also{n}"})
    for child, urn, since, until in ROLLS:
        add(rows, "facts", child=child, fact="on_roll", starts_on=d(since), ends_before=d(until),
            setting=urn, feed="pupil_roll", file="roll.csv", row=1)  # fmt: skip
    add(rows, "facts", child=GONE, fact="moved_away", starts_on=d("2026-07-21"),
        feed="pupil_roll", file="roll.csv", row=2)  # fmt: skip
    for n in range(1, most + 1):
        add_restricted(rows, n)
    rows["near_misses"] = [
        ("missing_education", 3, child)
        for child in (*ORDINARY, *map(restricted, range(1, most + 1)))
    ]
    rows["schools"].append((RIVERSIDE, "Riverside Primary", "Primary", "Academy", weekdays()))
    return rows


def add(rows: dict[str, list[Any]], table: str, **held: Any) -> None:
    """A row with what is said of it; what is not said is null."""
    rows[table].append(tuple(held.get(column) for column in COLUMNS[table]))


def add_record(rows: dict[str, list[Any]], about: dict[str, Any]) -> None:
    add(rows, "records", **{"source": "pupil_system", "feed": "pupil_roll", **about})


def add_child(rows: dict[str, list[Any]], about: dict[str, Any]) -> None:
    """One child in every table: a record, and what brings the child onto each list."""
    child, where = about["child"], {name: about.get(name) for name in ("file", "row")}
    school = about["setting"]
    add(rows, "children", **about)
    add_record(rows, about)
    for definition, since in (
        ("compulsory_school_age", "2018-09-01"), ("resident", "2019-09-01"),
        ("missing_education", "2026-11-12"), ("unexplained_exit", "2026-09-15"),
        ("home_educated_not_yet_reviewed", "2026-11-12"), ("open_case", "2026-11-12"),
    ):  # fmt: skip
        add(rows, "statuses", child=child, definition=definition, starts_on=d(since))
    for fact in ("left_roll", "address_in_area", "in_hospital", "child_in_need", "home_educated"):
        add(rows, "facts", child=child, fact=fact, starts_on=d("2026-09-14"), setting=school,
            ends_before=d("2026-09-15") if fact == "left_roll" else None,
            feed="pupil_leavers", **where)  # fmt: skip
    add(rows, "clocks", child=child, clock="sixth_school_day", starts_on=d("2026-11-12"),
        due_on=d("2026-11-19"), setting=school, feed="exclusions", **where)  # fmt: skip
    asked = {"child": child, "contradiction": "home_educated_and_marked_present"}
    add(rows, "contradictions", **asked, starts_on=d("2026-11-02"), school=school)
    add(rows, "contradiction_evidence", **asked, contradicts_from=d("2026-11-02"),
        fact="home_educated", starts_on=d("2026-11-02"), feed="home_education_register",
        setting=school, **where)  # fmt: skip


def add_restricted(rows: dict[str, list[Any]], n: int) -> None:
    """The n-th, as near to the North team and to Hilltop as Nora is, and on as many lists."""
    says, child = canaries(n), restricted(n)
    about: dict[str, Any] = {
        **says, "child": child, "date_of_birth": d(says["ISO date of birth"]), "sex": "M",
        "setting": HILLTOP, "year_group": 8, "row": 777_000 + n, "record_id": says["record"],
        "school": says["school as written"], "reason": says["reason of a link"],
    }  # fmt: skip
    add_child(rows, about)
    other = {"record_id": f"{says['record']}b", "local_id": f"{says['local_id']}b"}
    add_record(rows, about | other | {"forename": says["other forename"]})
    add(rows, "facts", child=child, fact="on_roll", starts_on=d("2024-09-01"), setting=HILLTOP,
        feed="pupil_roll", file=says["file"], row=777_000 + n)  # fmt: skip
    add(rows, "shields", child=child, shield=n, kind="refuge", how="named", since=RAISED.date())
    add(rows, "doubtful", child_a=child, child_b=OWN, record_a=says["record"],
        record_b="pupil_system:1", weight=9.5, reason=says["reason of a link"], harm=6,
        since=RAISED.date())  # fmt: skip
    for from_child, to_child in ((OWN, child), (child, OWN), (says["earlier reference"], child)):
        add(rows, "changes", moved_at=RAISED, run_id="before", record_id=says["record"],
            from_child=from_child, to_child=to_child, reason=says["reason of a link"])  # fmt: skip
    add(rows, "forwarding", old=says["earlier reference"], new=child)


@contextmanager
def world(home: Home, most: int = 1) -> Iterator[Path]:
    """The world published, with its teams, shields, decisions and separations, until the end.

    Whatever is done within is undone with it: the database by rolling back, the home by its owner.
    """
    from onroll.web.access.acting import as_publisher
    from onroll.web.access.models import Team
    from onroll.web.publish import publish
    from onroll.web.separating.models import Separation

    (home.path / "authority.toml").write_text(AUTHORITY, encoding="utf-8")
    folder = write_run(home.path, run_id="access", **tables(most))
    with pytest.MonkeyPatch.context() as change, transaction.atomic():
        change.setattr(settings, "ONROLL_HOME", home.path)
        Team.objects.create(name="North", postcode_districts=["XE1"])
        Team.objects.create(name="South", postcode_districts=["XE2"])
        publish(folder, home)
        for n in range(1, most + 1):
            said = canaries(n)
            raise_shield(home, Kind.REFUGE, [said["record"]], at=RAISED, by=RUTH, why=said["why"])
            decide(
                home, Verdict.DIFFERENT, (said["record"],), (f"{said['record']}b",),
                at=RAISED, by=RUTH, why=said["why"],
            )  # fmt: skip
        with as_publisher():
            for n in range(1, most + 1):
                Separation.objects.create(
                    number=n, decided_at=RAISED, child=restricted(n), shown_at=RAISED
                )
        yield folder
        transaction.set_rollback(True)
