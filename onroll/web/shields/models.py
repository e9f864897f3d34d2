"""The shields that stand, as a run has published them, and the words for them."""

from __future__ import annotations

from typing import Final

from django.db import models

from onroll.web.children.models import PublishedAboutAChild

KINDS: Final = {
    "adoption": "Adopted, or about to be",
    "refuge": "In a refuge, or hidden from somebody",
    "witness_protection": "Witness protection",
    "staff_family": "Family of somebody who works here",
}
"""What each kind of shield is called on a page, in the order in which they are offered."""

HOWS: Final = {
    "named": "Named by a colleague",
    "joined": "Joined with a protected record",
    "suspected": "On suspicion",
}

DONE: Final = {
    "raised": "Protected the child",
    "asked": "Asked to end the protection",
    "refused": "Said no",
    "lowered": "Agreed to end the protection",
}
"""What each act of the journal is called on a page."""


class Shield(PublishedAboutAChild):
    """A shield that covers a child, and how it came to: named, joined or suspected."""

    shield = models.IntegerField()
    kind = models.TextField()
    how = models.TextField()
    since = models.DateField()

    def __str__(self) -> str:
        return f"{self.child_id} {self.kind}"

    @property
    def kind_words(self) -> str:
        return KINDS.get(self.kind, "Another reason")

    @property
    def how_words(self) -> str:
        return HOWS.get(self.how, "Covered")
