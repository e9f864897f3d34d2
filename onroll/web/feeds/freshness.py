"""What a page of figures, or of one child, leaves out because a source has fallen silent.

Every page that shows what definitions say asks here, and shows the answer with one part of a
template (`parts/freshness.html`), so that the same feed is spoken of in the same words everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from onroll.record.feeds.health_words import NOT_FRESH, STATES
from onroll.web.feeds.models import Feed

_GRAVITY = {state: place for place, state in enumerate(STATES)}


@dataclass(frozen=True)
class Freshness:
    """How the feeds that a page rests on stand, the gravest first.

    `in_use` are those of which a file was ever loaded, or tried; `never` the others.
    """

    in_use: tuple[Feed, ...]
    never: tuple[Feed, ...] = ()

    @property
    def silent(self) -> tuple[Feed, ...]:
        """Those of which something is missing; each has a caution."""
        return tuple(feed for feed in self.in_use if not feed.is_fresh)

    @property
    def partly(self) -> tuple[Feed, ...]:
        """Those of which rows are held back, and nothing else is wrong."""
        return tuple(feed for feed in self.in_use if feed.state == Feed.State.PARTLY_LOADED)

    @property
    def up_to_date(self) -> int:
        """How many of those in use need nothing."""
        return len(self.in_use) - len(self.silent) - len(self.partly)


def freshness(feeds: Iterable[Feed]) -> Freshness:
    """How some feeds stand. Asks the database nothing but for them."""
    in_order = sorted(feeds, key=lambda feed: (_GRAVITY[feed.state], feed.title))
    return Freshness(
        tuple(feed for feed in in_order if feed.state != Feed.State.NEVER_LOADED),
        tuple(feed for feed in in_order if feed.state == Feed.State.NEVER_LOADED),
    )


def freshness_of(*definitions: str) -> Freshness:
    """How the feeds stand that these definitions or clocks rest on, in one query."""
    return freshness(Feed.objects.used_by(*definitions))


def silence() -> Subquery:
    """For each row that names a feed: how that feed stands, where it is not fresh, else null.

    Asked with the rows themselves, so that a page about one child asks no more often for it.
    """
    shown = {name: name for name in ("feed", "title", "state", "words")}
    silent = Feed.objects.filter(feed=OuterRef("feed"), state__in=NOT_FRESH)
    return Subquery(silent.values(shown=JSONObject(**shown))[:1])


def freshness_of_rows(told: Iterable[dict[str, str] | None]) -> Freshness:
    """How the silent feeds stand of which `silence` told, each once."""
    by_key = {row["feed"]: Feed(**row) for row in told if row}
    return freshness(by_key.values())
