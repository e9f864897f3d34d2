"""Who had read a record while it held two children: from the moves of its records and the log."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onroll.web.access.accounts import add_user
from onroll.web.access.models import Read, RoleHeld
from onroll.web.library.models import Run
from onroll.web.matching.models import LinkChange
from onroll.web.separating.readers import as_csv, readers
from onroll.web.separating.together import Together, times, together, up_to

DAY_1 = datetime(2026, 11, 1, 2, tzinfo=UTC)


def on(day: int, hour: int = 2) -> datetime:
    """An hour of a day of November 2026."""
    return DAY_1 + timedelta(days=day - 1, hours=hour - 2)


def move(day: int, record: str, before: str, after: str, run: str = "") -> LinkChange:
    return LinkChange(
        moved_at=on(day), run_id=run, record_id=record, from_child=before, to_child=after, reason=""
    )


def drawn(*moves: LinkChange, one: str = "a", other: str = "b", child: str = "X") -> Any:
    """The times that two records were under one reference, as (reference, since, until)."""
    return [
        (each.child, each.since, each.until)
        for each in times(moves, {}, one.split(), other.split(), child)
    ]


def test_from_the_join_to_the_parting() -> None:
    """b came to a's child on day 3, and left it on day 8."""
    assert drawn(
        move(1, "a", "", "X"), move(1, "b", "", "Y"), move(3, "b", "Y", "X"), move(8, "b", "X", "Y")
    ) == [("X", on(3), on(8))]


def test_records_that_came_together_were_together_from_then_on() -> None:
    assert drawn(move(1, "a", "", "X"), move(1, "b", "", "X")) == [("X", on(1), None)]


def test_a_reference_that_both_move_to_counts_from_the_move() -> None:
    """The child of both was found to be another child too, whose reference it has from day 5."""
    assert drawn(
        move(1, "a", "", "X"), move(2, "b", "", "X"), move(5, "a", "X", "Z"), move(5, "b", "X", "Z")
    ) == [("X", on(2), on(5)), ("Z", on(5), None)]


def test_two_times_together_are_two_times() -> None:
    assert drawn(
        move(1, "a", "", "X"), move(1, "b", "", "X"), move(4, "b", "X", "Y"), move(6, "b", "Y", "X")
    ) == [("X", on(1), on(4)), ("X", on(6), None)]


def test_of_several_records_the_first_to_come_and_the_last_to_leave_count() -> None:
    assert drawn(
        move(1, "a", "", "X"), move(2, "b", "", "X"), move(3, "c", "", "X"),
        move(5, "b", "X", "Y"), move(7, "c", "X", "Y"), other="b c",
    ) == [("X", on(2), on(7))]  # fmt: skip


def test_records_whose_moves_nobody_kept_were_together_always() -> None:
    """A home that is older than the history: too many names are better than too few."""
    assert drawn() == [("X", None, None)]
    assert drawn(move(4, "b", "X", "Y")) == [("X", None, on(4))]


def test_the_pages_show_them_together_until_the_run_that_parts_them_is_published() -> None:
    moves = [move(1, "a", "", "X"), move(1, "b", "", "X"), move(8, "b", "X", "Y", run="night")]
    (found,) = times(moves, {"night": on(8, 5)}, ["a"], ["b"], "X")
    assert found == Together("X", on(1), on(8, 5))


def test_a_separation_ends_when_it_is_shown_and_knows_nothing_later() -> None:
    """Decided on day 8 at 10, shown at 11; joined again on day 9 by taking it back."""
    found = [
        Together("W", None, on(4)), Together("X", on(4), on(8, 10)), Together("X", on(9), None),
    ]  # fmt: skip
    assert up_to(found, on(8, 10), on(8, 11)) == [
        Together("W", None, on(4)), Together("X", on(4), on(8, 11)),
    ]  # fmt: skip
    assert up_to(found, on(8, 10), None) == found


RECORDS, CHILDREN = ("a", "b", "c", "d"), ("X", "Y", "Z")
ONE, OTHER = ("a", "b"), ("c", "d")
histories = st.lists(
    st.dictionaries(st.sampled_from(RECORDS), st.sampled_from(CHILDREN), min_size=1), max_size=8
)


@given(histories)
def test_it_is_what_looking_at_every_day_says(history: list[dict[str, str]]) -> None:
    """The slow way: on each day, for each reference, whether it has records of both sides."""
    whose, moves, by_day = dict.fromkeys(RECORDS, ""), [], []
    for day, changed in enumerate(history, start=1):
        for record, child in sorted(changed.items()):
            if whose[record] != child:
                moves.append(move(day, record, whose[record], child))
                whose[record] = child
        by_day.append((day, dict(whose)))
    never = {record for record in RECORDS if not any(m.record_id == record for m in moves)}
    for day, then in by_day:
        then |= dict.fromkeys(never, "X")
        for child in CHILDREN:
            slow = any(then[r] == child for r in ONE) and any(then[r] == child for r in OTHER)
            fast = any(
                each.child == child
                and (each.since is None or each.since <= on(day))
                and (each.until is None or on(day) < each.until)
                for each in times(moves, {}, ONE, OTHER, "X")
            )
            assert slow == fast, (day, child)


@pytest.fixture
def colleague(db: None) -> Any:
    return add_user(
        email="joanne@sample.example", full_name="=Joanne Lee", password="made-up-and-long-1"
    )


def read(user: Any, child: str, page: str, at: datetime) -> None:
    Read.objects.create(user=user, child=child, page=page, at=at)


def test_everybody_who_read_in_the_time_is_listed_and_nobody_else(
    officer: Any, colleague: Any
) -> None:
    RoleHeld.objects.filter(user=officer).update(starts_on=on(7).date())
    wrong = [Together("EC-X", on(3), on(8))]
    for user, child, page, at in [
        (officer, "EC-X", "record", on(3)),
        (officer, "EC-X", "timeline", on(7, 23)),
        (officer, "EC-X", "record", on(5)),
        (officer, "EC-X", "record", on(8)),
        (colleague, "EC-X", "record", on(2, 23)),
        (colleague, "EC-Y", "record", on(5)),
    ]:
        read(user, child, page, at)
    (found,) = readers(wrong)
    assert (found.name, found.role, found.times) == ("Priya Sharma", "Education officer", 3)
    assert (found.first, found.last) == (on(3), on(7, 23))
    assert found.pages_in_words == "The record, the timeline"


def test_a_list_or_another_reference_of_the_same_records_counts_too(
    officer: Any, colleague: Any
) -> None:
    read(officer, "EC-W", "children", on(1))
    read(colleague, "EC-X", "match", on(5))
    found = readers([Together("EC-W", None, on(4)), Together("EC-X", on(4), None)])
    assert [each.email for each in found] == ["joanne@sample.example", "priya@exampleshire.example"]
    assert [each.pages_in_words for each in found] == ["Match", "A list of children"]


def test_nobody_read_it(officer: Any) -> None:
    read(officer, "EC-X", "record", on(9))
    assert readers([Together("EC-X", on(3), on(8))]) == readers([]) == []


def test_the_file_holds_no_formula_and_the_authoritys_time(officer: Any, colleague: Any) -> None:
    read(colleague, "EC-X", "record", datetime(2026, 7, 1, 8, tzinfo=UTC))
    text = as_csv(readers([Together("EC-X", None, None)])).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row == {
        "Name": "'=Joanne Lee", "Email": "joanne@sample.example", "Role": "", "Pages": "The record",
        "Times": "1", "First": "2026-07-01 09:00:00", "Last": "2026-07-01 09:00:00",
    }  # fmt: skip


def test_the_moves_and_the_runs_are_those_that_were_published(db: None) -> None:
    run = Run.objects.create(run_id="night", as_of=on(8).date(), known_at=on(8))
    for number, each in enumerate([move(1, "a", "", "X"), move(1, "b", "", "X")]):
        each.row_id = f"{number:032x}"
        each.save()
    parted = move(8, "b", "X", "Y", run="night")
    parted.row_id = "f" * 32
    parted.save()
    assert together(["a"], ["b"], "X") == [Together("X", on(1), run.published_at)]
