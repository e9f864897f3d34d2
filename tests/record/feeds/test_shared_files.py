"""Every file under ../shared/data/feeds loads, or is refused with the right words."""

from collections import Counter
from pathlib import Path

import pytest

from onroll.record.feeds import FileRefused, read

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "feeds"

pytestmark = pytest.mark.skipif(
    not FOLDER.exists(), reason=f"LOUD: the sample feeds are not at {FOLDER}"
)

READ = {
    "annex_a/Annex_A_2024_Jan.xlsx": ("annex_a", 17),
    "cin/CIN_Census_2024.xml": ("cin_census", 3),
    "cin/CIN_Census_2026.xml": ("cin_census", 3),
    "gias/edubase_format_fixture.csv": ("schools", 60),
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


def test_a_census_of_wrong_upns_keeps_every_row_and_flags_every_upn():
    reading = read(FOLDER / "school_census/2024_autumn_pupilonroll.csv")

    faults = Counter(problem.rule_id for problem in reading.problems)
    assert faults["upn.not_a_upn"] == 9088
    assert set(reading.accepted["upn"].to_pylist()) == {None}
    assert set(reading.accepted["setting"].to_pylist()) >= {"SCH5", "SCH7"}


def test_every_other_sample_is_refused_with_its_own_columns():
    for path in sorted(FOLDER.rglob("*.*")):
        if str(path.relative_to(FOLDER)) not in READ:
            with pytest.raises(
                FileRefused, match=r"Your columns are: |holds column headings that onroll knows"
            ) as refused:
                read(path)
            assert path.name in str(refused.value)
