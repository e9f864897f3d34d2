"""The shields that stand, as the journal in the home says: the one truth about whom they cover.

What a run has published of them may be behind it, never ahead. So a shield that was raised protects
from the moment that its act is in the journal, also where whoever raised it got no answer, and one
that was lowered is not held up by anything that was written elsewhere.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.db.models import QuerySet

from onroll.record.home import Home
from onroll.record.judged import last_acts
from onroll.record.people.shields import Shield, shields
from onroll.web.children.models import SourceRecord
from onroll.web.config.home import home


def standing_shields() -> tuple[Shield, ...]:
    """Every shield that was ever raised, with what it covers now."""
    return read_up_to(home().path, last_acts(home()).shields)


@lru_cache(maxsize=4)
def read_up_to(path: Path, last_act: int) -> tuple[Shield, ...]:
    """The journal of a home up to its last act: an act never changes, so it is read once."""
    return tuple(shields(Home(path))) if last_act else ()


def covered_records() -> frozenset[str]:
    """Every record under a shield, also those in no run now."""
    return frozenset(record for each in standing_shields() for record in each.covered)


def rows_covered() -> QuerySet[SourceRecord]:
    """The records that are shown, and under a shield."""
    return SourceRecord.objects.filter(record_id__in=covered_records())
