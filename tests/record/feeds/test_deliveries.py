"""A load is withdrawn, undone and put back, and the history says who did what, and when."""

import datetime as dt
import json

import pytest

from onroll.record.feeds import FileRefused, read
from onroll.record.feeds.deliveries import (
    NotPossible,
    State,
    UnknownLoad,
    history,
    note_refusal,
    put_back,
    refusals,
    undo,
    undo_conflicts,
    withdraw,
)
from onroll.record.feeds.fix_file import write_fix_file
from onroll.record.feeds.landing import land, loads, standing
from onroll.record.home import Home

MORNING = dt.datetime(2026, 11, 1, 9, 14, tzinfo=dt.UTC)
ADDRESSES = "Pupil ID,Address,Postcode,From,To,Verified On\n"
FEED = "pupil_addresses"


def later(**more: int) -> dt.datetime:
    return MORNING + dt.timedelta(**more)


def address(pupil: int, since: str = "01/09/2024") -> str:
    return f"P{pupil},{pupil} High St,XE1 2AB,{since},,\n"


class Council:
    """A home, and the files of addresses that land in it, one an hour."""

    def __init__(self, folder):
        self.home, self.folder, self.hours = Home(folder / "home"), folder, 0

    def load(self, name: str, *rows: str):
        path = self.folder / name
        path.write_text(ADDRESSES + "".join(rows))
        return self.land(path)

    def land(self, path):
        self.hours += 1
        return land(read(path), self.home, later(hours=self.hours - 1))

    def fix(self, load, wrong: str, right: str, name: str):
        """A fix file of a load, with the first of a wrong value put right."""
        path = self.folder / name
        write_fix_file(path, load.path)
        lines = path.read_text("utf-8-sig").splitlines()
        rows = [line.replace(wrong, right, 1) for line in lines[1:] if wrong in line]
        path.write_text("\n".join([lines[0], *rows]))
        return self.land(path)

    def stands(self, known_at: dt.datetime | None = None) -> list[str]:
        return [load.file for load in standing(self.home, known_at).get(FEED, [])]

    def states(self) -> dict[str, str]:
        return {line.load.file: line.state.value for line in history(self.home)}


@pytest.fixture
def council(tmp_path) -> Council:
    return Council(tmp_path)


@pytest.fixture
def two(council) -> tuple:
    """October's addresses, and November's, which stand."""
    return (
        council.load("addresses_2026-10-01.csv", address(1)),
        council.load("addresses_2026-11-01.csv", address(1), address(2)),
    )


def test_what_a_withdrawn_file_replaced_counts_again(council, two):
    october, november = two
    assert council.stands() == [november.file]

    event = withdraw(council.home, november.load_id, at=later(days=2), by="Priya", why="cut short")

    assert (event.by, event.why, event.load_id) == ("Priya", "cut short", november.load_id)
    assert council.stands() == [october.file]
    assert november in loads(council.home)


def test_what_was_known_before_a_withdrawal_can_be_seen_as_it_was(council, two):
    october, november = two
    withdraw(council.home, november.load_id, at=later(days=2), by="Priya", why="cut short")
    put_back(council.home, november.load_id, at=later(days=4), by="Priya")

    assert council.stands(later(days=1)) == [november.file]
    assert council.stands(later(days=2)) == [october.file]
    assert council.stands(later(days=4)) == council.stands() == [november.file]
    assert council.stands(MORNING) == [october.file]
    assert council.stands(later(days=-1)) == []


def test_a_delivery_may_be_withdrawn_before_it_comes(council):
    place = (FEED, "2026-11-01", 2)
    withdraw(council.home, place, at=MORNING, by="Priya", why="the sender rang")
    first = council.load("addresses_2026-11-01.csv", address(1))
    second = council.load("addresses_2026-11-01_v2.csv", address(2))

    assert second.sequence == 2
    assert council.stands() == [first.file]
    put_back(council.home, place, at=later(days=1), by="Priya")
    assert council.stands() == [second.file]


def test_an_older_delivery_stands_when_its_correction_is_withdrawn(council):
    first = council.load("addresses_2026-11-01.csv", address(1))
    second = council.load("addresses_2026-11-01.csv", address(2))
    third = council.load("addresses_2026-11-01.csv", address(3))
    assert standing(council.home)[FEED] == [third]
    withdraw(council.home, third.load_id, at=later(days=1), by="Priya", why="wrong")
    assert standing(council.home)[FEED] == [second]
    withdraw(council.home, second.load_id, at=later(days=2), by="Priya", why="wrong")
    assert standing(council.home)[FEED] == [first]


@pytest.mark.parametrize(("days", "hours", "possible"), [(14, 0, True), (14, 1, False)])
def test_a_load_can_be_undone_for_fourteen_days(days, hours, possible, council):
    load = council.load("addresses_2026-11-01.csv", address(1))
    at = load.received_at + dt.timedelta(days=days, hours=hours)

    if possible:
        undo(council.home, load.load_id, at=at, by="Priya")
        assert council.stands() == []
    else:
        with pytest.raises(NotPossible) as refused:
            undo(council.home, load.load_id, at=at, by="Priya")
        assert str(refused.value) == (
            "addresses_2026-11-01.csv was loaded on 1 November 2026 at 9:14am, and a load can be "
            "undone for 14 days. Withdraw it instead, and say why."
        )
        assert council.stands() == [load.file]


def test_an_undone_load_takes_its_fix_files_with_it_and_they_come_back_with_it(council):
    whole = council.load("addresses_2026-11-01.csv", address(1), address(2, "31/02/2024"))
    fix = council.fix(whole, "31/02/2024", "28/02/2024", "addresses_2026-11-01.fix.csv")
    assert standing(council.home)[FEED] == [whole, fix]
    assert council.states() == {whole.file: "standing", fix.file: "part of another"}

    undo(council.home, whole.load_id, at=later(days=1), by="Priya")

    assert standing(council.home) == {}
    assert council.states() == {whole.file: "undone", fix.file: "undone"}
    put_back(council.home, whole.load_id, at=later(days=2), by="Priya")
    assert standing(council.home)[FEED] == [whole, fix]


def test_a_fix_file_can_be_undone_alone_and_its_rows_brought_back_by_another(council):
    whole = council.load("addresses_2026-11-01.csv", address(1), address(2, "31/02/2024"))
    wrong = council.fix(whole, "31/02/2024", "01/01/2020", "addresses_2026-11-01.fix.csv")
    undo(council.home, wrong.load_id, at=later(hours=3), by="Priya")
    assert standing(council.home)[FEED] == [whole]

    right = council.fix(whole, "31/02/2024", "28/02/2024", "addresses_2026-11-01.fix-2.csv")

    assert standing(council.home)[FEED] == [whole, right]
    with pytest.raises(NotPossible, match="have been brought back by another fix file since"):
        put_back(council.home, wrong.load_id, at=later(days=1), by="Priya")
    assert standing(council.home)[FEED] == [whole, right]


def test_a_file_that_was_taken_back_is_put_back_and_not_loaded_again(council, two):
    """A watched folder that still holds the file must not undo the undoing."""
    _, november = two
    for take_back, word in (
        (lambda: undo(council.home, november.load_id, at=later(days=1), by="P"), "undone"),
        (
            lambda: withdraw(council.home, november.load_id, at=later(days=1), by="P", why="x"),
            "withdrawn",
        ),
    ):
        take_back()
        with pytest.raises(FileRefused) as refused:
            council.land(council.folder / november.file)
        assert str(refused.value) == (
            f"You loaded this file on 1 November 2026 at 10:14am, and it was {word} on 2 November "
            "2026 at 9:14am. Nothing has been loaded. To let it count again, put that load back."
        )
        put_back(council.home, november.load_id, at=later(days=2), by="P")


def test_a_file_that_was_undone_may_come_again_read_another_way(council):
    """A heading that meant another column was the fault: the same bytes, another content."""
    path = council.folder / "addresses_2026-11-01.csv"
    path.write_text(ADDRESSES + address(1))
    load = council.land(path)
    undo(council.home, load.load_id, at=later(hours=2), by="Priya")
    manifest = load.path / "manifest.json"
    held = json.loads(manifest.read_text()) | {"content": "another"}
    manifest.write_text(json.dumps(held))

    again = council.land(path)

    assert again.sequence == 2
    assert standing(council.home)[FEED] == [again]


def test_a_load_is_not_put_back_beside_another_in_its_place(council):
    first = council.load("addresses_2026-11-01_v1.csv", address(1))
    undo(council.home, first.load_id, at=later(hours=2), by="Priya")
    other = council.load("addresses_2026-11-01_v1.csv", address(2))
    assert other.sequence == first.sequence

    with pytest.raises(NotPossible, match="has come in the place of"):
        put_back(council.home, first.load_id, at=later(days=1), by="Priya")

    assert standing(council.home)[FEED] == [other]


@pytest.mark.parametrize("done", [withdraw, undo])
def test_what_is_taken_back_is_not_taken_back_again(done, council, two):
    _, november = two
    why = {"why": "cut short"} if done is withdraw else {}
    done(council.home, november.load_id, at=later(days=1), by="Priya", **why)

    with pytest.raises(NotPossible, match="by Priya on 2 November 2026 at 9:14am"):
        undo(council.home, november.load_id, at=later(days=2), by="Ben")
    with pytest.raises(NotPossible, match="Nothing to do"):
        withdraw(council.home, november.load_id, at=later(days=2), by="Ben", why="")


def test_what_was_not_taken_back_cannot_be_put_back(council, two):
    with pytest.raises(NotPossible, match="was neither withdrawn nor undone"):
        put_back(council.home, two[1].load_id, at=later(days=1), by="Priya")
    with pytest.raises(NotPossible, match="Delivery 7 of 2026-12-01 was neither"):
        put_back(council.home, (FEED, "2026-12-01", 7), at=later(days=1), by="Priya")


def test_a_load_that_is_not_here_is_named(council):
    for done in (undo, put_back):
        with pytest.raises(UnknownLoad, match="There is no load 2026-tea"):
            done(council.home, "2026-tea", at=MORNING, by="Priya")


def test_the_same_place_can_be_withdrawn_and_put_back_many_times(council, two):
    place = two[1].place
    for day in range(1, 7, 2):
        withdraw(council.home, place, at=later(days=day), by="Priya", why="wrong")
        assert council.stands() == [two[0].file]
        put_back(council.home, two[1].load_id, at=later(days=day + 1), by="Priya")
        assert council.stands() == [two[1].file]


def test_the_history_says_what_each_load_is_now(council):
    october = council.load("addresses_2026-10-01.csv", address(1))
    first = council.load("addresses_2026-11-01.csv", address(2), address(3, "31/02/2024"))
    fix = council.fix(first, "31/02/2024", "28/02/2024", "addresses_2026-11-01.fix.csv")
    second = council.load("addresses_2026-11-01.csv", address(4))
    wrong = council.load("addresses_2026-12-01.csv", address(5))
    withdraw(council.home, wrong.load_id, at=later(days=1), by="Priya", why="another authority's")

    found = [
        (line.load.load_id, line.state, line.replaced_by, line.since, line.by, line.why)
        for line in history(council.home, FEED)
    ]

    assert found == [
        (wrong.load_id, State.WITHDRAWN, None, later(days=1), "Priya", "another authority's"),
        (second.load_id, State.STANDING, None, None, "", ""),
        (fix.load_id, State.REPLACED, second, None, "", ""),
        (first.load_id, State.REPLACED, second, None, "", ""),
        (october.load_id, State.REPLACED, second, None, "", ""),
    ]
    assert history(council.home, "pupil_roll") == []
    before = history(council.home, FEED, known_at=later(hours=1))
    assert [(line.load, line.state) for line in before] == [
        (first, State.STANDING),
        (october, State.REPLACED),
    ]


def test_what_follows_from_undoing_is_told_beforehand(council):
    october = council.load("addresses_2026-10-01.csv", address(1))
    whole = council.load("addresses_2026-11-01.csv", address(1), address(2, "31/02/2024"))
    council.fix(whole, "31/02/2024", "28/02/2024", "addresses_2026-11-01.fix.csv")
    run = council.home.runs / "2026-11-02-a"
    run.mkdir(parents=True)
    made_with = {"loads": [{"feed": FEED, "load_id": whole.load_id}]}
    (run / "manifest.json").write_text(json.dumps(made_with))

    assert undo_conflicts(council.home, whole.load_id, later(days=1)) == [
        "addresses_2026-10-01.csv, loaded on 1 November 2026 at 9:14am, will count in its place.",
        "1 fix file goes with it, which brought back 1 of its rows.",
        "1 run was made with it and stays as it is; the next run is without it.",
    ]
    assert undo_conflicts(council.home, october.load_id, later(days=1)) == [
        "A newer file counts in its place already, so the record will not change."
    ]
    undo(council.home, october.load_id, at=later(days=1), by="Priya")
    assert undo_conflicts(council.home, whole.load_id, later(days=1))[0] == (
        "No other file of this feed for 2026-11-01 is here: nothing will count in its place."
    )


def test_a_refusal_is_kept_and_known_from_its_moment_on(council):
    for hour, name in enumerate(("one.csv", "two.csv")):
        note_refusal(
            council.home, feed=FEED, file=name, reason="Not a file", at=later(hours=hour), by="P"
        )

    assert [(refusal.file, refusal.at) for refusal in refusals(council.home)] == [
        ("one.csv", MORNING),
        ("two.csv", later(hours=1)),
    ]
    assert [refusal.file for refusal in refusals(council.home, MORNING)] == ["one.csv"]


def test_a_moment_without_a_time_zone_is_the_programs_mistake(council, two):
    naive = MORNING.replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        withdraw(council.home, two[0].load_id, at=naive, by="P", why="")
    with pytest.raises(ValueError, match="time zone"):
        note_refusal(council.home, feed="", file="a", reason="b", at=naive, by="P")
