"""Whatever the order in which files, corrections and withdrawals come, the record is the same.

`run.py prove orders` tries many more sets. A set of up to four is tried in every order, a larger
one in as many.
"""

from __future__ import annotations

import datetime as dt
import itertools
import os
import random
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onroll.record.feeds import FileRefused, Reading, read
from onroll.record.feeds.deliveries import NotPossible, UnknownLoad, put_back, undo, withdraw
from onroll.record.feeds.fix_file import write_fix_file
from onroll.record.feeds.landing import land, loads, standing
from onroll.record.feeds.loads import Load, not_taken_back
from onroll.record.gone_rows import earlier_deliveries
from onroll.record.home import Home
from tests.record.aloud import say_aloud
from tests.record.whole_record import WholeRecord, whole_record

PROOF = int(os.environ.get("ONROLL_PROOF", "0"))
FIRST_DAY = dt.datetime(2026, 11, 16, 6, tzinfo=dt.UTC)
MOST_ORDERS = 24

ROLL = "Pupil ID,UPN,Forename,Surname,Date of Birth,Sex,URN,Enrolment Status,Entry Date,Postcode\n"
MARKS = "Pupil ID,URN,Date,AM,PM\n"
CENSUS = (
    "pupilonrolltableid,NativeId,dob,surname,forename,upn,formerupn,uniquelearnernumber,sex,"
    "entrydate,enrolstatus,senprovision\n"
)


def pupil(number: int, surname: str, entry: str = "01/09/2024") -> str:
    return f"P{number},,Amira,{surname},27/03/2013,F,100001,C,{entry},XE1 2AB\n"


def marks(*days: str) -> str:
    return MARKS + "".join(f"P{n},100001,{day},/,N\n" for n, day in enumerate(days))


def census(*settings: str) -> str:
    return CENSUS + "".join(
        f"a{n},{urn},2013-Mar-27 00:00:00,Okafor,Amira,,,,F,2024-Sep-01 00:00:00,C,E\n"
        for n, urn in enumerate(settings)
    )


FILES: Mapping[str, str] = {
    "roll_2026-11-01_v1.csv": ROLL + pupil(1, "One") + pupil(2, "Two") + pupil(3, "Three"),
    "roll_2026-11-01_v2.csv": ROLL + pupil(1, "One-One") + pupil(3, "Three"),
    "roll_2026-11-08_v1.csv": ROLL + pupil(1, "One") + pupil(4, "Four", "31/02/2026"),
    "roll_2026-11-08_v2.csv": ROLL + pupil(2, "Two") + pupil(4, "Four", "31/02/2026"),
    # the same as a week before, byte for byte
    "roll_2026-11-15_v1.csv": ROLL + pupil(1, "One") + pupil(2, "Two") + pupil(3, "Three"),
    "marks_2025-26_summer_v1.csv": marks("2026-06-01", "2026-06-02"),
    "marks_2025-26_summer_v2.csv": marks("2026-06-01"),
    "marks_2026-27_autumn_v1.csv": marks("2026-09-07", "2026-09-08"),
    "marks_2026-27_autumn_v2.csv": marks("2026-09-08", "2026-09-09"),
    "marks_2026-27_autumn_v3.csv": marks("2026-09-10"),
    # a feed in which two rows may be alike
    "2026_summer_pupilonroll_v1.csv": census("100001"),
    "2026_autumn_pupilonroll_v1.csv": census("100001", "", "100001"),
    "2026_autumn_pupilonroll_v2.csv": census("100002", "100001"),
    # a school is missing from it that was sent before
    "2026_autumn_pupilonroll_v3.csv": census("100002"),
}
MENDED = {
    "roll_2026-11-08_v1.csv": ("31/02/2026", "01/02/2026"),
    "roll_2026-11-08_v2.csv": ("31/02/2026", "02/02/2026"),
    "2026_autumn_pupilonroll_v1.csv": ("a1,,", "a1,100001,"),
}
"""The files with a row that is held back, and what becomes of it in their fix files."""

Step = tuple[str, str]
"""What happens, and the file it happens to."""

steps = st.one_of(
    st.tuples(st.just("comes"), st.sampled_from(sorted(FILES))),
    st.tuples(st.just("fix file comes"), st.sampled_from(sorted(MENDED))),
    st.tuples(
        st.sampled_from(["is withdrawn", "is put back", "is undone"]),
        st.sampled_from(sorted(FILES)),
    ),
)


@st.composite
def sets(draw: st.DrawFn) -> list[Step]:
    """Three to six things that happen: something comes, and more happens to that than to others."""
    come = draw(st.lists(st.sampled_from(sorted(FILES)), min_size=1, max_size=4))
    drawn = [("comes", file) for file in come]
    happens = ["is withdrawn", "is put back", "is undone", "fix file comes"]
    while len(drawn) < 3 or (len(drawn) < 6 and draw(st.booleans())):
        what = draw(st.sampled_from(happens))
        able = [file for file in come if file in MENDED] if what == "fix file comes" else come
        if able and (step := (what, draw(st.sampled_from(able)))) not in drawn:
            drawn.append(step)
        else:
            drawn.append(draw(steps))
    return drawn


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> dict[Step, Reading]:
    """Every file and every fix file, read once."""
    folder = tmp_path_factory.mktemp("files")
    found = {}
    for name, text in FILES.items():
        (folder / name).write_text(text)
        found["comes", name] = read(folder / name)
        if name in MENDED:
            fix = folder / f"{Path(name).stem}.fix.csv"
            assert write_fix_file(fix, found["comes", name].folder) == 1
            fix.write_text(fix.read_text("utf-8-sig").replace(*MENDED[name], 1))
            found["fix file comes", name] = read(fix)
            assert found["fix file comes", name].accepted_rows == 1
    return found


def happen(home: Home, step: Step, readings: Mapping[Step, Reading], at: dt.datetime) -> bool:
    """Let one thing happen. False where it cannot happen yet, because what it is about must first.

    What was withdrawn may come afterwards; a fix file before its file is refused and comes again.
    """
    what, file = step
    reading = readings["comes", file]
    place = (reading.feed.key, reading.period, reading.sequence or 0)
    try:
        if what in ("comes", "fix file comes"):
            land(readings[step], home, at)
        elif what == "is withdrawn":
            withdraw(home, place, at=at, by="Priya", why="sent in error")
        elif what == "is put back":
            put_back(home, place, at=at, by="Priya")
        else:
            here = [load.load_id for load in loads(home) if load.file == file]
            undo(home, here[0] if here else "", at=at, by="Priya")
    except FileRefused as refused:
        return str(refused).startswith("You loaded this file on")
    except (NotPossible, UnknownLoad):
        return False
    return True


def after(home: Home, order: list[Step], readings: Mapping[Step, Reading]) -> None:
    """Let all of it happen in an order; what cannot happen yet happens as soon as it can."""
    moments = (FIRST_DAY + dt.timedelta(minutes=minute) for minute in itertools.count())
    waiting: list[Step] = []
    for step in order:
        waiting.append(step)
        while any(can := [happen(home, each, readings, next(moments)) for each in waiting]):
            waiting = [each for each, done in zip(waiting, can, strict=True) if not done]


def what_stands(home: Home) -> object:
    """The loads that stand and the deliveries before them, without when they came."""

    def told(group: list[Load]) -> list[tuple[object, ...]]:
        return sorted((load.file, load.sha256, *load.place, bool(load.corrects)) for load in group)

    earlier = earlier_deliveries(not_taken_back(home))
    return (
        {feed: told(mine) for feed, mine in standing(home).items()},
        {feed: [told(group) for group in groups] for feed, groups in earlier.items() if groups},
    )


def orders(happens: list[Step]) -> Iterator[list[Step]]:
    """Every order of a few things; of more as many, drawn by what they are."""
    yield list(happens)
    if len(happens) <= 4:
        yield from (list(order) for order in itertools.permutations(happens))
    else:
        drawn = random.Random(repr(happens))
        yield from (drawn.sample(happens, len(happens)) for _ in range(MOST_ORDERS))


TRIED = {"sets": 0, "orders": 0}
RECORDS: dict[str, WholeRecord] = {}
"""The record of each home that came about, by what stood in it."""


@pytest.fixture(scope="module")
def tell_what_was_tried(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    seed = request.config.getoption("hypothesis_seed")
    say_aloud(
        request.config,
        f"orders of arrival: N = {TRIED['sets']:,} sets in {TRIED['orders']:,} orders with "
        f"{len(RECORDS):,} different ends, seed {seed}",
    )


@pytest.mark.proof
@pytest.mark.usefixtures("tell_what_was_tried")
@settings(max_examples=PROOF or 12, deadline=None, suppress_health_check=list(HealthCheck))
@given(happens=sets())
def test_all_orders_of_arrival_give_the_same_record(happens, readings):
    memory = Path("/dev/shm")  # where there is one, waiting for the disk costs nothing
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as scratch:
        stood = None
        for order in orders(happens):
            home = Home(Path(scratch) / "home")
            shutil.rmtree(home.path, ignore_errors=True)
            after(home, order, readings)
            stands = what_stands(home)
            stood = stands if stood is None else stood
            assert stands == stood, order
            TRIED["orders"] += 1
        # what stands alone decides, whatever came before it, in this set and in every other
        record = whole_record(home)
        assert record == RECORDS.setdefault(repr(stood), record)
        TRIED["sets"] += 1
