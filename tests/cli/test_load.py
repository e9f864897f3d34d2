"""A file loads whole or not at all; the sentence and the exit code say which."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Onroll

Roll = Callable[..., Path]


def loads(home: Path) -> list[str]:
    return sorted(path.parent.parent.name for path in home.glob("loads/*/*/manifest.json"))


def test_a_good_file_is_loaded(onroll: Onroll, home: Path, roll: Roll) -> None:
    ran = onroll("load", roll())
    assert ran.stdout == "roll_2025-01-06.csv: 3 of 3 rows loaded as pupil_roll.\n"
    assert (ran.returncode, loads(home)) == (0, ["pupil_roll"])


def test_a_file_with_bad_rows_changes_nothing_and_writes_a_fix_file(
    onroll: Onroll, home: Path, roll: Roll
) -> None:
    path = roll(bad=1)
    ran = onroll("load", path)
    assert ran.stderr.splitlines()[0] == (
        "error: roll_2025-01-06.csv: 1 of 4 rows held back, nothing loaded. "
        "See roll_2025-01-06.fix.csv. Re-run with --accept-good to load the other 3."
    )
    assert (ran.returncode, ran.stdout, loads(home)) == (3, "", [])
    fix = path.with_name("roll_2025-01-06.fix.csv").read_text(encoding="utf-8-sig")
    assert "31/02/2013" in fix
    assert "01/05/2014" not in fix


def test_the_good_rows_are_loaded_where_that_is_asked_for(
    onroll: Onroll, home: Path, roll: Roll
) -> None:
    ran = onroll("load", roll(bad=1), "--accept-good")
    assert ran.stdout.startswith("roll_2025-01-06.csv: 3 of 4 rows loaded as pupil_roll. 1 held")
    assert (ran.returncode, loads(home)) == (0, ["pupil_roll"])


def test_a_corrected_fix_file_joins_the_file_it_corrects(
    onroll: Onroll, home: Path, roll: Roll
) -> None:
    path = roll(bad=1)
    onroll("load", path, "--accept-good")
    fix = path.with_name("roll_2025-01-06.fix.csv")
    fix.write_text(fix.read_text(encoding="utf-8-sig").replace("31/02", "28/02", 1))
    assert onroll("load", fix).returncode == 0
    assert loads(home) == ["pupil_roll", "pupil_roll"]


def test_no_message_names_a_child_or_quotes_the_file(onroll: Onroll, roll: Roll) -> None:
    ran = onroll("load", roll(bad=1))
    for secret in ("Zebedee", "Quillfeather", "31/02/2013", "Amara"):
        assert secret not in ran.stdout + ran.stderr


def test_a_dry_run_checks_and_changes_nothing(onroll: Onroll, home: Path, roll: Roll) -> None:
    path = roll(bad=1)
    assert onroll("load", path, "--dry-run").returncode == 3
    assert onroll("load", roll("roll_2025-01-07.csv"), "--dry-run").returncode == 0
    assert loads(home) == []
    assert not path.with_name("roll_2025-01-06.fix.csv").exists()


def test_json_goes_to_stdout_with_every_fault(onroll: Onroll, roll: Roll) -> None:
    (outcome,) = json.loads(onroll("load", roll(bad=1), "--json").stdout)
    counts = {key: outcome[key] for key in ("feed", "rows", "accepted", "held_back", "load_id")}
    assert counts == {
        "feed": "pupil_roll", "rows": 4, "accepted": 3, "held_back": 1, "load_id": None,
    }  # fmt: skip
    (problem,) = outcome["problems"]
    assert (problem["row"], problem["column"], problem["value"]) == (
        5, "Date of Birth", "31/02/2013",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("nothing.csv", b""),
        ("header.csv", b"Pupil ID,UPN,Forename,Surname,Date of Birth,Sex,URN\n"),
        ("noise.csv", bytes(range(256)) * 40),
        ("letter.csv", b"Dear colleague,\nplease find the file attached.\n"),
        ("torn.xlsx", b"PK\x03\x04 and then the line went dead"),
        ("torn.xml", b"<Message><Children><Child>"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + b"\x00" * 400),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_in_a_sentence(
    onroll: Onroll, home: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    ran = onroll("load", tmp_path / name)
    assert ran.returncode == 4, ran.stderr
    assert ran.stderr.startswith(f"error: {name}: ")
    assert "Traceback" not in ran.stderr
    assert ran.stdout == ""
    assert loads(home) == []


def test_a_file_that_was_loaded_before_is_refused(onroll: Onroll, home: Path, roll: Roll) -> None:
    path = roll()
    onroll("load", path)
    ran = onroll("load", path)
    assert ran.returncode == 4
    assert "loaded this file on" in ran.stderr
    assert loads(home) == ["pupil_roll"]


def test_a_file_that_is_not_there_is_refused(onroll: Onroll, tmp_path: Path) -> None:
    ran = onroll("load", tmp_path / "nowhere.csv")
    assert (ran.returncode, "there is no such file" in ran.stderr) == (4, True)


def test_a_folder_loads_what_it_can_and_exits_with_the_worst(
    onroll: Onroll, home: Path, roll: Roll, tmp_path: Path
) -> None:
    roll("extracts.csv").rename(tmp_path / "roll_2025-01-06.csv")
    folder = tmp_path / "extracts"
    folder.mkdir()
    (tmp_path / "roll_2025-01-06.csv").rename(folder / "roll_2025-01-06.csv")
    (folder / "a_empty.csv").write_bytes(b"")
    ran = onroll("load", folder)
    assert (ran.returncode, loads(home)) == (4, ["pupil_roll"])
    assert "a_empty.csv" in ran.stderr


def test_a_home_that_says_nothing_of_whose_it_is_is_named(onroll: Onroll, tmp_path: Path) -> None:
    ran = onroll("load", tmp_path, home=tmp_path / "elsewhere")
    assert ran.returncode == 1
    assert "authority.toml" in ran.stderr
