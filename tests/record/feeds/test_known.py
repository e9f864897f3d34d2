"""What is here already, as the checks of a file see it."""

import pickle

from onroll.record.feeds.known import Known, known
from onroll.record.home import Home
from tests.record.feeds.drawn_roll import home_with_october


def test_it_holds_the_authority_its_schools_and_what_was_loaded_before(tmp_path):
    found = home_with_october(tmp_path)

    assert (found.la_code, found.postcode_districts) == ("001", ("XE1", "XE2"))
    assert [path.name for path in found.schools] == ["accepted.parquet"]
    assert [load.file for load in found.before["pupil_roll"]] == ["roll_2026-10-04.csv"]


def test_it_can_be_sent_to_another_process(tmp_path):
    found = home_with_october(tmp_path)

    assert pickle.loads(pickle.dumps(found)) == found


def test_of_a_home_that_is_not_there_nothing_is_known(tmp_path):
    assert known(Home(tmp_path / "none")) == Known.nothing()
