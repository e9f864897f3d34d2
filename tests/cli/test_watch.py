"""A watched folder: what arrives whole is loaded and put away, and a killed watcher loses nothing.

No test here waits: `--once --every 0` looks twice, at once. Processes are real and so is SIGKILL.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from onroll.cli.watched_folder import Look, Place, Taken, alone_in, arrived, look
from onroll.record.failpoints import FAILPOINTS
from tests.cli.conftest import Onroll

Roll = Callable[..., Path]
Watch = Callable[..., subprocess.CompletedProcess[str]]
NAMES = ("Amara", "Okonkwo", "Zebedee", "Quillfeather", "31/02/2013")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "extracts"
    folder.mkdir()
    return folder


@pytest.fixture
def put(roll: Roll, folder: Path) -> Callable[..., Path]:
    """Writes a roll and moves it into the watched folder."""

    def put(name: str = "roll_2025-01-06.csv", *, good: int = 3, bad: int = 0) -> Path:
        return roll(name, good=good, bad=bad).rename(folder / name)

    return put


@pytest.fixture
def watch(onroll: Onroll, folder: Path) -> Watch:
    def watch(*options: str | Path) -> subprocess.CompletedProcess[str]:
        return onroll("watch", folder, "--once", "--every", "0", *options)

    return watch


def there(folder: Path, place: str) -> list[str]:
    """The names of what lies in a place, whatever the day."""
    return sorted(path.name for path in (folder / place).glob("*/*"))


def loads(home: Path) -> list[str]:
    manifests = [json.loads(path.read_text()) for path in home.glob("loads/*/*/manifest.json")]
    return sorted(manifest["file"] for manifest in manifests)


def test_a_good_file_is_loaded_and_put_away(
    watch: Watch, put: Callable[..., Path], folder: Path, home: Path
) -> None:
    put()
    ran = watch()
    assert (ran.returncode, ran.stdout) == (
        0, "roll_2025-01-06.csv: 3 of 3 rows loaded as pupil_roll.\n",
    )  # fmt: skip
    assert loads(home) == there(folder, "loaded") == ["roll_2025-01-06.csv"]
    assert [file.name for file in folder.glob("[!.]*.*")] == []


def test_a_file_with_bad_rows_waits_beside_its_fix_file_and_what_is_wrong_in_words(
    watch: Watch, put: Callable[..., Path], folder: Path, home: Path
) -> None:
    put(bad=1)
    ran = watch()
    assert (ran.returncode, loads(home)) == (3, [])
    assert there(folder, "held") == [
        "roll_2025-01-06.csv", "roll_2025-01-06.fix.csv", "roll_2025-01-06.problems.txt",
    ]  # fmt: skip
    (words,) = folder.glob("held/*/*.problems.txt")
    said = words.read_text(encoding="utf-8-sig")
    assert "1 of 4 rows held back, nothing loaded" in said
    assert "Row 5, Date of Birth: '31/02/2013' is not a real date" in said
    assert "onroll load roll_2025-01-06.csv --accept-good" in said


def test_the_good_rows_are_loaded_where_that_is_wished_and_the_fix_file_brings_back_the_rest(
    watch: Watch, put: Callable[..., Path], folder: Path, home: Path
) -> None:
    put(bad=1)
    assert watch("--accept-good").returncode == 0
    (fix,) = folder.glob("held/*/*.fix.csv")
    corrected = fix.read_text(encoding="utf-8-sig").replace("31/02", "28/02", 1)
    (folder / fix.name).write_text(corrected, encoding="utf-8")
    fix.unlink()

    assert watch("--accept-good").returncode == 0

    assert loads(home) == ["roll_2025-01-06.csv", "roll_2025-01-06.fix.csv"]
    assert there(folder, "loaded") == ["roll_2025-01-06.fix.csv"]


def test_a_file_that_is_refused_lies_beside_the_reason(
    watch: Watch, folder: Path, home: Path
) -> None:
    (folder / "letter.csv").write_text("Dear colleague,\nplease find the file attached.\n")
    ran = watch()
    assert (ran.returncode, loads(home)) == (4, [])
    assert there(folder, "refused") == ["letter.csv", "letter.problems.txt"]


def test_one_bad_file_does_not_keep_the_next_from_being_loaded(
    watch: Watch, put: Callable[..., Path], folder: Path, home: Path
) -> None:
    (folder / "a_letter.csv").write_text("Dear colleague,\n")
    put()
    assert (watch().returncode, loads(home)) == (4, ["roll_2025-01-06.csv"])


def test_a_file_that_needs_an_answer_waits_for_a_person(
    watch: Watch, put: Callable[..., Path], folder: Path, home: Path
) -> None:
    put(good=9)
    put("roll_2038-01-04.csv")
    assert (watch().returncode, loads(home)) == (3, ["roll_2025-01-06.csv"])
    (words,) = folder.glob("held/*/roll_2038-01-04.problems.txt")
    said = words.read_text(encoding="utf-8-sig")
    assert "has not come yet" in said
    assert "--confirm period.too_new" in said


def test_the_same_file_again_is_no_fault_and_is_loaded_once(
    watch: Watch, put: Callable[..., Path], folder: Path, home: Path
) -> None:
    put()
    watch()
    put()
    ran = watch()
    assert (ran.returncode, loads(home)) == (0, ["roll_2025-01-06.csv"])
    assert "you loaded this file on" in ran.stdout
    assert there(folder, "loaded") == ["roll_2025-01-06.csv"] * 2, "neither is written over"


def test_a_file_of_the_same_name_with_other_rows_is_another_file(
    watch: Watch, put: Callable[..., Path], folder: Path, home: Path
) -> None:
    for good in (3, 4):
        put(good=good)
        assert watch().returncode == 0
    assert loads(home) == there(folder, "loaded") == ["roll_2025-01-06.csv"] * 2
    sizes = {file.stat().st_size for file in folder.glob("loaded/*/*.csv")}
    assert len(sizes) == 2


@pytest.mark.parametrize(
    ("before", "now", "is_there"),
    [
        (None, Look(10, 1, False), False),
        (Look(10, 1, False), Look(10, 1, False), True),
        (Look(10, 1, False), Look(20, 1, False), False),
        (Look(10, 1, False), Look(10, 2, False), False),
        (None, Look(10, 1, True), True),
    ],
    ids=["new", "unchanged", "grown", "written again", "its sender says so"],
)
def test_a_file_is_there_when_nobody_writes_to_it_or_its_sender_says_so(
    before: Look | None, now: Look, *, is_there: bool
) -> None:
    assert (arrived({"a.csv": before} if before else {}, {"a.csv": now}) == ["a.csv"]) is is_there


def test_what_other_programs_are_still_writing_is_not_looked_at(folder: Path) -> None:
    for name in ("a.csv.part", ".b.csv", "~$c.xlsx", "d.csv.filepart", "e.csv", "e.csv.done"):
        (folder / name).write_text("x")
    (folder / "loaded").mkdir()
    assert [(name, seen.done) for name, seen in look(folder).items()] == [("e.csv", True)]


def test_a_file_of_no_kind_that_is_read_is_said_and_left(watch: Watch, folder: Path) -> None:
    (folder / "minutes.pdf").write_bytes(b"%PDF-1.7")
    ran = watch()
    assert ran.returncode == 0
    assert "1 files of no kind that is read" in ran.stderr
    assert (folder / "minutes.pdf").exists()


@pytest.mark.parametrize(("same", "place"), [(True, "loaded"), (False, "refused")])
def test_a_file_must_have_the_digest_that_its_sender_put_beside_it(
    watch: Watch, put: Callable[..., Path], folder: Path, home: Path, *, same: bool, place: str
) -> None:
    path = put()
    digest = hashlib.sha256(path.read_bytes() if same else b"the whole of it").hexdigest()
    (folder / f"{path.name}.sha256").write_text(f"{digest}  {path.name}\n")
    watch()
    assert {path.name, f"{path.name}.sha256"} <= set(there(folder, place))
    assert loads(home) == ([path.name] if same else [])


def test_two_watchers_do_not_share_a_folder(process: Onroll, watch: Watch, folder: Path) -> None:
    with alone_in(folder):
        ran = process("watch", folder, "--once", "--every", "0")
        with pytest.raises(Taken), alone_in(folder):
            pass
    assert (ran.returncode, "another `onroll watch` has this folder" in ran.stderr) == (1, True)
    assert watch().returncode == 0


def test_no_log_names_a_child(watch: Watch, put: Callable[..., Path]) -> None:
    put(bad=1)
    put("roll_2025-01-13.csv", bad=2)
    ran = watch("--accept-good")
    assert not any(name in ran.stdout + ran.stderr for name in NAMES)


def test_a_folder_that_is_not_there_is_named(onroll: Onroll, tmp_path: Path) -> None:
    ran = onroll("watch", tmp_path / "nowhere", "--once")
    assert (ran.returncode, "there is no such folder" in ran.stderr) == (1, True)


@pytest.mark.skipif(os.name == "nt", reason="a process is killed by a signal")
@pytest.mark.parametrize("point", [p for p in FAILPOINTS if p.startswith(("landing.", "watch."))])
def test_a_watcher_that_is_killed_loses_nothing_and_loads_nothing_twice(
    onroll: Onroll, put: Callable[..., Path], folder: Path, home: Path, point: str
) -> None:
    """One file with bad rows, then a good one; killed over the first, started again, and again."""
    put(good=4, bad=1)
    put("roll_2025-01-13.csv")
    sent = sorted(file.read_bytes() for file in folder.iterdir())
    command = ["watch", str(folder), "--once", "--every", "0", "--accept-good"]
    environment = os.environ | {"ONROLL_HOME": str(home), "ONROLL_FAILPOINT": point}
    killed = subprocess.run(
        [sys.executable, "-m", "onroll.cli", *command], env=environment, capture_output=True
    )
    assert killed.returncode == -9, killed.stderr
    kept = [file for file in folder.rglob("*.csv") if not file.name.endswith(".fix.csv")]
    assert sorted(file.read_bytes() for file in kept) == sent

    for _ in range(2):
        assert onroll(*command).returncode == 0

    assert loads(home) == ["roll_2025-01-06.csv", "roll_2025-01-13.csv"]
    assert there(folder, "loaded") == ["roll_2025-01-13.csv"]
    assert there(folder, "held") == [
        "roll_2025-01-06.csv", "roll_2025-01-06.fix.csv", "roll_2025-01-06.problems.txt",
    ]  # fmt: skip
    assert there(folder, Place.TAKING) == there(folder, Place.REFUSED) == []
    (fix,) = folder.glob("held/*/*.fix.csv")
    assert "31/02/2013" in fix.read_text(encoding="utf-8-sig")
