"""Pairs that wait for a person, decided from the command line; names are never printed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from onroll.record.home import Home
from onroll.record.people.shields import Kind, raise_shield
from tests.cli.conftest import Onroll

TWINS = """\
Pupil ID,UPN,Forename,Surname,Date of Birth,Sex,URN,Enrolment Status,Entry Date,Address,Postcode
P1,,Grace,Placeholder,08/08/2012,F,100002,C,01/09/2024,4 High Street,XE1 1AE
P2,,Tom,Placeholder,08/08/2012,M,100002,C,01/09/2024,4 High Street,XE1 1AE
P3,,Ben,Sample,02/02/2016,M,100002,C,01/09/2024,2 High Street,XE1 1AB
"""
WHY = ("--why", "Two birth certificates", "--by", "priya@example.gov.uk")
PAIR = ("pupil_system:P1", "pupil_system:P2")


@pytest.fixture
def linked(onroll: Onroll, tmp_path: Path) -> Onroll:
    """The command with a home of twins, linked."""
    path = tmp_path / "roll_2026-11-20.csv"
    path.write_text(TWINS, encoding="utf-8")
    assert onroll("load", path).returncode == 0
    again(onroll)
    return onroll


def again(onroll: Onroll) -> None:
    assert onroll("run", "--as-of", "2026-11-20", "--no-publish").returncode == 0


def waiting(onroll: Onroll) -> list[dict[str, Any]]:
    return json.loads(onroll("matches", "--json").stdout)


def pairs(rows: list[dict[str, Any]]) -> Iterator[tuple[str, ...]]:
    return (tuple(sorted((row["record_a"], row["record_b"]))) for row in rows)


def test_pairs_are_listed_by_reference_and_never_by_name(linked: Onroll) -> None:
    assert list(pairs(waiting(linked))) == [PAIR]
    printed = linked("matches").stdout
    assert printed.startswith("EC-")
    assert "alike" in printed
    assert "since 20 November 2026" in printed
    for name in ("Grace", "Tom", "Placeholder", "High Street"):
        assert name not in printed


def test_a_pair_that_is_decided_waits_no_longer(linked: Onroll) -> None:
    ran = linked("matches", "decide", *PAIR, "--different", *WHY)
    assert ran.returncode == 0
    assert ran.stdout.startswith("Decision 1: priya@example.gov.uk decided on ")
    again(linked)
    assert waiting(linked) == []
    assert "No pair waits" in linked("matches").stderr


def test_who_was_not_sure_is_told_beside_the_pair(linked: Onroll) -> None:
    linked("matches", "decide", *PAIR, "--not-sure", "--why", "rang the school", "--by", "sam")
    (row,) = waiting(linked)
    assert "sam decided on" in row["not_sure"]
    assert "rang the school" in linked("matches").stdout


def test_an_opposite_decision_names_the_one_it_takes_back(linked: Onroll) -> None:
    linked("matches", "decide", *PAIR, "--different", *WHY)
    refused = linked("matches", "decide", *PAIR, "--same", *WHY)
    assert refused.returncode == 1
    assert "priya@example.gov.uk decided on" in refused.stderr
    assert "two children: Two birth certificates. Take decision 1 back first" in refused.stderr
    assert linked("matches", "decide", *PAIR, "--same", *WHY, "--instead-of", "1").returncode == 0
    held = json.loads(linked("matches", "history", "--json").stdout)
    assert [(row["number"], row["verdict"], row["stands"]) for row in held] == [
        (2, "same", True),
        (1, "different", False),
    ]


def test_a_decision_is_taken_back_once_and_stays_in_the_history(linked: Onroll) -> None:
    linked("matches", "decide", *PAIR, "--different", *WHY)
    assert linked("matches", "take-back", "1", *WHY).returncode == 0
    assert "was taken back on" in linked("matches", "take-back", "1", *WHY).stderr
    assert "stands no longer: priya" in linked("matches", "history").stdout


def test_two_children_are_kept_apart_with_all_of_their_records(linked: Onroll) -> None:
    linked("matches", "decide", "pupil_system:P1", "pupil_system:P3", "--same", *WHY)
    again(linked)
    linked("matches", "decide", *PAIR, "--different", *WHY)
    (newest, _) = json.loads(linked("matches", "history", "--json").stdout)
    assert newest["one"] == ["pupil_system:P1", "pupil_system:P3"]


def test_a_pair_with_a_protected_child_shows_no_records(linked: Onroll, home: Path) -> None:
    raise_shield(
        Home(home), Kind.REFUGE, [PAIR[0]], at=datetime.now(UTC), by="lee@example.gov.uk", why="so"
    )
    again(linked)
    (row,) = waiting(linked)
    assert sorted(row) == ["child_a", "child_b", "protected", "since"]
    assert "protected: decide it in the service" in linked("matches").stdout
    assert PAIR[0] not in linked("matches").stdout


def test_of_a_decision_about_a_protected_child_only_who_and_when_is_told(
    linked: Onroll, home: Path
) -> None:
    """From the moment of the protection on, before any run has worked it in."""
    linked("matches", "decide", *PAIR, "--not-sure", *WHY)
    assert PAIR[0] in linked("matches", "history").stdout
    raise_shield(
        Home(home), Kind.REFUGE, [PAIR[0]], at=datetime.now(UTC), by="lee@example.gov.uk", why="so"
    )
    printed = linked("matches", "history").stdout
    assert "protected: see it in the service" in printed
    assert "stands: by priya@example.gov.uk on " in printed
    for kept_back in (*PAIR, "Two birth certificates"):
        assert kept_back not in printed
        assert kept_back not in linked("matches", "history", "--json").stdout
        assert kept_back not in linked("matches").stdout


def test_what_cannot_be_decided_is_said_in_a_sentence(linked: Onroll) -> None:
    for said, words in (
        ((*PAIR, *WHY), "say one of --same, --different and --not-sure"),
        ((*PAIR, "--same", "--different", *WHY), "say one of"),
        ((*PAIR, "--same"), "No reason is given"),
        ((PAIR[0], "nonsense:1", "--same", *WHY), "'nonsense:1' is no record of the run of"),
        ((PAIR[0], PAIR[0], "--same", *WHY), "is on both sides"),
        ((*PAIR, "--same", *WHY, "--instead-of", "9"), "There is no decision 9"),
    ):
        ran = linked("matches", "decide", *said)
        assert (ran.returncode, ran.stdout) == (2, ""), said
        assert words in ran.stderr
