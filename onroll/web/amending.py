"""What somebody decided, shown at once: the run that is shown, amended and published again.

A decision is kept before this is asked for, so whatever happens here it is not lost: every later
run rests on it. Who decides while another decision is worked in waits for it, some seconds.
"""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Callable, Collection
from datetime import datetime
from functools import partial
from pathlib import Path

from django.db import connection, transaction

from onroll.record.home import Home
from onroll.web.access.acting import as_publisher
from onroll.web.config.home import home as home_served
from onroll.web.library.models import Run
from onroll.web.publish import PUBLISHING, Published, publish

Progress = Callable[[str, int, int], None]

logger = logging.getLogger(__name__)


def follow(records: Collection[str], *, at: datetime) -> bool:
    """Put the record that is shown right after a decision or a shield; False: the next run does.

    What was decided is kept by now, so nothing that fails here may undo it, or look as if it had:
    the pages say of each decision whether it is carried out yet.
    """
    try:
        with transaction.atomic():
            amend_now(records, at=at)
    except Exception as problem:
        # not the message, which may hold what is said of a child
        logger.error("Something decided waits for the next run: %s", type(problem).__name__)
        return False
    return True


@transaction.atomic
def amend_now(records: Collection[str], *, at: datetime) -> frozenset[str]:
    """Show what has been decided or shielded by `at`; every child in whom anything changed.

    `records` are those that it was about; their children are among those told, by the references
    before and after. Empty before the first run is shown: there is nothing to amend. Raises
    `CannotAmend`, `OldRun` or `Behind`, each a LookupError in words for the page: what was decided
    is kept then, and shown after the next run. Not for a view that holds the run still
    (`needs_run`): publishing waits for those.
    """
    # Slow to import, with Splink in it, so only whoever decides waits for it, once.
    from onroll.record.amend import amend

    home = home_served()
    take_turns()
    shown = Run.objects.current()
    if shown is None:
        return frozenset()
    amended = amend(home, home.runs / shown.pk, records, at=at)
    if amended.folder.name != shown.pk:
        with as_publisher():
            publish(amended.folder, home, only=amended.children)
        transaction.on_commit(partial(take_away_if_amended, home.runs / shown.pk))
    return amended.children


def take_away_if_amended(run_folder: Path) -> None:
    """Take away a run that was only ever a step from a whole run to one with more decisions.

    Else every decision would leave a copy of all that is known of everybody. Not before the next
    one is shown for good.
    """
    manifest = json.loads((run_folder / "manifest.json").read_text(encoding="utf-8"))
    if "amends" in manifest:
        shutil.rmtree(run_folder, ignore_errors=True)


@transaction.atomic
def publish_newest(
    run_folder: Path, home: Home, *, at: datetime, progress: Progress | None = None
) -> Published:
    """Publish a new run, with what was decided while it was made taken into it.

    Raises what `publish` and `amend_now` raise.
    """
    from onroll.record.amend import amend

    take_turns()
    amended = amend(home, run_folder, (), at=at, progress=progress)
    return publish(amended.folder, home, progress=progress)


def take_turns() -> None:
    """Wait for whoever publishes, until which the run that is shown may be another one soon.

    Always before the home's people are taken (`people_to_itself`), never after it.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [PUBLISHING])
