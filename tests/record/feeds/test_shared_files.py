"""Every file under ../shared/data/feeds loads, or is refused with the right words."""

from collections import Counter
from pathlib import Path

import pytest

from onroll.record.feeds import FileRefused, read

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "feeds"

pytestmark = pytest.mark.skipif(
    not FOLDER.exists(), reason=f"LOUD: the sample feeds are not at {FOLDER}"
)

SOCIAL_CARE = ("annex_a/", "cin/", "ssda903/")
"""Read in test_shared_social_care.py."""

READ = {
    "gias/edubase_format_fixture.csv": ("gias_establishments", 60),
    **{
        f"school_census/2024_autumn_{table}.csv": (f"census_{key}", rows)
        for table, key, rows in (
            ("addressesoffroll", "autumn_addresses_off_roll", 1698),
            ("fsmperiodsonroll", "autumn_free_meals", 25358),
            ("summerhalfterm2sessiondetailsoffroll", "summer_sessions_off_roll", 1343),
            ("summerhalfterm2sessiondetailsonroll", "summer_sessions_on_roll", 39575),
            ("termlyexclusionsoffroll", "leaver_exclusions", 318),
            ("termlysessiondetailsoffroll", "sessions_off_roll", 1328),
            ("termlysessiondetailsonroll", "sessions_on_roll", 39953),
        )
    },
    "school_census/2024_autumn_pupilonroll.csv": ("census_on_roll", 9088),
    "school_census/2024_autumn_pupilnolongeronroll.csv": ("census_off_roll", 308),
    "school_census/2024_autumn_termlyexclusionsonroll.csv": ("census_exclusions", 10373),
}


@pytest.mark.parametrize("name", READ)
def test_a_sample_is_read_and_every_row_is_kept(name):
    feed, rows = READ[name]

    reading = read(FOLDER / name)

    assert reading.feed.key == feed
    assert (reading.rows_in, reading.accepted_rows, reading.held_back_rows) == (rows, rows, 0)


@pytest.mark.parametrize(("table", "rows"), [("pupilonroll", 9088), ("pupilnolongeronroll", 308)])
def test_a_census_of_wrong_upns_keeps_every_row_and_flags_every_upn(table, rows):
    reading = read(FOLDER / f"school_census/2024_autumn_{table}.csv")

    faults = Counter(problem.rule_id for problem in reading.problems)
    assert faults["upn.not_a_upn"] == rows
    assert set(reading.accepted["upn"].to_pylist()) == {None}
    assert set(reading.accepted["setting"].to_pylist()) >= {"SCH5", "SCH7"}


@pytest.mark.parametrize("name", [name for name in READ if name.startswith("school_census/")])
def test_a_sample_of_a_census_has_every_column_of_its_term(name):
    reading = read(FOLDER / name)

    expected = {column.title for column in reading.feed.columns if column.expected}
    assert expected <= set(reading.columns.values())


def test_a_code_that_went_before_the_census_is_flagged_and_its_row_kept():
    reading = read(FOLDER / "school_census/2024_autumn_termlysessiondetailsonroll.csv")

    found = Counter((problem.rule_id, problem.value) for problem in reading.problems)
    assert found == {("attendancereason.not_in_list", "Y"): 1421}


def test_every_other_sample_is_refused_with_its_own_columns():
    for path in sorted(FOLDER.rglob("*.*")):
        name = str(path.relative_to(FOLDER))
        if name not in READ and not name.startswith(SOCIAL_CARE):
            with pytest.raises(
                FileRefused, match=r"Your columns are: |holds column headings that onroll knows"
            ) as refused:
                read(path)
            assert path.name in str(refused.value)
