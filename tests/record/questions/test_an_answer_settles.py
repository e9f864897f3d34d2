# ruff: noqa: E501 (a drawn table is easier to read on long lines)
"""An answer is one more row: with it the sources agree, and taken back they contradict again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from onroll.record.amend import amend
from onroll.record.known_then import KeptRun
from onroll.record.people.decisions import Verdict, decide
from onroll.record.questions.to_feed import Given, hand_over, record_of
from tests.scenarios.sources import Found, Sources, evening, new_authority

ROLL = """
    Pupil ID | UPN           | Forename | Surname | Date of Birth | URN    | Enrolment Status | Entry Date | Address   | Postcode
    ---------+---------------+----------+---------+---------------+--------+------------------+------------+-----------+---------
    P1       | E801400018001 | Amira    | Adebayo | 14/05/2012    | 100001 | C                | 01/09/2023 | 1 High St | XE1 2AB
    P1       | E801400018001 | Amira    | Adebayo | 14/05/2012    | 100003 | C                | 08/09/2025 | 1 High St | XE1 2AB
    P2       | U801400018002 | Ben      | Brook   | 02/02/2012    | 100001 | C                | 01/09/2023 | 2 High St | XE1 2AB
    P3       | H801400018003 | Cara     | Castle  | 03/03/2012    | 100001 | C                | 01/09/2023 | 3 High St | XE1 2AB
    P3       | H801400018003 | Cara     | Castle  | 03/03/2012    | 100003 | C                | 08/09/2025 | 3 High St | XE1 2AB
    P4       | X801400018004 | Dev      | Dean    | 04/04/2012    | 100001 | C                | 01/09/2023 | 4 High St | XE1 2AB
    P4       | X801400018004 | Dev      | Dean    | 04/04/2012    | 100003 | C                | 08/09/2025 | 4 High St | XE1 2AB
    P5       |               | Eve      | Eaton   | 05/05/2012    | 100001 | C                | 01/09/2023 | 5 High St | XE1 2AB
    P5       |               | Eve      | Eaton   | 05/05/2012    | 100003 | C                | 08/09/2025 | 5 High St | XE1 2AB
"""
ADDRESSES = """
    Pupil ID | Address   | Town | Postcode | UPRN | From       | To | Asserted By | Verified By | Verified On
    ---------+-----------+------+----------+------+------------+----+-------------+-------------+------------
    P2       | 2 High St | Exam | XE1 2AB  |      | 01/09/2023 |    | School      |             |
"""
NEW_PUPIL = "    P6       |               | Flo      | Ford    | 06/06/2012    | 100001 | C                | 01/09/2023 | 6 High St | XE1 2AB\n"
AT = datetime(2026, 1, 14, 9, 30, tzinfo=UTC)
AMIRA = Given(
    "QU-1-1", "QU-1", "two_main_rolls", "left_our_roll", "100001", "una@hilltop.example",
    date(2026, 1, 14), holds_from="2025-09-08", ground="a",
)  # fmt: skip
ANSWERS = {
    "pupil_system:P1": AMIRA,
    # Ben is on one roll alone, and that school says that he is gone
    "pupil_system:P2": replace(
        AMIRA, question="QU-2", ref="QU-2-1", holds_from="2026-01-07", ground="i"
    ),
    "pupil_system:P3": replace(
        AMIRA, question="QU-3", ref="QU-3-1", answer="never_on_our_roll", holds_from="", ground=""
    ),
    "pupil_system:P4": replace(
        AMIRA,
        question="QU-4",
        ref="QU-4-1",
        urn="100003",
        answer="subsidiary_registration",
        ground="",
    ),
    # Quay School took Eve back on 8 September, and speaks of another time before
    "pupil_system:P5": replace(
        AMIRA, question="QU-5", ref="QU-5-1", urn="100003", holds_from="2024-12-01"
    ),
}


def tied(sources: Sources) -> None:
    """Decide that each answer is of the child of a record, in the name of who asked."""
    for record, given in ANSWERS.items():
        decide(
            sources.home, Verdict.SAME, [record], [record_of(given.question)], at=AT,
            by="priya@exampleshire.example", why="The question was asked about this child",
        )  # fmt: skip


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    """Two schools have four pupils on their main roll; on the 14th each question is answered."""
    sources = Sources(new_authority(tmp_path_factory.mktemp("authority")))
    sources.send("2026-01-05", "roll_2026-01-05.csv", ROLL)
    sources.send("2026-01-05", "addresses_2026-01-05.csv", ADDRESSES)
    hand_over(sources.home, ANSWERS.values(), at=AT, by="onroll")
    return sources


@pytest.fixture(scope="module")
def before(sources: Sources) -> Found:
    return sources.worked_out("2026-01-13")


@pytest.fixture(scope="module")
def after(sources: Sources) -> Found:
    """The run of the 14th, amended once it was decided of which child each answer is."""
    first = sources.worked_out("2026-01-14").kept
    tied(sources)
    records = list(ANSWERS)
    return Found(
        KeptRun.of(amend(sources.home, first.folder, records, at=evening("2026-01-14")).folder)
    )


@pytest.fixture(scope="module")
def whole(sources: Sources, after: Found) -> Found:
    """The same day worked out as a whole."""
    return sources.worked_out("2026-01-14")


def asked(found: Found) -> list[tuple[str, ...]]:
    """The questions of the run's own day: of whom, and which school is asked."""
    day = found.kept.as_of
    return [
        (found.name_of[row["child"]], row["school"])
        for row in found.rows("contradictions", contradiction="two_main_rolls")
        if row["starts_on"] <= day and (row["ends_before"] is None or day < row["ends_before"])
    ]


def rolls(found: Found, name: str) -> list[tuple[str, str]]:
    """Each school on whose roll the child is, and the day before which that ends; "" for none."""
    rows = found.rows("facts", child=found.child_of[name], fact="on_roll")
    return sorted((row["setting"], str(row["ends_before"] or "")) for row in rows)


def test_what_was_known_before_the_answers_is_as_it_was(before: Found) -> None:
    """A look back to the evening before: no row of a school has changed."""
    assert sorted(asked(before)) == [(name, "100001") for name in ("Amira", "Cara", "Dev", "Eve")]
    assert rolls(before, "Amira") == [("100001", ""), ("100003", "")]


def test_two_rolls_are_one_once_a_school_says_that_the_pupil_left_it(after: Found) -> None:
    assert "Amira" not in [name for name, _ in asked(after)]
    assert rolls(after, "Amira") == [("100001", "2025-09-08"), ("100003", "")]
    told = after.rows("facts", child=after.child_of["Amira"], feed="question_answers")
    assert {row["fact"] for row in told} == {"removed_from_roll", "removed_to_another_school"}


def test_an_amended_run_hears_the_answers_as_a_whole_one_does(after: Found, whole: Found) -> None:
    def told(found: Found) -> list[tuple[str, ...]]:
        rows = found.rows("facts", "child", "fact", "starts_on", "ends_before", "setting", "feed")
        return sorted(tuple(map(str, row.values())) for row in rows)

    assert told(after) == told(whole)


def test_a_child_who_left_the_only_roll_is_missing_education_from_that_day(
    before: Found, after: Found
) -> None:
    """On 6 January Ben is on the roll still; on the 7th, the day of the deletion, on none."""
    assert "Ben" not in before.on("2026-01-07", "missing_education")
    assert "Ben" not in after.on("2026-01-06", "missing_education")
    assert "Ben" in after.on("2026-01-07", "missing_education")


def test_a_pupil_who_was_never_on_a_roll_leaves_no_spell_of_it(after: Found) -> None:
    assert rolls(after, "Cara") == [("100003", "")]


def test_what_a_school_says_is_of_its_own_roll_and_of_no_later_entry(after: Found) -> None:
    """Quay School says that Eve left in 2024, before it entered her: nothing of hers ends."""
    assert rolls(after, "Eve") == [("100001", ""), ("100003", "")]
    assert asked(after) == [("Eve", "100001")]


def test_what_an_answer_enters_holds_for_28_days_and_then_a_file_must_say_it(
    sources: Sources,
) -> None:
    """Dev's registration is told as subsidiary on 14 January: good on 10 February, the 27th day
    after. A file that comes on that day may not have caught up with what Amira's school said."""
    sources.send("2026-02-10", "roll_2026-02-10.csv", ROLL + NEW_PUPIL)
    assert asked(sources.worked_out("2026-02-10")) == [("Eve", "100001")]


def test_a_file_that_comes_28_days_after_an_answer_is_believed_over_it(sources: Sources) -> None:
    sources.send("2026-02-11", "roll_2026-02-11.csv", ROLL + NEW_PUPIL.replace("P6", "P7"))
    found = sources.worked_out("2026-02-11")
    assert sorted(asked(found)) == [(name, "100001") for name in ("Amira", "Cara", "Dev", "Eve")]


def test_an_answer_that_is_taken_back_restores_what_stood(sources: Sources) -> None:
    """And what was known while it stood is told as it was then."""
    back = replace(AMIRA, taken_back_on=date(2026, 1, 14), taken_back_by="una@hilltop.example")
    hand_over(sources.home, [back], at=datetime(2026, 1, 15, 9, tzinfo=UTC), by="onroll")
    found = sources.worked_out("2026-01-15")
    assert ("Amira", "100001") in asked(found)
    assert rolls(found, "Amira") == [("100001", ""), ("100003", "")]
    assert not found.rows("facts", feed="question_answers")
