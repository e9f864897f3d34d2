"""`onroll exchange`: two authorities make keys, trust each other, seal and open."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Onroll
from tests.record.exchange.two_homes import OFFER

MESSAGE = {
    "transfer": "t1", "turn": 1, "giver": "001", "taker": "002", "by": "001", "number": 1,
    "kind": "offer", "on": "2026-11-02", "about": 0,
}  # fmt: skip


def home_of(folder: Path, code: str, name: str) -> Path:
    folder.mkdir()
    (folder / "authority.toml").write_text(
        f'name = "{name}"\nshort_name = "{name}"\nla_code = "{code}"\ncolour = "#1d3557"\n'
        'postcode_districts = ["XE1"]\n',
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def homes(tmp_path: Path, onroll: Onroll) -> tuple[str, str]:
    """Two homes with keys, each of which trusts the other's."""
    both = [home_of(tmp_path / code, code, name) for code, name in
            (("001", "Exampleshire"), ("002", "Weirshire"))]  # fmt: skip
    prints = {}
    for home in both:
        made = onroll("exchange", "keys", "make", "--home", str(home))
        (tmp_path / f"{home.name}.toml").write_text(made.stdout, encoding="utf-8")
        prints[home.name] = re.search("telephone: (.+)", made.stderr)[1]
    for home, other in (both, both[::-1]):
        done = onroll(
            "exchange", "keys", "trust", str(tmp_path / f"{other.name}.toml"), "--fingerprint",
            prints[other.name], "--home", str(home),
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    return str(both[0]), str(both[1])


def sealed(onroll: Onroll, folder: Path, home: str, **more: str) -> Path:
    asked, out = folder / "offer.json", folder / "offer.sealed"
    asked.write_text(json.dumps({"message": MESSAGE, "told": {**OFFER, **more}}))
    done = onroll("exchange", "seal", str(asked), "--out", str(out), "--home", home)
    assert done.returncode == (4 if more else 0), done.stderr
    return out


def test_what_one_seals_the_other_opens_once(
    homes: tuple[str, str], onroll: Onroll, tmp_path: Path
) -> None:
    ours, theirs = homes
    file = sealed(onroll, tmp_path, ours)
    opened = onroll("exchange", "open", str(file), "--home", theirs)
    assert opened.returncode == 0, opened.stderr
    assert json.loads(opened.stdout) == {"message": MESSAGE, "told": OFFER}
    assert "From Exampleshire (001)." in opened.stderr
    again = onroll("exchange", "open", str(file), "--home", theirs)
    assert (again.returncode, again.stdout) == (4, "")
    assert "opened here before" in again.stderr


def test_who_sealed_it_cannot_open_it(
    homes: tuple[str, str], onroll: Onroll, tmp_path: Path
) -> None:
    ours, _ = homes
    opened = onroll("exchange", "open", str(sealed(onroll, tmp_path, ours)), "--home", ours)
    assert (opened.returncode, opened.stdout) == (4, "")
    assert "for authority 002, and this is 001" in opened.stderr


def test_more_than_the_contract_is_not_sealed_and_no_word_of_it_is_said(
    homes: tuple[str, str], onroll: Onroll, tmp_path: Path
) -> None:
    assert not sealed(onroll, tmp_path, homes[0], notes="seen at the clinic").exists()


def test_a_key_with_another_fingerprint_is_not_trusted(
    homes: tuple[str, str], onroll: Onroll, tmp_path: Path
) -> None:
    done = onroll(
        "exchange", "keys", "trust", str(tmp_path / "002.toml"), "--fingerprint", "0000",
        "--home", homes[0],
    )  # fmt: skip
    assert done.returncode == 4
    assert "do not use it" in done.stderr


def test_show_prints_our_key_and_whom_we_trust(homes: tuple[str, str], onroll: Onroll) -> None:
    shown = onroll("exchange", "keys", "show", "--home", homes[0])
    assert 'la_code = "001"' in shown.stdout
    assert "secret" not in shown.stdout
    assert "002  Weirshire" in shown.stderr
