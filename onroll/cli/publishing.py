"""Showing a run in the web service."""

from __future__ import annotations

from pathlib import Path

from onroll.cli.terminal import Report
from onroll.record.home import Home


def publish_run(home: Home, folder: Path, progress: Report | None = None) -> None:
    """Make a run the one that the pages show. Starts the database if it is ours to start."""
    # Django is set up for a home before anything of the web is imported.
    from onroll.web.prepare import prepare

    prepare(home.path)

    from onroll.web.publish import publish

    publish(folder, home, progress=progress)
