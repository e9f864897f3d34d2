"""A home in which nothing can be written: what was decided is not kept, and the page says so."""

from __future__ import annotations

import errno
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from onroll.record.feeds.deliveries import State
from onroll.record.home import Home
from onroll.record.people.decisions import Verdict, decide, decisions
from onroll.record.people.shields import shields
from onroll.record.referrals import referrals
from onroll.web.matching.not_kept import why_not_written
from onroll.web.separating.models import Separation
from tests.web.files_to_load import csv_of, pupils
from tests.web.matching_pages import text_of
from tests.web.matching_world import AMAAL, AMAL, PAWEL, TWIN, show_matches
from tests.web.test_history_of_loads import address, loaded, state
from tests.web.test_matching_referrals import NEW, ask

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(sys.platform == "win32", reason="no limit on what a process writes there"),
]
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
WHY = "I rang their mother"


@pytest.fixture
def matched(published: Any, own_home: Home) -> Home:
    show_matches(own_home)
    return own_home


@contextmanager
def no_file_may_grow() -> Iterator[None]:
    """The system refuses this process every byte of every file, as a full disk does."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def form_of(client: Any, address: str) -> dict[str, Any]:
    page = client.get(address).content.decode()
    return dict(re.findall(r'name="(shown)" value="([^"]*)"', page)) | {"why": WHY}


def forms(client: Any, home: Home) -> dict[str, tuple[str, dict[str, Any], str]]:
    """Each page on which somebody decides, with what it says when it cannot be kept."""
    decide(
        home, Verdict.DIFFERENT, ["admissions:2"], ["admissions:3"], at=NOW, by="p@x.y", why="So"
    )
    Separation.objects.create(number=1, decided_at=NOW, child=TWIN, by_id=client.user.pk)
    compare, apart = f"/matches/{AMAL}/{AMAAL}/", f"/children/{AMAL}/not-the-same/"
    return {
        "compare": (
            compare,
            form_of(client, compare) | {"verdict": "same"},
            "Your answer about these two records was not kept.",
        ),
        "take back": (
            "/matches/decided/1/take-back/",
            {"why": WHY},
            "The decision was not taken back. It stands as it did.",
        ),
        "separate": (
            apart,
            form_of(client, apart) | {"record": ["health:1"]},
            "The records were not separated. They are together, as they were.",
        ),
        "separate no more": (
            "/separated/1/take-back/",
            {"why": WHY},
            "The separation was not taken back. The records stay separate.",
        ),
        "protect": (
            f"/children/{PAWEL}/protect/",
            {"kind": "refuge", "why": WHY},
            "The child is not protected. Tell a safeguarding lead at once.",
        ),
    }


@pytest.mark.parametrize(
    "which", ["compare", "take back", "separate", "separate no more", "protect"]
)
@pytest.mark.parametrize("how", ["full", "read only"])
def test_where_nothing_can_be_written_the_page_says_what_was_not_done(
    signed_in: Any, officer: Any, matched: Home, monkeypatch: Any, which: str, how: str
) -> None:
    """Nothing is half done: no act in the home, no row in the database; what was typed stays."""
    signed_in.user = officer
    address, form, said = forms(signed_in, matched)[which]
    if how == "full":
        with no_file_may_grow():
            response = signed_in.post(address, form)
        assert "could not write to its record" in text_of(response)
    else:
        # root may write anywhere, so that a folder that may only be read is told by the system
        monkeypatch.setattr("os.access", lambda *asked: False)
        response = signed_in.post(address, form)
        monkeypatch.undo()
        assert "can only be read" in text_of(response)
    assert response.status_code == 503
    assert said in text_of(response)
    assert WHY in text_of(response)
    assert len(decisions(matched)) == 1
    assert not shields(matched)
    assert list(Separation.objects.values_list("number", flat=True)) == [1]

    again = signed_in.post(address, form)
    assert again.status_code in (200, 302)
    assert len(decisions(matched)) + len(shields(matched)) == 2


def test_a_referral_that_cannot_be_kept_says_so_and_can_be_sent_again(
    signed_in: Any, matched: Home
) -> None:
    ask(signed_in, surname="Hussein", born="5 March 2014")
    answers = {f"is-{AMAL}": "different", f"is-{AMAAL}": "not_sure"}
    signed_in.post("/referrals/new/matches/", answers)
    signed_in.post("/referrals/new/child/", NEW)
    with no_file_may_grow():
        response = signed_in.post("/referrals/new/check/")
    assert response.status_code == 503
    assert "The referral was not kept." in text_of(response)
    assert referrals(matched) == []
    assert "is kept" in text_of(signed_in.post("/referrals/new/check/", follow=True))
    assert len(referrals(matched)) == 1


def test_a_load_that_cannot_be_undone_for_want_of_room_stands_as_it_did(
    analyst: Any, own_home: Home
) -> None:
    load = loaded(own_home, "roll_2026-11-01.csv", csv_of(pupils(3)))
    with no_file_may_grow():
        response = analyst.post(f"{address(load)}undo/")
    assert response.status_code == 503
    assert "Nothing was loaded, and nothing was taken back." in text_of(response)
    assert state(own_home, load) is State.STANDING
    assert analyst.post(f"{address(load)}undo/").status_code == 302
    assert state(own_home, load) is State.UNDONE


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.ENOSPC, "is full"), (errno.EROFS, "can only be read"), (errno.EIO, "look at its log")],
)
def test_what_stood_in_the_way_is_called_by_its_name_and_the_log_has_no_path(
    caplog: Any, number: int, said: str
) -> None:
    problem = OSError(number, "As the system says it", "/home/people/decisions/child.json")
    assert said in why_not_written(problem)
    assert caplog.messages == ["Something decided could not be kept: As the system says it"]
