# ruff: noqa: E501 (a drawn table is easier to read on long lines)
"""A file of numbers in which some cells say `low`, `x`, `z` or `c`.

In the Department's published files they stand for: more than none but rounded to none, not
available, does not apply, hidden to protect a child. None of them is a number, and none is nought.
"""

import pytest

from onroll.cli.loading import Outcome
from onroll.cli.terminal import ExitCode
from onroll.figures.whereabouts_counts import count
from tests.scenarios.sources import Found, Sources, as_text
from tests.spec.drawn import drawn

PUPILS = """
    Pupil ID | Forename | Surname | Date of Birth | URN    | Entry Date
    ---------+----------+---------+---------------+--------+-----------
    P1       | Amira    | Adebayo | 14/05/2012    | 100001 | 01/09/2023
    P2       | Ben      | Brook   | 02/02/2012    | 100001 | 01/09/2023
    P3       | Cara     | Castle  | 03/03/2012    | 100001 | 01/09/2023
    P4       | Dev      | Dean    | 04/04/2012    | 100001 | 01/09/2023
    P5       | Ela      | Elm     | 05/05/2012    | 100001 | 01/09/2023
    P6       | Finn     | Field   | 06/06/2012    | 100001 | 01/09/2023
"""
UP_TO_OCTOBER = """
    Pupil ID | URN    | From       | To         | possible_sessions | overall_attendance | overall_absence | authorised_absence | unauthorised_absence
    ---------+--------+------------+------------+-------------------+--------------------+-----------------+--------------------+---------------------
    P1       | 100001 | 02/09/2025 | 24/10/2025 | 78                | 68                 | 10              | 10                 | 0
    P2       | 100001 | 02/09/2025 | 24/10/2025 | 78                | 68                 | 10              | 10                 | 0
    P3       | 100001 | 02/09/2025 | 24/10/2025 | 78                | 68                 | 10              | 10                 | 0
    P4       | 100001 | 02/09/2025 | 24/10/2025 | 78                | 68                 | 10              | 10                 | 0
    P5       | 100001 | 02/09/2025 | 24/10/2025 | 78                | 68                 | 10              | 10                 | 0
    P6       | 100001 | 02/09/2025 | 24/10/2025 | 78                | 68                 | 10              | 10                 | 0
"""
"""A tenth or more of 78 sessions is 8, and all six have missed 10: persistently absent."""
TO_CHRISTMAS = """
    Pupil ID | URN    | From       | To         | possible_sessions | overall_attendance | overall_absence | authorised_absence | unauthorised_absence
    ---------+--------+------------+------------+-------------------+--------------------+-----------------+--------------------+---------------------
    P1       | 100001 | 04/11/2025 | 19/12/2025 | 68                | 58                 | 10              | 10                 | 0
    P2       | 100001 | 04/11/2025 | 19/12/2025 | 68                | 68                 | x               | 0                  | 0
    P3       | 100001 | 04/11/2025 | 19/12/2025 | 68                | 68                 | z               | 0                  | 0
    P4       | 100001 | 04/11/2025 | 19/12/2025 | 68                | 68                 | low             | 0                  | 0
    P5       | 100001 | 04/11/2025 | 19/12/2025 | 68                | 68                 | c               | 0                  | 0
    P6       | 100001 | 04/11/2025 | 19/12/2025 | 68                | 68                 | 0               | 0                  | 0
"""
"""Only Finn's nought is one: 10 of 146 are fewer than a tenth."""
FILE = "attendance_summaries_2025-26_autumn.csv"
WHOLE_TERM = as_text([*drawn(UP_TO_OCTOBER), *drawn(TO_CHRISTMAS)])


@pytest.fixture(scope="module")
def sources(sources: Sources) -> Sources:
    sources.send_pupils("2025-10-24", PUPILS)
    sources.send("2025-10-31", FILE, UP_TO_OCTOBER)
    return sources


@pytest.fixture(scope="module")
def refused(sources: Sources) -> Outcome:
    """What becomes of the file with the symbols when nobody has said anything of it."""
    return sources.brought("2026-01-09", FILE, WHOLE_TERM)


@pytest.fixture(scope="module")
def found(sources: Sources, refused: Outcome) -> Found:
    """What a run makes of its good rows, which somebody then chose to load."""
    outcome = sources.brought("2026-01-09", FILE, WHOLE_TERM, accept_good=True)
    assert outcome.load is not None
    return sources.worked_out("2026-01-09")


def test_nothing_is_loaded_of_such_a_file_unless_a_person_says_so(refused: Outcome):
    assert (refused.code, refused.load) == (ExitCode.HELD_BACK, None)
    assert "4 of 12 rows held back, nothing loaded." in refused.message


def test_a_row_with_a_symbol_is_held_back_and_said_to_be_no_number(refused: Outcome):
    assert refused.reading is not None
    faults = refused.reading.fault_counts
    assert {(column, rule) for column, rule, _ in faults} == {
        ("overall_absence", "absent.not_a_number")
    }
    assert sum(faults.values()) == 4


def test_a_symbol_is_never_counted_as_nought(found: Found):
    """Finn's 10 of 146 are below a tenth. Of four nobody knows, and they stay on the list."""
    before, after = "2025-10-25", "2025-12-20"
    assert found.on(before, "persistent_absence") == "Amira, Ben, Cara, Dev, Ela, Finn"
    assert found.on(after, "persistent_absence") == "Amira, Ben, Cara, Dev, Ela"


@pytest.mark.parametrize("symbol", ["x", "z", "low", "c"])
def test_nor_in_a_table_that_another_authority_sends(symbol: str):
    """A count of children whose whereabouts are known takes a number, a note or a gap."""
    with pytest.raises(ValueError, match="is neither a number"):
        count(symbol)
