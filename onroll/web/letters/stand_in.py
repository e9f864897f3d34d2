"""What stands in for GOV.UK Notify where nothing is to be sent: a folder of what would be."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from onroll.web.letters.posting import Parcel

FOLDER: Final = "letters-not-sent"
SAYS: Final = (
    "Nothing in this folder was sent to anybody. onroll writes here what it would have handed to "
    "GOV.UK Notify, because letters.toml says stand_in, or the authority is made up.\n"
)


@dataclass(frozen=True)
class StandIn:
    """Records each letter in a folder of the home, readable by its owner alone."""

    home: Path
    note: str = "Nothing really left: a stand-in wrote it down"

    def ready(self) -> str:
        return ""

    def carry(self, parcel: Parcel) -> str:
        """Write the letter down under its key, which is its name here too."""
        folder = self.home / FOLDER
        folder.mkdir(mode=0o700, exist_ok=True)
        (folder / "READ-ME-nothing-was-sent.txt").write_text(SAYS, encoding="utf-8")
        if parcel.content:
            write(folder / f"{parcel.key}.pdf", parcel.content)
        told = {
            "not_sent": "a stand-in recorded this; nobody received it",
            "channel": parcel.channel, "reference": parcel.key, "email_address": parcel.address,
            "subject": parcel.subject, "body": parcel.body,
        }  # fmt: skip
        write(folder / f"{parcel.key}.json", json.dumps(told, indent=2).encode())
        return f"not-sent-{parcel.key}"


def write(file: Path, content: bytes) -> None:
    """Write a file that is not there yet: a letter that came twice would not go unseen."""
    descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(content)
