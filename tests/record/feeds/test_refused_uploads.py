"""A file that was sent and refused is noted, whether or not anybody looks at its result."""

from __future__ import annotations

import datetime as dt

import pytest

from onroll.record.feeds.deliveries import refusals
from onroll.record.feeds.limited import wait_for
from onroll.record.feeds.refused_uploads import note_refused
from onroll.record.feeds.staging import recheck, stage
from onroll.record.home import Home

NOW = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
NO_UPN = "Pupil ID,Forename,Surname,Date of Birth,Enrolment Status,Entry Date,URN\n1,A,B,C,D,E,F\n"


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home")


def sent(home, name, text, feed=None):
    (token,) = stage(home, name, [text.encode()], by="Priya", received_at=NOW, feed=feed)
    wait_for(home.staged / token / "check")
    return token


def noted(home):
    note_refused(home)
    return [(each.feed, each.file, each.at, each.by) for each in refusals(home)]


@pytest.mark.parametrize(
    ("name", "text", "said", "feed"),
    [
        ("roll_2026-11-01.csv", NO_UPN, "pupil_roll", "pupil_roll"),
        ("roll_2026-11-01.csv", NO_UPN, None, "pupil_roll"),
        ("letters.csv", "Dear,Sir,URN\nWe,write,now\n", None, ""),
    ],
)
def test_it_is_noted_once_of_the_feed_that_it_was_meant_for(home, name, text, said, feed):
    sent(home, name, text, said)
    assert noted(home) == [(feed, name, NOW, "Priya")]
    assert noted(home) == [(feed, name, NOW, "Priya")]


def test_checked_again_and_refused_again_it_is_noted_again(home):
    token = sent(home, "letters.csv", "Dear,Sir,URN\nWe,write,now\n")
    assert [feed for feed, *_ in noted(home)] == [""]
    recheck(home, token, feed="pupil_roll")
    wait_for(home.staged / token / "check")
    assert [feed for feed, *_ in noted(home)] == ["", "pupil_roll"]


def test_a_file_that_was_not_refused_is_not_noted(home, good):
    sent(home, *good["pupil_roll"])
    assert noted(home) == []
