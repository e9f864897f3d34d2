"""Showing a run in the web service."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from onroll.cli.terminal import Report
from onroll.record.home import Home


def publish_run(
    home: Home, folder: Path, progress: Report | None = None, *, look_back: bool = False
) -> None:
    """Make a run the one that the pages show. Starts the database if it is ours to start.

    What was decided while it was made is taken into it first, but for a look back at what was
    decided once.
    """
    # Django is set up for a home before anything of the web is imported.
    from onroll.web.prepare import prepare

    prepare(home.path)

    from onroll.web.amending import publish_newest
    from onroll.web.publish import publish

    if look_back:
        publish(folder, home, look_back=True, progress=progress)
    else:
        publish_newest(folder, home, at=datetime.now(UTC), progress=progress)
