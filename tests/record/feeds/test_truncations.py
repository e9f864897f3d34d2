"""An export that was cut short anywhere is refused, asked about or has a row that is named."""

import datetime as dt

import pytest

from onroll.record.feeds import FileRefused, read
from onroll.record.feeds.known import known
from onroll.record.feeds.landing import land
from onroll.record.home import Home
from tests.record.feeds.drawn_roll import children, text


@pytest.fixture(scope="module")
def october(tmp_path_factory):
    """What is known of October's roll: 300 children at ten schools, school by school."""
    folder = tmp_path_factory.mktemp("october")
    rows = [row | {"URN": str(200000 + at // 30)} for at, row in enumerate(children(300))]
    path = folder / "roll_2026-10-04.csv"
    path.write_text(text(rows), encoding="utf-8")
    home = Home(folder / "home")
    land(read(path, "pupil_roll"), home, dt.datetime(2026, 10, 5, tzinfo=dt.UTC))
    return known(home), text(rows).encode()


@pytest.mark.parametrize("part", range(5, 100, 5))
def test_a_roll_that_is_cut_short_is_noticed(part, october, write):
    before, whole = october
    path = write("roll_2026-11-01.csv", whole[: len(whole) * part // 100])

    try:
        reading = read(path, "pupil_roll", known=before)
    except FileRefused:
        return
    asked = {question.rule_id for question in reading.questions}
    assert asked & {"rows.fallen", "schools.missing", "schools.fallen"} or reading.problems
