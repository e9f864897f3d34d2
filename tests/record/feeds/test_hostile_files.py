"""Files that are spoilt or made to do harm are read or refused in words, and do none.

`run.py prove hostile` puts the very same questions to many more files.
"""

from __future__ import annotations

import datetime as dt
import os
import socket
import tempfile
import xml.sax
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import defusedxml.sax
import pyarrow.parquet as pq
import pytest

from onroll.record.feeds import FileRefused, Reading, read
from onroll.record.feeds.limited import Ended, Job, read_limited, wait_for
from onroll.record.feeds.limits import Limits
from onroll.record.feeds.survey import ENDINGS
from tests.record.feeds.hostile_files import (
    Bait,
    document_type_elsewhere,
    document_type_in_utf16,
    entity_of_a_file,
    shared_string_bomb,
)
from tests.record.feeds.spoilt_files import files, good_others, good_texts

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no limits on a process")

FILES = int(os.environ.get("ONROLL_PROOF", "0")) or 40
SEED = int(os.environ.get("ONROLL_SEED", "1"))
MOST_SECONDS, MOST_MB = 30, 512
TODAY = dt.date(2026, 11, 20)
XML_CODES = ("utf-8", "utf-16-le", "utf-16-be")


@dataclass(frozen=True)
class Answer:
    """What came of one file, and what was wrong with that."""

    what: str
    seconds: float
    ended: Ended
    faults: list[str]


@pytest.fixture
def bait(tmp_path):
    """A file and an address that nothing may open; the test fails where something did."""
    file = tmp_path / "canary.txt"
    file.write_text("CANARY")
    os.utime(file, (0, file.stat().st_mtime))
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield Bait(str(file), f"http://127.0.0.1:{server.getsockname()[1]}/canary")
        assert file.stat().st_atime == 0, "the canary file was opened"
        assert file.stat().st_size == len("CANARY"), "the canary file was written"
        with pytest.raises(BlockingIOError):
            server.accept()


def answer(what: str, name: str, content: bytes, limits: Limits | None = None) -> Answer:
    """Read one file as the command line, the web and a watched folder do, and judge the answer."""
    with tempfile.TemporaryDirectory(prefix="hostile-") as scratch:
        path, folder = Path(scratch) / name, Path(scratch) / "job"
        path.write_bytes(content)
        folder.mkdir()
        begun = perf_counter()
        Job(path, limits=limits).start(folder)
        ended = wait_for(folder)
        seconds = perf_counter() - begun
        faults = list(wrong(ended, seconds, content))
        if sorted(p.name for p in Path(scratch).iterdir()) != sorted({"job", name}):
            faults.append("something was written outside its folder")
    return Answer(what, seconds, ended, faults)


def wrong(ended: Ended, seconds: float, content: bytes):
    """What is wrong with how a reading ended, in words; nothing if all is well."""
    if seconds > MOST_SECONDS:
        yield f"it took {seconds:.0f} seconds"
    if ended.peak_mb > MOST_MB:
        yield f"it took {ended.peak_mb:.0f} MB"
    if bool(ended.refused) == bool(ended.readings):
        yield "it was neither read nor refused, or both"
    if ended.readings and any("<!DOCTYPE".encode(code) in content for code in XML_CODES):
        yield "it was read, though it declares a document type"
    if ended.refused:
        if "Nothing" not in ended.refused and "again" not in ended.refused:
            yield f"it was refused without saying what to do: {ended.refused}"
        if "may be ours" in ended.refused or "when onroll stopped" in ended.refused:
            yield ended.refused
    for kept in ended.readings:
        reading = Reading.open(kept)
        accepted = pq.read_metadata(kept / "accepted.parquet").num_rows
        held_back = pq.read_metadata(kept / "held_back.parquet").num_rows
        if not (reading.rows_in == accepted + held_back == reading.accepted_rows + held_back):
            yield f"of {reading.rows_in} rows {accepted} are accepted and {held_back} held back"
        if any("CANARY" in str(row) for row in reading.accepted.to_pylist()):
            yield "it holds what stands in another file"


@pytest.mark.proof
def test_a_hostile_file_is_read_or_refused_in_words_within_its_limits(bait, capsys):
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda file: answer(*file), files(FILES, SEED, bait)))
    read = sum(bool(one.ended.readings) for one in answers)
    slowest = max(answers, key=lambda one: one.seconds)
    largest = max(answers, key=lambda one: one.ended.peak_mb)
    with capsys.disabled():
        print(
            f"\n{len(answers):,} hostile files, seed {SEED}: {read:,} read, "
            f"{len(answers) - read:,} refused; at most {slowest.seconds:.1f} s ({slowest.what}) "
            f"and {largest.ended.peak_mb:.0f} MB ({largest.what})"
        )
    found = Counter((one.what, fault) for one in answers for fault in one.faults)
    assert not found, "\n".join(f"{n} x {what}: {fault}" for (what, fault), n in found.items())


def test_before_it_is_spoilt_each_seed_is_a_good_file_and_each_ending_has_one(tmp_path):
    for name, content in good_others():
        (path := tmp_path / name).write_bytes(content)
        for reading in read_limited(path, received_on=TODAY):
            assert reading.accepted_rows > 0, name

    endings = {Path(name).suffix for name, _ in [*good_texts(), *good_others()]}
    assert endings >= ENDINGS - {".tsv", ".txt"}


def test_without_its_limit_a_small_file_takes_more_and_the_proof_sees_it(bait):
    name, content = shared_string_bomb(bait)
    assert len(content) < 100_000

    assert not answer("limited", name, content).faults
    (fault,) = answer("not limited", name, content, Limits(memory_mb=900)).faults
    assert fault.startswith("it took")
    assert fault.endswith("MB")


@pytest.mark.parametrize(
    "make",
    [document_type_elsewhere, document_type_in_utf16, entity_of_a_file],
    ids=lambda make: make.__name__,
)
def test_with_document_types_allowed_the_proof_sees_it(make, bait, tmp_path, monkeypatch):
    name, content = make(bait)
    (path := tmp_path / name).write_bytes(content)
    with pytest.raises(FileRefused, match="declares entities or a document type"):
        read(path)

    monkeypatch.setattr(defusedxml.sax, "make_parser", xml.sax.make_parser)
    kept = read(path).keep(tmp_path / "kept")

    faults = wrong(Ended(readings=(kept.folder,)), 0, content)
    assert list(faults) == ["it was read, though it declares a document type"]
