"""Facts as the record has them before they are linked: what drawn files together say."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from onroll.record import feeds
from onroll.record.engines import connect
from onroll.record.feeds.landing import land
from onroll.record.feeds.loads import not_taken_back, standing
from onroll.record.gather import gather
from onroll.record.gone_rows import earlier_deliveries
from onroll.record.home import Authority, Home

LOADED = datetime(2026, 11, 3, 6, tzinfo=UTC)


class Gathered:
    """The files of authority 999, whose one postcode district is XE1."""

    def __init__(self, folder: Path):
        self.home = Home(folder / "home")
        self.home.path.mkdir()
        self.files = folder / "files"
        self.files.mkdir()

    def load(self, name: str, text: str) -> None:
        path = self.files / name
        path.write_text(text)
        land(feeds.read(path, received_on=LOADED.date()), self.home, LOADED)

    def said(self, fact: str) -> list[tuple[str, str | None, str, str]]:
        """Whose record, which school, from and to (empty while it is open), of each such fact."""
        authority = Authority("A", "A", "999", "#000", ("XE1",))
        with connect() as db:
            earlier = earlier_deliveries(not_taken_back(self.home))
            gather(db, standing(self.home), authority, lambda *_: None, earlier)
            found = db.execute(
                "select record_id, setting, starts_on, ends_before from said where fact = ? "
                "order by all",
                [fact],
            ).fetchall()
            self.records = db.execute("select record_id from source_record order by 1").fetchall()
        return [(who, where, str(start), str(end or "")) for who, where, start, end in found]
