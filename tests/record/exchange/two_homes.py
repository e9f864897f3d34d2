"""Two authorities with a home and a key each, each of which trusts the other's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from onroll.record.exchange import sending
from onroll.record.exchange.keys import OwnKey, PublicKey, make_key, own_keys, trust, trusted
from onroll.record.exchange.messages import Kind, Message
from onroll.record.exchange.sealed_file import Opened, Package, open_sealed, seal
from onroll.record.home import Home

DAY = date(2026, 11, 2)
AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)

OFFER = {
    "forename": "Amara",
    "surname": "Okafor",
    "date_of_birth": "2015-03-14",
    "address_there": "4 Weir Lane, YE1 2AB",
    "why": "The grandmother says that they live with her since October.",
    "danger": "Nothing known.",
    "contact": "Alex Ashby, education@exampleshire.example",
}


@dataclass
class Authority:
    """One authority: where its keys are, and what it has opened."""

    home: Home
    opened: set[str]

    @property
    def code(self) -> str:
        return self.home.authority.la_code

    @property
    def key(self) -> OwnKey:
        return own_keys(self.home)[0]

    def open(self, data: bytes, day: date = DAY) -> Opened:
        found = open_sealed(
            data, here=self.code, own=own_keys(self.home), trusted=trusted(self.home, day),
            day=day, opened=self.opened.__contains__,
        )  # fmt: skip
        self.opened.add(found.package_id)
        return found


def authority(folder: Path, code: str, name: str) -> Authority:
    folder.mkdir()
    (folder / "authority.toml").write_text(
        f'name = "{name}"\nshort_name = "{name}"\nla_code = "{code}"\ncolour = "#1d3557"\n'
        'postcode_districts = ["XE1"]\n',
        encoding="utf-8",
    )
    made = Authority(Home(folder), set())
    make_key(made.home, DAY)
    return made


def who_trust_each_other(folder: Path) -> tuple[Authority, Authority]:
    ours = authority(folder / "ours", "001", "Exampleshire")
    theirs = authority(folder / "theirs", "002", "Weirshire")
    trust(ours.home, theirs.key.public, theirs.key.public.fingerprint)
    trust(theirs.home, ours.key.public, ours.key.public.fingerprint)
    return ours, theirs


def offer_to(taker: str = "002", transfer: str = "t1") -> Message:
    return sending.offer("001", taker, (), came_otherwise=True, transfer=transfer, on=DAY)


def sealed(
    ours: Authority, to: PublicKey, told: dict[str, str] | None = None, at: datetime = AT
) -> bytes:
    """The file of an offer by one authority, for the holder of a key."""
    package = Package(offer_to(to.la_code), OFFER if told is None else told)
    return seal(package, by=ours.key, to=to, at=at)


def words_of(kind: Kind) -> dict[str, str]:
    """The least that a kind of message tells besides an offer."""
    return {
        Kind.QUERY: {"words": "Which school?", "contact": "Sam Blake"},
        Kind.ANSWER: {"words": "Hilltop Academy"},
        Kind.ACCEPT: {"contact": "Sam Blake"},
        Kind.REJECT: {"words": "Nobody of that name lives there."},
        Kind.CONFIRM: {key: OFFER[key] for key in ("forename", "surname", "date_of_birth")},
        Kind.WITHDRAW: {"words": "The child is back."},
        Kind.RECEIPT: {},
    }[kind]
