"""What a file on its way would join or come after, and which files were refused of late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from onroll.record.feeds import FileRefused, Question, Reading
from onroll.record.feeds.deliveries import Refusal, State, history, refusals
from onroll.record.feeds.events import events, taken_back
from onroll.record.feeds.loads import Load, loads, said_at
from onroll.record.feeds.mending import mended_load
from onroll.record.feeds.periods import period_in_words
from onroll.record.feeds.refused_uploads import note_refused
from onroll.record.home import Home
from onroll.web.config.home import why_nothing_can_be_kept


@dataclass(frozen=True, slots=True)
class Mending:
    """The load whose rows a fix file brings back; else in words why it cannot be loaded."""

    load: Load | None = None
    refusal: str = ""


def mending(reading: Reading, home: Home) -> Mending | None:
    """What loading a fix file would come to; None for another file, or where no row is accepted."""
    if not reading.is_fix_file or not reading.accepted_rows:
        return None
    there = [load for load in loads(home) if load.feed == reading.feed.key]
    try:
        return Mending(mended_load(reading, there, taken_back(there, events(home))))
    except FileRefused as reason:
        return Mending(refusal=str(reason))


def refused_since(home: Home, since: datetime) -> list[Refusal]:
    """The files refused after a moment, the last first, of feeds of which none came since.

    Those are among them that were sent here and that nobody came back to.
    """
    if not why_nothing_can_be_kept():
        note_refused(home)
    came = {load.feed: load.received_at for load in loads(home)}
    found = [each for each in refusals(home) if each.at > max(since, came.get(each.feed, since))]
    return found[::-1]


def place_taken(reading: Reading, home: Home) -> tuple[Question, int] | None:
    """The question, and the number of the delivery that the file would be; None if none is here."""
    if reading.sequence is None or reading.is_fix_file:
        return None
    same = [
        each.load
        for each in history(home, reading.feed.key)
        if each.load.period == reading.period
        and not each.load.corrects
        and each.state is not State.UNDONE
    ]
    there = next((load for load in same if load.sequence == reading.sequence), None)
    if there is None:
        return None
    following = 1 + max(load.sequence for load in same)
    of = f" of {period_in_words(reading.period)}" if reading.period else ""
    question = Question(
        "delivery.taken",
        f"It says that it is delivery {reading.sequence}{of}, and so is {there.file}, which "
        f"was loaded on {said_at(there.received_at)}",
        f"If it corrects that file, load it as delivery {following}; else load another file",
    )
    return question, following
