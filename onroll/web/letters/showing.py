"""How a letter is shown: its state as a tag, what may be done with it, what happened to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from onroll.web.children.status_words import Tag
from onroll.web.letters.models import Letter, LetterEvent, State

COLOURS: Final = {
    State.DRAFT: "grey",
    State.READY: "blue",
    State.SENDING: "yellow",
    State.SENT: "green",
    State.FAILED: "red",
    State.NOT_KNOWN: "magenta",
    State.CANCELLED: "grey",
}

HAPPENED: Final = {
    State.DRAFT: "Begun",
    State.READY: "Made ready",
    State.SENDING: "Handed to GOV.UK Notify",
    State.SENT: "Sent",
    State.FAILED: "Not sent",
    State.NOT_KNOWN: "Not known whether it was sent",
    State.CANCELLED: "Cancelled",
}


@dataclass(frozen=True)
class ShownLetter:
    """A letter with its tag, and what whoever writes letters may do next."""

    letter: Letter
    last: LetterEvent | None = None

    @property
    def tag(self) -> Tag:
        state = State(self.letter.state)
        return Tag(state.label, COLOURS[state])

    @property
    def is_draft(self) -> bool:
        return self.letter.state == State.DRAFT

    @property
    def has_files(self) -> bool:
        """Whether there is a PDF and a Word file: from when its words are fixed."""
        return self.letter.words is not None

    @property
    def to_post(self) -> bool:
        return self.letter.state == State.READY and not self.letter.is_sent_by_machine

    @property
    def to_cancel(self) -> bool:
        return self.letter.state in (State.DRAFT, State.READY)

    @property
    def to_settle(self) -> bool:
        return self.letter.state == State.NOT_KNOWN


def with_last(letters: list[Letter]) -> list[ShownLetter]:
    """Each letter with its last event, in one query more."""
    last: dict[int, LetterEvent] = {}
    events = LetterEvent.objects.filter(letter__in=letters).select_related("by").order_by("pk")
    for event in events:
        last[event.letter_id] = event
    return [ShownLetter(letter, last.get(letter.pk)) for letter in letters]


def happened(event: LetterEvent) -> str:
    return HAPPENED[State(event.state)]
