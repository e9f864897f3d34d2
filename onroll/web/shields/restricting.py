"""Which children are absent for most people, told to the database, where every request asks it.

The journal of the home is the truth. Before any page is answered the database follows it, so a
child is absent from the moment the act that protects the child is in the journal, also where
whoever protected it got no answer.
"""

from __future__ import annotations

from django.db import connection

from onroll.record.judged import last_acts
from onroll.web.access.acting import as_publisher
from onroll.web.access.models import RestrictedChild
from onroll.web.config.home import home
from onroll.web.library.models import Run
from onroll.web.shields.models import Shield
from onroll.web.shields.standing import rows_covered


def restrict() -> None:
    """Restrict whoever the run that is shown says a shield covers, and whoever the journal does."""
    up_to = last_acts(home()).shields
    with as_publisher():
        children = set(Shield.objects.values_list("child_id", flat=True))
        children |= set(rows_covered().values_list("child_id", flat=True))
        RestrictedChild.objects.exclude(child__in=children).delete()
        RestrictedChild.objects.bulk_create(
            (RestrictedChild(child=child) for child in sorted(children)), ignore_conflicts=True
        )
        Run.objects.filter(is_current=True).update(restricted_up_to=up_to)


def follow_journal() -> None:
    """Restrict anew where somebody has protected a child since the database last did.

    Only ever forwards: a journal that cannot be read has no acts, and frees nobody.
    """
    run = Run.objects.current()
    if run is not None and last_acts(home()).shields > run.restricted_up_to:
        restrict()


def restricted_children() -> frozenset[str]:
    """Every restricted child's reference, whoever asks: to leave them out of a count or a file."""
    with connection.cursor() as cursor:
        cursor.execute("select * from onroll_restricted()")
        return frozenset(child for (child,) in cursor.fetchall())
