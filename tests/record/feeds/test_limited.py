"""A file from outside is read by a process that can do little, and goes when its owner goes."""

from __future__ import annotations

import datetime as dt
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

import pytest

from onroll.record.feeds import FileRefused, Reading, UnknownFeed, read
from onroll.record.feeds.limited import Job, read_limited, wait_for
from onroll.record.feeds.limits import Limits
from onroll.record.feeds.sandbox import close_the_doors, cut_off_network
from tests.record.feeds.whole_files import zipped

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no limits on a process")

TODAY = dt.date(2026, 11, 20)


def test_a_file_is_read_as_in_process(good, write):
    path = write(*good["pupil_roll"])

    (limited,) = read_limited(path, received_on=TODAY)

    alone = read(path, received_on=TODAY)
    assert limited.accepted.equals(alone.accepted)
    assert (limited.feed, limited.period, limited.sha256) == (
        alone.feed,
        "2026-11-01",
        alone.sha256,
    )
    assert limited.content == alone.content
    assert limited.folder != alone.folder


def test_a_refusal_comes_across_in_the_same_words(write):
    path = write("a.csv", b"%PDF-1.7 x")

    with pytest.raises(FileRefused) as limited:
        read_limited(path, received_on=TODAY)

    with pytest.raises(FileRefused) as alone:
        read(path)
    assert str(limited.value) == str(alone.value)


def test_a_feed_that_there_is_not_is_said_at_once(good, write):
    with pytest.raises(UnknownFeed):
        read_limited(write(*good["pupil_roll"]), None, "tea", received_on=TODAY)


def test_a_file_under_another_name_is_what_it_is_called(good, write):
    path = write("upload", good["pupil_roll"][1])

    (reading,) = read_limited(path, received_on=TODAY, file="roll_2026-11-01.csv")

    assert (reading.file, reading.period) == ("roll_2026-11-01.csv", "2026-11-01")


def test_each_file_in_a_zip_is_a_reading(good, write):
    files = [good["pupil_roll"], good["term_dates"]]
    path = write("november.zip", zipped([(f"nov/{n}", text.encode()) for n, text in files]))

    readings = read_limited(path, received_on=TODAY)

    assert [reading.feed.key for reading in readings] == ["pupil_roll", "term_dates"]


def test_one_bad_file_in_a_zip_refuses_the_zip_by_name(good, write):
    name, text = good["pupil_roll"]
    path = write("november.zip", zipped([(name, text.encode()), ("a.csv", b"%PDF-1.7")]))

    with pytest.raises(FileRefused, match=r"^november.zip: a.csv is a PDF"):
        read_limited(path, received_on=TODAY)


def test_what_is_read_can_be_seen_by_its_owner_alone(good, write):
    (reading,) = read_limited(write(*good["pupil_roll"]), received_on=TODAY)

    assert {path.stat().st_mode & 0o077 for path in reading.folder.rglob("*")} == {0}
    assert reading.folder.stat().st_mode & 0o077 == 0


def test_a_reading_takes_its_folder_with_it(good, write):
    (reading,) = read_limited(write(*good["pupil_roll"]), received_on=TODAY)
    folder = reading.folder

    del reading

    assert not folder.parent.exists()


def test_a_reading_that_is_kept_opens_the_same(good, write, tmp_path):
    name, text = good["pupil_roll"]
    reading = read(write(name, text + text.splitlines()[1].replace("27/03/2013", "31/02/2013")))

    kept = reading.keep(tmp_path / "kept")

    assert Reading.open(tmp_path / "kept") == kept
    assert kept.rows_in == 2
    assert [problem.rule_id for problem in kept.problems] == [
        problem.rule_id for problem in Reading.open(tmp_path / "kept").problems
    ]


@pytest.mark.parametrize(
    "limits", [Limits(seconds=1), Limits(cpu_seconds=1, seconds=600)], ids=["wall", "processor"]
)
def test_a_reader_that_runs_out_of_time_is_a_refusal(limits, good, write, tmp_path):
    name, text = good["pupil_roll"]
    path = write(name, text + "\n" * 3_000_000)

    Job(path, limits=limits).start(tmp_path)

    assert "takes longer to read" in wait_for(tmp_path).refused


@pytest.mark.parametrize(
    ("megabytes", "cpu_seconds", "seconds"),
    [(0, 25, 25), (10, 25, 25), (50, 25, 125), (90, 45, 225), (350, 175, 875)],
)
def test_a_larger_file_may_take_longer(megabytes, cpu_seconds, seconds, tmp_path):
    path = tmp_path / "a.csv"
    path.touch()
    os.truncate(path, megabytes * 1_000_000)

    assert Limits.of(path) == Limits(cpu_seconds=cpu_seconds, seconds=seconds)


def test_a_reader_that_is_killed_is_a_refusal_and_the_next_file_is_read(good, write, tmp_path):
    path = write(*good["pupil_roll"])
    slow = write("roll_2026-11-02.csv", good["pupil_roll"][1] + "\n" * 3_000_000)
    Job(slow).start(tmp_path)
    (reader,) = readers()

    os.kill(reader, signal.SIGKILL)
    os.waitid(os.P_PID, reader, os.WEXITED | os.WNOWAIT)

    assert "was still being read when onroll stopped" in wait_for(tmp_path).refused
    assert len(read_limited(path, received_on=TODAY)) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
def test_no_reading_goes_on_when_the_reader_that_forked_it_is_killed(good, write, tmp_path):
    reading = slow_reading(good, write, tmp_path)
    gone = os.pidfd_open(reading)
    (reader,) = readers()

    os.kill(reader, signal.SIGKILL)

    assert select.select([gone], [], [], 10)[0], "it is still being read"
    os.close(gone)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has networks of a process's own")
def test_a_reading_is_cut_off_from_the_network(good, write, tmp_path):
    """Python's hook does not see a socket of a C library: here nothing watches, and none is had."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        if (pid := os.fork()) == 0:
            code = 1
            try:
                code = 2 if cut_off_network() else 3
                socket.create_connection(server.getsockname(), timeout=5)
            except OSError:
                code += 5
            finally:
                os._exit(code)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        if code == 3:
            pytest.skip("this machine lets no process have a network of its own")
        assert code == 7

    reading = slow_reading(good, write, tmp_path)

    assert os.readlink(f"/proc/{reading}/ns/net") != os.readlink("/proc/self/ns/net")
    os.kill(reading, signal.SIGKILL)
    wait_for(tmp_path)


def test_readers_go_when_their_owner_is_killed(good, write, tmp_path):
    slow = write("roll_2026-11-02.csv", good["pupil_roll"][1] + "\n" * 3_000_000)
    program = (
        "import pathlib, sys\n"
        "from onroll.record.feeds.limited import Job\n"
        f"Job(pathlib.Path({str(slow)!r})).start(pathlib.Path({str(tmp_path)!r}))\n"
        "print('started', flush=True)\n"
        "sys.stdin.read()\n"
    )
    owner = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert owner.stdout is not None
    assert owner.stdout.readline() == "started\n"

    owner.kill()
    owner.wait()

    # it ends long before the file could have been read, and lets go of what it had locked
    assert "was still being read when onroll stopped" in wait_for(tmp_path).refused


def test_what_a_killed_owner_left_is_taken_away_by_the_next_read(good, write):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = Path(tempfile.gettempdir()) / f"onroll-read-{gone.pid}-left"
    left.mkdir()

    read_limited(write(*good["pupil_roll"]), received_on=TODAY)

    assert not left.exists()


def open_a_socket(inside, outside):
    socket.create_connection(("127.0.0.1", 9), timeout=1)


def ask_an_address(inside, outside):
    urllib.request.urlopen("http://127.0.0.1:9/", timeout=1)


def run_a_program(inside, outside):
    subprocess.run(["true"])


def run_a_command(inside, outside):
    os.system("true")


def split_in_two(inside, outside):
    os.fork()


def read_another_file(inside, outside):
    (outside / "secret").read_text()


def write_elsewhere(inside, outside):
    (outside / "new").write_text("")


def write_through_a_link(inside, outside):
    (inside / "link").symlink_to(outside / "new")
    (inside / "link").write_text("")


def remove_elsewhere(inside, outside):
    (outside / "secret").unlink()


def move_away(inside, outside):
    (inside / "mine").rename(outside / "mine")


def read_and_write_in_its_folder(inside, outside):
    (inside / "mine").write_text((inside / "mine").read_text())


FORBIDDEN = (
    open_a_socket, ask_an_address, run_a_program, run_a_command, split_in_two, read_another_file,
    write_elsewhere, write_through_a_link, remove_elsewhere, move_away,
)  # fmt: skip


@pytest.mark.parametrize(
    "act", [*FORBIDDEN, read_and_write_in_its_folder], ids=lambda f: f.__name__
)
def test_a_reader_may_do_nothing_but_read_its_file(act, tmp_path):
    """Each is tried in a process of its own behind closed doors; only the last may be done."""
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (inside / "mine").write_text("mine")
    (outside / "secret").write_text("secret")
    if (pid := os.fork()) == 0:
        code = 1
        try:
            close_the_doors(inside, [])
            act(inside, outside)
            code = 0
        except PermissionError as error:
            code = 7 if "outside its folder" in str(error) or "while a file" in str(error) else 1
        finally:
            os._exit(code)

    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == (7 if act in FORBIDDEN else 0)
    assert [path.name for path in outside.iterdir()] == ["secret"]


def test_where_nothing_can_be_forked_a_fresh_process_reads(good, write, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")

    Job(write(*good["pupil_roll"])).start(tmp_path)
    ended = wait_for_fresh(tmp_path)

    (kept,) = ended["readings"]
    assert Reading.open(tmp_path / kept).accepted_rows == 1


def wait_for_fresh(folder):
    from onroll.record.feeds import limited

    limited._fresh[folder].join(60)
    return json.loads((folder / "outcome.json").read_text())


def slow_reading(good, write, folder: Path) -> int:
    """The process that reads a slow file into the folder, once it has begun."""
    slow = write("roll_2026-11-02.csv", good["pupil_roll"][1] + "\n" * 3_000_000)
    Job(slow).start(folder)
    while not (folder / "progress.json").exists():
        assert (folder / "ended.json").stat().st_size == 0, "it has ended already"
    (reader,) = readers()
    (reading,) = children(reader)
    return reading


def readers() -> list[int]:
    return [pid for pid in children(os.getpid()) if "reading_child" in command(pid)]


def children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    threads = Path(f"/proc/{pid}/task").iterdir()
    return [int(c) for t in threads for c in (t / "children").read_text().split()] or [
        int(c) for c in listed
    ]


def command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_bytes().decode().replace("\0", " ")
