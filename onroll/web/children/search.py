"""Finding a child from what somebody knows of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q

from onroll.web.children.dates import Days
from onroll.web.children.models import ChildQuerySet
from onroll.web.children.sounds import plain, sounds
from onroll.web.shields.protected import not_protected

MOST_FOUND = 100
REFERENCE = re.compile(r"EC-[0-9A-Z]+", re.IGNORECASE)
UPN = re.compile(r"[A-Z]\d{11}[0-9A-Z]", re.IGNORECASE)


@dataclass(frozen=True)
class Search:
    """What somebody typed: a name, a UPN or a reference; when the child was born; a definition."""

    words: str = ""
    born: Days | None = None
    definition: str = ""

    @property
    def asks(self) -> bool:
        """Whether anything was typed that only a search can answer."""
        return bool(self.words or self.born)

    def among(self, children: ChildQuerySet, on: date, user: Any = None) -> ChildQuerySet:
        """The children who match, the closest names first; at most `MOST_FOUND` are of use.

        A protected child is found by UPN by those alone who may see it; to others, and where no
        user is given, that UPN is one that no child has.
        """
        if self.definition:
            children = children.meeting(self.definition, on)
        if self.born:
            children = children.filter(date_of_birth__range=self.born)
        typed = self.words.replace(" ", "")
        if REFERENCE.fullmatch(typed):
            return children.filter(reference=typed.upper())
        if UPN.fullmatch(typed):
            return not_protected(children, user).filter(upn=typed.upper()).in_order()
        if not self.words:
            return children.in_order()
        return by_name(children, self.words)


def by_name(children: ChildQuerySet, name: str) -> ChildQuerySet:
    """Those with a name in which each word typed sounds alike or is spelt nearly alike."""
    typed = plain(name)
    if not typed:
        return children.none()
    for word in typed.split():
        children = children.filter(
            Q(sounds__contains=sounds(word)) | Q(name__trigram_word_similar=word)
        )
    return children.annotate(likeness=TrigramSimilarity("name", typed)).order_by(
        "-likeness", "name", "reference"
    )
