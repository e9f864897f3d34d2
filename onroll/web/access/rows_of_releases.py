"""Row-level security of releases: what is released is for everybody who signs in, a draft for those
who draft and release, and so is what was counted, child by child. See docs/adr/0032."""

from __future__ import annotations

from typing import Final

RELEASES: Final = "(select onroll_releases())"
"""SQL: whether they draft reports or release them."""

IS_RELEASED: Final = """exists (select 1 from releases_releaseevent event
    where event.release_id = releases_release.id and event.kind = 'released')"""

RULES: Final = {
    "releases_release": f"{RELEASES} or {IS_RELEASED}",
    "releases_counted": RELEASES,
    "releases_releaseevent": f"{RELEASES} or kind in ('words', 'released', 'corrected')",
    "releases_releasefile": "true",
    "releases_draftasked": RELEASES,
    "releases_draftevent": RELEASES,
}
"""For each table of releases: which of its rows a request may read. Files are made as a release is
released, and words are read with it."""

MINE: Final = "(select onroll_asker())"

WRITTEN: Final = {
    "releases_release": f"made_by_id = {MINE} and {RELEASES}",
    "releases_counted": RELEASES,
    "releases_releaseevent": f"by_id = {MINE} and {RELEASES}",
    "releases_releasefile": RELEASES,
    "releases_draftasked": f"by_id = {MINE} and {RELEASES}",
}
"""What a request may write. What happens to a draft that is asked for is written by whoever makes
it, as the publisher."""
