"""`onroll region` and `onroll published`: files packed, kept and put side by side."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from onroll.figures.regional.snapshot import COLUMNS
from onroll.figures.regional.snapshot_file import ENDING
from tests.cli.conftest import AUTHORITY, Onroll

COUNTED = {"day": "2026-10-01", "measure": "not_on_roll", "title": "Not on a school roll",
           "definition": "missing_education", "population": "20000"}  # fmt: skip


def filled(onroll: Onroll, home: Path, folder: Path, known: str, not_known: str) -> Path:
    """The template of an authority, filled in."""
    folder.mkdir(exist_ok=True)
    template = onroll("region", "template", home=home).stdout
    (row,) = csv.DictReader(template.splitlines())
    with (folder / "agreed.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, COLUMNS)
        out.writeheader()
        out.writerow(row | COUNTED | {"known": known, "not_known": not_known})
    return folder


def test_one_authority_packs_and_another_unpacks(
    onroll: Onroll, home: Path, tmp_path: Path
) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    text = AUTHORITY.replace('"001"', '"002"').replace("Exampleshire", "Weirshire")
    (theirs / "authority.toml").write_text(text, encoding="utf-8")
    key = onroll("exchange", "keys", "make", home=theirs)
    (tmp_path / "weirshire.toml").write_text(key.stdout, encoding="utf-8")
    (tmp_path / "groups.csv").write_text("region,la_code\nMade up,001\nMade up,002\nMade up,003\n")
    assert onroll("region", "groups", "groups.csv").returncode == 0

    folder = filled(onroll, theirs, tmp_path / "oct", "41", "4")
    small = onroll("region", "pack", folder, home=theirs)
    assert small.returncode == 4
    assert "a number from 1 to 4 may give a child away" in small.stderr
    assert not list(folder.glob(f"*{ENDING}"))
    filled(onroll, theirs, folder, "41", "12")
    done = onroll("region", "pack", folder, home=theirs)
    assert done.returncode == 0, done.stderr
    (packed,) = folder.glob(f"*{ENDING}")

    strange = onroll("region", "unpack", packed)
    assert strange.returncode == 4
    assert "a key of authority 002 that is not trusted here" in strange.stderr
    (fingerprint,) = re.findall("telephone: (.+)", key.stderr)
    onroll("exchange", "keys", "trust", "weirshire.toml", "--fingerprint", fingerprint)
    by_hand = filled(onroll, home, tmp_path / "ours", "8", "c") / "agreed.csv"
    kept = onroll("region", "unpack", packed, by_hand)
    assert kept.returncode == 0, kept.stderr
    assert "Weirshire County Council (002), 1 October 2026: kept, signed." in kept.stdout
    assert "Exampleshire County Council (001), 1 October 2026: kept, not signed." in kept.stdout
    table = onroll("region", "table", "--region", "made-up", "--order", "total")
    lines = [line.split() for line in table.stdout.splitlines()]
    assert lines[0][-4:] == ["2", "of", "3", "sent."]
    assert lines[1][:6] == ["Weirshire", "County", "Council", "41", "12", "53"]
    assert lines[3][:6] == ["Exampleshire", "County", "Council", "8", "[c]", "[c]"]
    assert lines[2][:5] == ["003", "[x]", "[x]", "[x]", "[x]"]
    assert "not in itself good or bad practice" in table.stderr


def test_a_wrong_file_of_figures_is_refused_and_the_right_one_is_kept(
    onroll: Onroll, tmp_path: Path
) -> None:
    heads = ("time_period,time_identifier,geographic_level,country_code,country_name,region_code,"
             "region_name,old_la_code,new_la_code,la_name,rate\n")  # fmt: skip
    place = "202526,Autumn term,Local authority,E92000001,England,E12000008,South East,871,"
    (tmp_path / "wrong.csv").write_text(heads + place + "E06000039,Slough,high\n")
    (tmp_path / "right.csv").write_text(heads + place + "E06000039,Slough,0.6\n")
    loaded = onroll("published", "load", "wrong.csv", "right.csv", "--published", "2026-01-29")
    assert loaded.returncode == 4
    assert "wrong.csv" in loaded.stderr
    assert "Nothing of it was loaded" in loaded.stderr
    listed = onroll("published", "list").stdout
    assert listed == ("right: published 29 January 2026, 1 observation, 202526, no regions\n")
    assert onroll("published", "show", "right", "--authority", "871").stdout == (
        "202526 Autumn term  E06000039  rate  0.6\n"
    )
    compared = onroll("published", "compare", "right", "--authority", "871", "--indicator", "rate")
    assert compared.stdout.startswith("Slough: 0.6, 1 of 1 authorities from the lowest.\n")
    assert "Nobody told who the statistical neighbours" in compared.stderr
    assert onroll("published", "show", "right", "--authority", "330").returncode == 1
