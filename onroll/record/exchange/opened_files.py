"""Which sealed files the command line opened, so that it opens none twice.

One small file in the home for each, under the number of the sealed file: nothing of any child.
"""

from __future__ import annotations

import json
from datetime import datetime

from onroll.record.exchange.keys import write_new
from onroll.record.exchange.sealed_file import Opened, OpenedBefore
from onroll.record.home import Home


def is_noted(home: Home, package_id: str) -> bool:
    """Whether the sealed file of this number was opened here."""
    return (home.exchange / "opened" / package_id).exists()


def note_opened(home: Home, opened: Opened, *, by: str, at: datetime) -> None:
    """Keep that a file was opened. Raises `OpenedBefore` where another was quicker."""
    told = {"at": at.isoformat(), "by": by, "from": opened.sent_by.la_code}
    try:
        write_new(home.exchange / "opened" / opened.package_id, json.dumps(told) + "\n")
    except FileExistsError:
        raise OpenedBefore(
            "This very file was opened here before. Nothing was changed by it now."
        ) from None
