"""Landing: a reading becomes a load, in a folder of its own that is whole or not there.

A load is written beside its place and renamed into it, so that a reader or a power cut sees all of
it or nothing. What a load is and which loads stand is told in `loads`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from onroll.record.failpoints import failpoint
from onroll.record.feeds.base import FileRefused, Question
from onroll.record.feeds.events import Event, What, events, taken_back
from onroll.record.feeds.loads import Load, by_period, in_force, loads, said_at, standing
from onroll.record.feeds.mending import mended_load
from onroll.record.feeds.reading import PARTS
from onroll.record.feeds.safekeeping import folder_beside, one_at_a_time

if TYPE_CHECKING:
    from onroll.record.feeds.reading import Reading
    from onroll.record.home import Home

__all__ = [
    "Load", "QuestionsOpen", "by_period", "in_force", "land", "loads", "same_delivery", "standing",
]  # fmt: skip


class QuestionsOpen(FileRefused):
    """A file may not be landed before somebody has answered what is asked about it."""

    def __init__(self, message: str, questions: tuple[Question, ...]):
        super().__init__(message)
        self.questions = questions


def land(
    reading: Reading,
    home: Home,
    received_at: dt.datetime,
    *,
    by: str = "",
    answered: Collection[str] = (),
    sequence: int | None = None,
) -> Load:
    """Keep a reading as a load, whole, and say where it is.

    `received_at` must have a time zone. `by` is who loads it. `answered` holds the rule_id of each
    question of the reading that somebody has answered; while one is open `QuestionsOpen` is raised,
    which is a `FileRefused`. `sequence`, or else the reading's own, says which delivery of its
    period this is; where neither does it is the next. A fix file joins the load whose rows it
    corrects.

    Raises `FileRefused`, and changes nothing, when the same bytes are here already, when another
    file has its place, when no row was accepted, or when a fix file has nothing to join.
    """
    if received_at.tzinfo is None:
        raise ValueError("received_at has no time zone")
    if open_ones := tuple(q for q in reading.questions if q.rule_id not in answered):
        words = " ".join(f"{question.problem}. {question.fix}." for question in open_ones)
        raise QuestionsOpen(f"{reading.file}: {words} Nothing has been loaded.", open_ones)
    _load_of(reading, home, received_at, by, sequence)  # refuses without so much as a folder
    with one_at_a_time(home):
        failpoint("landing.locked")
        load = _load_of(reading, home, received_at, by, sequence)
        with folder_beside(load.path) as beside:
            for part in PARTS:
                shutil.copyfile(reading.folder / part, beside / part)
                failpoint("landing.part_copied")
            (beside / "manifest.json").write_text(
                json.dumps(_manifest(load, reading), indent=2, ensure_ascii=False),
                encoding="utf-8",
            )
            failpoint("landing.manifest_written")
    failpoint("landing.done")
    return load


def same_delivery(reading: Reading, home: Home, sequence: int | None = None) -> Load | None:
    """The load that a reading is already, where it was not taken back; else None.

    The same bytes for another day or term, or said to be another delivery of it, are a file of
    their own: a list may well be the same in two weeks. `sequence` is as in `land`.
    """
    there = [load for load in loads(home) if load.feed == reading.feed.key]
    away = taken_back(there, events(home))
    said = reading.sequence if sequence is None else sequence
    same = (load for load in there if _is_same(reading, said, load))
    return next((load for load in same if (load.feed, load.load_id) not in away), None)


def _load_of(
    reading: Reading, home: Home, received_at: dt.datetime, by: str, sequence: int | None
) -> Load:
    """What the reading would be as a load. Raises `FileRefused` as `land` does."""
    there = [load for load in loads(home) if load.feed == reading.feed.key]
    away = taken_back(there, events(home))
    said = reading.sequence if sequence is None else sequence
    _refuse_same_bytes(reading, said, there, away)
    if reading.accepted_rows == 0:
        raise FileRefused(
            f"{reading.file}: none of its {reading.rows_in:,} rows can be accepted, so nothing has "
            "been loaded. Correct them, then load it again."
        )
    corrected = mended_load(reading, there, away) if reading.is_fix_file else None
    if corrected is not None:
        period, number = corrected.period, corrected.sequence
    else:
        period = reading.period
        number = _sequence(reading, said, there, away)
    load_id = _load_id(reading, received_at, period, number)
    return Load(
        feed=reading.feed.key,
        load_id=load_id,
        file=reading.file,
        sha256=reading.sha256,
        period=period,
        received_at=received_at,
        rows_in=reading.rows_in,
        accepted=reading.accepted_rows,
        held_back=reading.held_back_rows,
        path=home.loads / reading.feed.key / load_id,
        kind=reading.feed.kind,
        data_up_to=reading.data_up_to,
        corrects=corrected.load_id if corrected else "",
        sequence=number,
        content=reading.content,
        by=by,
    )


def _load_id(reading: Reading, received_at: dt.datetime, period: str, number: int) -> str:
    """A name that no other load has: one file may come for two days within one second."""
    what = (reading.feed.key, period, number, reading.sha256, reading.content)
    digest = hashlib.sha256(json.dumps(what).encode()).hexdigest()
    return f"{received_at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}-{digest[:8]}"


def _is_same(reading: Reading, said: int | None, load: Load) -> bool:
    """Whether a load has the bytes of a reading and is that delivery; a fix file is of none."""
    return load.sha256 == reading.sha256 and (
        reading.is_fix_file or (load.period == reading.period and said in (None, load.sequence))
    )


def _refuse_same_bytes(
    reading: Reading, said: int | None, there: Iterable[Load], away: dict[tuple[str, str], Event]
) -> None:
    """Raise `FileRefused` for a file that is here, as `same_delivery` has it.

    One that was taken back may come again if it is now read another way, with other columns or as
    another feed.
    """
    for load in there:
        if not _is_same(reading, said, load):
            continue
        loaded = f"You loaded this file on {said_at(load.received_at)}"
        event = away.get((load.feed, load.load_id))
        if event is None:
            raise FileRefused(f"{loaded}. Nothing to do.")
        if load.content == reading.content:
            raise FileRefused(
                f"{loaded}, and it was {event.what} on {said_at(event.at)}. Nothing has been "
                "loaded. To let it count again, put that load back."
            )


def _sequence(
    reading: Reading, said: int | None, there: Iterable[Load], away: dict[tuple[str, str], Event]
) -> int:
    """Which delivery of its period this is. Raises `FileRefused` where another has that place."""
    same = [load for load in there if not load.corrects and load.period == reading.period]
    following = 1 + max((load.sequence for load in same), default=0)
    for load in same:
        event = away.get((load.feed, load.load_id))
        if load.sequence == said and (event is None or event.what is What.WITHDRAWN):
            of = f" of {load.period}" if load.period else ""
            raise FileRefused(
                f"{reading.file} says that it is delivery {said}{of}, and so does {load.file}, "
                f"which was loaded on {said_at(load.received_at)} and is not the same. Nothing has "
                f"been loaded. If this one corrects it, load it as delivery {following}."
            )
    return following if said is None else said


def _manifest(load: Load, reading: Reading) -> dict[str, Any]:
    held = asdict(load)
    del held["path"]
    return held | {
        "received_at": load.received_at.isoformat(),
        "data_up_to": load.data_up_to.isoformat() if load.data_up_to else None,
        "columns": reading.columns,
        "unknown_columns": list(reading.unknown_columns),
        "notes": reading.notes,
        "problems": dict(sorted(_by_rule(reading).items())),
        "questions": [asdict(question) for question in reading.questions],
    }


def _by_rule(reading: Reading) -> Counter[str]:
    found: Counter[str] = Counter()
    for (_, rule_id, _), count in reading.fault_counts.items():
        found[rule_id] += count
    return found
