"""Showing a run in the web service."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from onroll.cli.terminal import Report, say
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


def hand_over_casework(home: Home) -> None:
    """Land what cases and forms tell, so that the run that follows rests on it. Starts the
    database too.

    A home whose pages were never opened has none. What cannot be landed is said, and goes with the
    next run: until then the pages show it all the same.
    """
    from onroll.web.prepare import prepare

    prepare(home.path)

    from onroll.record.feeds import FileRefused
    from onroll.web.access.acting import as_publisher
    from onroll.web.cases.telling import hand_over
    from onroll.web.letters.telling import tell_of_every_service
    from onroll.web.questions.settling import hand_over as hand_over_answers
    from onroll.web.telling_us.to_record import hand_over as hand_over_forms

    now = datetime.now(UTC)
    with as_publisher():
        tell_of_every_service(now.astimezone().date(), now)
    try:
        hand_over(at=now, by="onroll")
    except (FileRefused, OSError) as problem:
        say(f"warning: what cases tell was not handed to this run: {type(problem).__name__}.")
    try:
        hand_over_forms(at=now, by="onroll")
    except (FileRefused, OSError) as problem:
        say(f"warning: what forms tell was not handed to this run: {type(problem).__name__}.")
    try:
        hand_over_answers(at=now, by="onroll")
    except (FileRefused, OSError) as problem:
        say(f"warning: what was answered was not handed to this run: {type(problem).__name__}.")
