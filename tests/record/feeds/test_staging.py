"""A file on its way: sent, checked beside, said what it is, checked again, put aside."""

from __future__ import annotations

import datetime as dt
import os
import stat

import pytest

from onroll.record.feeds import staging
from onroll.record.feeds.column_mapping import Mapping
from onroll.record.feeds.limited import wait_for
from onroll.record.feeds.staging import NotStaged, discard, forget_old, recheck, stage, staged
from onroll.record.home import Home
from tests.record.feeds.whole_files import workbook, zipped

NOW = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home")


@pytest.fixture
def send(home):
    """Stages a file and waits for its check; gives what is staged."""

    def send_file(name, content, **said):
        data = content.encode() if isinstance(content, str) else content
        tokens = stage(home, name, [data[:10], data[10:]], by="Priya", received_at=NOW, **said)
        return [checked(home, token) for token in tokens]

    return send_file


def checked(home, token):
    if (home.staged / token / "check" / "ended.json").exists():
        wait_for(home.staged / token / "check")
    return staged(home, token)


def test_a_file_that_was_sent_is_checked_and_can_be_looked_at(send, good):
    (one,) = send(*good["pupil_roll"])

    assert (one.state, one.by, one.received_at) == ("checked", "Priya", NOW)
    assert (one.progress, one.rows) == ((4, 4), 1)
    assert one.reading is not None
    assert (one.reading.feed.key, one.reading.accepted_rows) == ("pupil_roll", 1)
    assert one.preview is not None
    assert one.preview.headings[:2] == ("Pupil ID", "UPN")
    assert one.preview.rows[0][0] == "P1"
    assert one.path.read_text() == good["pupil_roll"][1]


def test_before_its_check_is_done_a_file_is_being_checked(home, good):
    name, text = good["pupil_roll"]

    (token,) = stage(home, name, [(text + "\n" * 500_000).encode()], by="", received_at=NOW)

    assert staged(home, token).state == "checking"
    assert checked(home, token).state == "checked"


def test_a_file_whose_columns_are_not_known_shows_its_rows_and_is_read_once_they_are_said(
    home, send, good
):
    name, text = good["term_dates"]
    (one,) = send(name, text.replace("Kind", "Sort of day"))
    assert one.state == "refused"
    assert one.preview is not None
    assert one.preview.rows[0][1] == "Open"

    mapping = Mapping("term_dates", "capita_one", {"sortofday": "kind"})
    recheck(home, one.token, feed="term_dates", mapping=mapping)

    again = checked(home, one.token)
    assert again.state == "checked"
    assert again.mapping == mapping
    assert again.reading is not None
    assert again.reading.columns["kind"] == "Sort of day"
    assert (again.by, again.received_at) == ("Priya", NOW)


def test_each_file_of_a_zip_is_on_its_way_by_itself(send, good):
    files = [good["pupil_roll"], good["term_dates"], ("a.csv", "%PDF")]

    sent = send("november.zip", zipped([(name, text.encode()) for name, text in files]))

    assert {one.file: one.state for one in sent} == {
        "a.csv": "refused",
        good["pupil_roll"][0]: "checked",
        "term_dates.csv": "checked",
    }


def test_a_zip_that_cannot_be_unpacked_is_one_refused_file(send):
    (one,) = send("november.zip", zipped([("../a.csv", b"a")]))

    assert one.state == "refused"
    assert "leads elsewhere" in one.refusal


def test_a_workbook_is_no_zip_of_files(send, good):
    rows = [line.split(",") for line in good["pupil_roll"][1].splitlines()]

    (one,) = send("roll_2026-11-01.xlsx", workbook(rows))

    assert one.state == "checked"


def test_what_is_too_large_is_refused_and_not_kept(send, good, monkeypatch):
    monkeypatch.setattr(staging, "MOST_BYTES", 15)

    (one,) = send(*good["pupil_roll"])

    assert one.state == "refused"
    assert "is larger than" in one.refusal
    assert one.path.stat().st_size <= 15


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\roll.csv", "roll.csv"),
        ("roll\0.csv", "roll.csv"),
        ("\u202eroll.csv", "roll.csv"),
        ("..", "file"),
        ("", "file"),
        ("é" * 200 + ".csv", "é" * 73 + ".csv"),
    ],
)
def test_a_name_is_kept_without_what_could_lead_elsewhere(sent, kept):
    assert staging.plain_name(sent) == kept


def test_only_the_owner_may_look_into_what_was_sent(home, send, good):
    send(*good["pupil_roll"])

    modes = {path.stat().st_mode for path in [home.staged, *home.staged.rglob("*")]}
    assert not any(mode & (stat.S_IRWXG | stat.S_IRWXO) for mode in modes if not stat.S_ISLNK(mode))


def test_a_file_that_was_put_aside_is_gone(home, send, good):
    (one,) = send(*good["pupil_roll"])

    discard(home, one.token)

    assert list(home.staged.iterdir()) == []
    with pytest.raises(NotStaged):
        staged(home, one.token)
    with pytest.raises(NotStaged):
        discard(home, one.token)


def test_old_files_are_forgotten_and_new_ones_are_not(home, send, good):
    (one,) = send(*good["pupil_roll"])

    assert forget_old(home, NOW) == 0
    assert forget_old(home, NOW + dt.timedelta(seconds=1)) == 1
    with pytest.raises(NotStaged):
        staged(home, one.token)


@pytest.mark.parametrize("token", ["", "..", "../loads", "A" * 32, "0" * 33, "0" * 32])
def test_what_is_no_token_is_not_staged(home, token):
    with pytest.raises(NotStaged):
        staged(home, token)


def test_a_check_that_was_broken_off_is_said_and_can_be_made_again(home, send, good):
    (one,) = send(*good["pupil_roll"])
    check = home.staged / one.token / "check"
    (check / "outcome.json").unlink()
    os.truncate(check / "ended.json", 0)
    assert "was still being read when onroll stopped" in staged(home, one.token).refusal

    recheck(home, one.token)

    assert checked(home, one.token).state == "checked"
