"""What the pages of comparing and trying ask of the record, over the run that is shown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.core.cache import cache

from onroll.record.compare import Comparison, compare
from onroll.record.packs import Pack
from onroll.web.config.home import home
from onroll.web.library.models import Run

KEPT_SECONDS = 60 * 60


class RunNotHere(LookupError):
    """The folder of the run that is shown is not on this machine any more."""


def folder_of(run: Run) -> Path:
    """The run's folder of tables. Raises `RunNotHere`."""
    folder = home().runs / run.pk
    if not (folder / "facts.parquet").exists():
        raise RunNotHere(run.pk)
    return folder


def compared(run: Run, packs: Sequence[Pack]) -> Comparison:
    """The comparison on the run's day; kept for an hour, for its lists ask for it page by page.

    Raises `RunNotHere`.
    """
    key = ":".join(["compared", run.pk, *(pack.key for pack in packs)])
    held = cache.get(key)
    if held is None:
        found = compare(folder_of(run), packs, run.as_of)
        held = (found.children, found.by_definition)
        cache.set(key, held, KEPT_SECONDS)
    return Comparison(run.as_of, tuple(packs), *held)
