"""What a decision that cannot be shown at once leaves behind, and what no process has to carry."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import pytest

from onroll.record.home import Home
from onroll.record.people import explain
from onroll.record.people.decisions import Verdict, decide
from onroll.record.people.shields import Kind, raise_shield
from onroll.web.amending import follow
from onroll.web.matching import weights
from tests.web.matching_world import show_matches
from tests.web.sending import words

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
STARTS = """
import sys, django
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
print(*sorted({name.partition(".")[0] for name in sys.modules} & {"splink", "pandas"}))
"""


def test_what_is_logged_of_a_failure_says_nothing_of_a_child(
    published: Any, own_home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    """No run folder is there to amend, and its name stands for whatever an error may quote."""
    shutil.rmtree(own_home.runs, ignore_errors=True)
    assert follow(["health:9434765919"], at=NOW) is False
    (line,) = caplog.messages
    assert line == "Something decided waits for the next run: CannotAmend"
    assert caplog.records[0].exc_info is None


def test_a_decision_about_a_protected_record_that_is_in_no_run_now_is_kept_back(
    signed_in: Any, published: Any, own_home: Home
) -> None:
    show_matches(own_home)
    said: dict[str, Any] = {"at": NOW, "by": "ruth@exampleshire.example", "why": "He hides there"}
    decide(own_home, Verdict.NOT_SURE, ["gone:1"], ["gone:2"], **said)
    assert "He hides there" in words(signed_in.get("/matches/decided/"))
    raise_shield(own_home, Kind.REFUGE, ["gone:1"], **said)
    for page in ("/matches/decided/", "/matches/decided/1/"):
        assert "He hides there" not in words(signed_in.get(page))


def test_the_service_starts_without_the_linking() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", STARTS], capture_output=True, text=True, timeout=120, check=True
    )
    assert ran.stdout.strip() == ""


def test_the_weights_are_told_apart_by_the_words_of_the_linking() -> None:
    assert (weights.BEFOREHAND, weights.MISSING) == (explain.BEFOREHAND, explain.MISSING)


def test_a_new_referral_is_one_step_from_today_for_who_may_take_it(
    client: Any, signed_in: Any, published: Any, analyst_once: Any
) -> None:
    assert 'href="/referrals/new/"' in signed_in.get("/").content.decode()
    client.force_login(analyst_once)
    assert 'href="/referrals/new/"' not in client.get("/").content.decode()
