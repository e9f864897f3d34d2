"""Files that were sent and refused, noted though nobody came back to see what became of them."""

from __future__ import annotations

from onroll.record.feeds.deliveries import note_refusal
from onroll.record.feeds.staging import Staged, all_staged
from onroll.record.home import Home


def note_refused(home: Home) -> None:
    """Keep the refusal of each file on its way that was refused, once for each check of it.

    Called before it is asked how feeds stand: the process that reads a file may write nothing of
    the home. The moment is that of the sending, so that a good file sent after it mends the feed.
    """
    for one in all_staged(home):
        noted = one.path.parents[1] / "check" / "noted"
        if one.state == "refused" and not noted.exists():
            note_refusal(
                home,
                feed=meant_for(one),
                file=one.file,
                reason=one.refusal,
                at=one.received_at,
                by=one.by,
            )
            noted.parent.mkdir(mode=0o700, exist_ok=True)
            noted.touch(mode=0o600)


def meant_for(refused: Staged) -> str:
    """The feed that a refused file was meant for; empty where most of its columns are not there."""
    if refused.feed or refused.preview is None:
        return refused.feed
    preview = refused.preview
    return preview.feeds[0] if len(preview.matched) > len(preview.missing) else ""
