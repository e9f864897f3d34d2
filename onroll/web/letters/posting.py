"""What the sender asks of whoever carries a letter, and the three ways in which that may end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Parcel:
    """A letter on its way. `key` is what the carrier knows it by. Of an email `address`, `subject`
    and `body` are filled in; of a letter `content`, the PDF."""

    key: str
    channel: str
    address: str = ""
    subject: str = ""
    body: str = ""
    content: bytes = b""


class Refused(Exception):
    """The letter was certainly not taken: the message says why. With `stop` the next would fare the
    same, so it is not tried."""

    def __init__(self, words: str, *, stop: bool = False) -> None:
        super().__init__(words)
        self.stop = stop


class NotAnswered(Exception):
    """Nobody can say whether the letter was taken: no answer came, or none that says so."""


class Carrier(Protocol):
    """Whoever carries letters: GOV.UK Notify, or what stands in for it where nothing is sent.
    `note` is kept with each letter that was taken."""

    @property
    def note(self) -> str: ...

    def ready(self) -> str:
        """Asked before any letter is touched: empty where it can be asked, else why not."""

    def carry(self, parcel: Parcel) -> str:
        """What the carrier calls the letter it took. Raises `Refused` or `NotAnswered`."""
