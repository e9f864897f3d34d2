"""A file loads whole or not at all; the sentence and the exit code say which."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.cli.conftest import GOOD, ROLL, Onroll

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
    assert "you loaded this file on" in ran.stderr
    assert not (home / "refusals").exists(), "to send it again is no fault of the feed's"
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


def tree(home: Path) -> list[str]:
    return sorted(str(path.relative_to(home)) for path in home.rglob("*") if path.is_file())


@pytest.mark.parametrize("option", [[], ["--accept-good"], ["--dry-run"], ["--json"]])
def test_what_is_not_loaded_changes_nothing_in_the_home_but_that_it_was_refused(
    onroll: Onroll, home: Path, roll: Roll, tmp_path: Path, option: list[str]
) -> None:
    (tmp_path / "empty").mkdir()
    before = tree(home)
    for path, code in [
        (tmp_path / "empty", 4),
        (roll(good=0, bad=2), 4 if option == ["--accept-good"] else 3),
        (roll("half.csv", good=0), 4),
    ]:
        ran = onroll("load", path, *option)
        assert (ran.returncode, "Traceback" in ran.stderr) == (code, False), ran.stderr
    noted = [path for path in tree(home) if path.startswith("refusals")]
    assert [path for path in tree(home) if path not in noted] == before
    assert len(noted) == {"--accept-good": 2, "--dry-run": 0}.get("".join(option), 1)


def test_fix_files_and_what_excel_leaves_in_a_folder_are_passed_over(
    onroll: Onroll, home: Path, roll: Roll, tmp_path: Path
) -> None:
    folder = tmp_path / "november"
    folder.mkdir()
    roll(bad=1).rename(folder / "roll_2025-01-06.csv")
    (folder / "~$roll_2025-01-06.xlsx").write_bytes(b"\x05Priya" * 20)
    (folder / "._roll_2025-01-06.csv").write_bytes(b"\x00\x05\x16\x07" * 20)
    assert onroll("load", folder, "--accept-good").returncode == 0
    (folder / "roll_2025-01-06.csv").unlink()

    ran = onroll("load", folder)

    assert ran.returncode == 4
    assert "1 fix files passed over" in ran.stderr
    assert loads(home) == ["pupil_roll"]


def test_the_fix_file_is_still_there_after_the_good_rows_are_loaded(
    onroll: Onroll, roll: Roll
) -> None:
    """Refused alone, then the good rows, then the corrections: as the messages say to do it."""
    path = roll(bad=1)
    onroll("load", path)
    fix = path.with_name("roll_2025-01-06.fix.csv")
    fix.write_text(fix.read_text(encoding="utf-8-sig").replace("31/02", "28/02", 1))
    ran = onroll("load", fix)
    assert (ran.returncode, "--accept-good" in ran.stderr) == (4, True)

    onroll("load", path, "--accept-good")

    assert (
        onroll("load", fix).stdout == "roll_2025-01-06.fix.csv: 1 of 1 rows loaded as pupil_roll.\n"
    )


def test_a_file_without_headings_names_nobody(onroll: Onroll, roll: Roll, tmp_path: Path) -> None:
    path = roll()
    path.write_text("".join(path.read_text().splitlines(keepends=True)[1:]))
    for option in ([], ["--feed", "pupil_roll"]):
        ran = onroll("load", path, *option)
        assert ran.returncode == 4
        assert not any(said in ran.stderr for said in ("Amara", "Okonkwo", "05/2014"))


def test_an_authority_file_that_is_no_toml_is_named(onroll: Onroll, home: Path, roll: Roll) -> None:
    (home / "authority.toml").write_text("name: Exampleshire\n")
    ran = onroll("load", roll())
    assert (ran.returncode, "authority.toml: it cannot be read as TOML" in ran.stderr) == (1, True)


def test_a_question_about_the_whole_file_is_asked_before_it_is_loaded_and_answered_by_name(
    onroll: Onroll, home: Path, roll: Roll
) -> None:
    path = roll("roll_2038-01-04.csv")
    ran = onroll("load", path)
    first, asked = ran.stderr.splitlines()
    assert first == (
        "error: roll_2038-01-04.csv: 1 question to answer, nothing loaded. "
        "Re-run with --confirm period.too_new to load it."
    )
    assert "4 January 2038, and that day has not come yet" in asked
    assert (ran.returncode, ran.stdout, loads(home)) == (3, "", [])

    ran = onroll("load", path, "--confirm", "period.too_new", "--confirm", "rows.fallen")

    assert (ran.returncode, loads(home)) == (0, ["pupil_roll"])
    assert ran.stderr == "--confirm rows.fallen answered nothing: no file asked it.\n"


def test_a_file_with_bad_rows_and_a_question_says_both_and_needs_both(
    onroll: Onroll, home: Path, roll: Roll
) -> None:
    path = roll("roll_2038-01-04.csv", bad=1)
    both = ["--accept-good", "--confirm", "period.too_new"]
    said = "1 of 4 rows held back and 1 question to answer, nothing loaded."
    ran = onroll("load", path)
    assert said in ran.stderr
    assert f"Re-run with {' '.join(both)} to load the other 3." in ran.stderr
    assert (onroll("load", path, "--accept-good").returncode, loads(home)) == (3, [])
    assert (onroll("load", path, *both).returncode, loads(home)) == (0, ["pupil_roll"])


def test_a_dry_run_says_what_is_new_changed_gone_and_as_it_was(onroll: Onroll, roll: Roll) -> None:
    onroll("load", roll(good=4))
    path = roll("roll_2025-01-13.csv", good=6)
    rows = path.read_text().replace("P1,,Amara", "P1,,Amaka").splitlines(keepends=True)
    path.write_text("".join(row for row in rows if not row.startswith(("P2,", "P6,"))))
    ran = onroll("load", path, "--dry-run")
    assert "1 new, 1 changed, 1 gone and 2 as they were in roll_2025-01-06.csv" in ran.stderr
    (outcome,) = json.loads(onroll("load", path, "--dry-run", "--json").stdout)
    difference = {name: outcome["difference"][name] for name in ("new", "changed", "gone", "same")}
    assert difference == {"new": 1, "changed": 1, "gone": 1, "same": 2}


def test_who_loaded_a_file_and_which_delivery_it_is_are_kept(
    onroll: Onroll, home: Path, roll: Roll
) -> None:
    onroll("load", roll(), "--by", "Priya Sharma", "--sequence", "2")
    ran = onroll("load", roll(good=4), "--by", "Sam Adeyemi", "--sequence", "2")
    assert (ran.returncode, "delivery 2 of 2025-01-06" in ran.stderr) == (4, True)
    onroll("load", roll(good=4), "--by", "Sam Adeyemi")
    kept = [json.loads(path.read_text()) for path in home.glob("loads/*/*/manifest.json")]
    assert {(load["by"], load["sequence"]) for load in kept} == {
        ("Priya Sharma", 2), ("Sam Adeyemi", 3),
    }  # fmt: skip


def test_a_folder_of_many_days_is_loaded_from_the_oldest_on(onroll: Onroll, roll: Roll) -> None:
    folder = roll("b_2025-01-06.csv", good=3).parent / "january"
    folder.mkdir()
    roll("b_2025-01-06.csv", good=3).rename(folder / "b_2025-01-06.csv")
    roll("a_2025-01-13.csv", good=4).rename(folder / "a_2025-01-13.csv")
    ran = onroll("load", folder, "--feed", "pupil_roll")
    assert [line.split(":")[0] for line in ran.stdout.splitlines()] == [
        "b_2025-01-06.csv", "a_2025-01-13.csv",
    ]  # fmt: skip


def test_a_zip_loads_each_file_in_it(onroll: Onroll, home: Path, roll: Roll) -> None:
    files = [roll(), roll("roll_2025-01-13.csv", good=4, bad=1)]
    path = files[0].with_name("january.zip")
    with ZipFile(path, "w") as archive:
        for file in files:
            archive.write(file, file.name)
    ran = onroll("load", path, "--accept-good")
    assert ran.stdout.splitlines() == [
        "january.zip, roll_2025-01-06.csv: 3 of 3 rows loaded as pupil_roll.",
        "january.zip, roll_2025-01-13.csv: 4 of 5 rows loaded as pupil_roll. 1 held back. "
        "See roll_2025-01-13.fix.csv.",
    ]
    assert loads(home) == ["pupil_roll", "pupil_roll"]


def test_a_parquet_file_in_a_folder_is_loaded(onroll: Onroll, home: Path, tmp_path: Path) -> None:
    (tmp_path / "parquet").mkdir()
    good = [row.split(",") for row in GOOD.format(1).splitlines()]
    columns = dict(zip(ROLL.strip().split(","), zip(*good, strict=True), strict=True))
    pq.write_table(pa.table(columns), tmp_path / "parquet" / "roll_2025-01-06.parquet")
    assert onroll("load", tmp_path / "parquet").returncode == 0
    assert loads(home) == ["pupil_roll"]


def test_a_system_that_is_not_one_is_usage(onroll: Onroll, roll: Roll) -> None:
    ran = onroll("load", roll(), "--system", "nonsense")
    assert (ran.returncode, "capita_one" in ran.stderr) == (2, True)


def test_json_prints_any_number_of_faults_as_they_come(
    onroll: Onroll, roll: Roll, tmp_path: Path
) -> None:
    onroll_all = json.loads(
        onroll("load", roll(bad=200), roll("roll_2025-01-13.csv"), "--json").stdout
    )
    assert [len(outcome["problems"]) for outcome in onroll_all] == [200, 0]
    assert [fault["row"] for fault in onroll_all[0]["problems"]] == list(range(5, 205))
