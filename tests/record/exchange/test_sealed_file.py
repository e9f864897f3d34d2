"""A sealed file: the named authority opens it, once, in time, unchanged; nobody else ever."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onroll.record.exchange import sealed_file, sending
from onroll.record.exchange.contents import catalogue
from onroll.record.exchange.keys import BadKey, make_key, own_keys, trust, trusted
from onroll.record.exchange.messages import BadMessage, Kind, Message
from onroll.record.exchange.one_side import Stage, side_of
from onroll.record.exchange.sealed_file import (
    CannotOpen,
    OpenedBefore,
    Package,
    open_sealed,
    seal,
)
from tests.record.exchange.two_homes import (
    AT,
    DAY,
    OFFER,
    Authority,
    authority,
    offer_to,
    sealed,
    who_trust_each_other,
    words_of,
)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Authority, Authority]:
    return who_trust_each_other(tmp_path_factory.mktemp("pair"))


def test_the_named_authority_opens_it_and_reads_what_was_written(
    pair: tuple[Authority, Authority],
) -> None:
    ours, theirs = pair
    data = sealed(ours, theirs.key.public)
    opened = theirs.open(data)
    assert opened.package == Package(offer_to(), OFFER)
    assert opened.sent_by == ours.key.public


def test_nothing_of_a_child_can_be_read_outside(pair: tuple[Authority, Authority]) -> None:
    ours, theirs = pair
    data = sealed(ours, theirs.key.public)
    header = json.loads(data)["header"]
    assert not any(
        word.encode() in data for word in " ".join(OFFER.values()).split() if len(word) > 4
    )
    assert set(header) == {
        "format", "package", "from", "to", "signed_with", "locked_for", "made_on", "expires_on",
        "once",
    }  # fmt: skip


def test_another_authority_cannot_open_it(
    pair: tuple[Authority, Authority], tmp_path: Path
) -> None:
    ours, theirs = pair
    third = authority(tmp_path / "third", "003", "Elsewhere")
    trust(third.home, ours.key.public, ours.key.public.fingerprint)
    data = sealed(ours, theirs.key.public)
    with pytest.raises(CannotOpen, match="for authority 002, and this is 003"):
        third.open(data)
    third_as_theirs = Authority(third.home, set())
    with pytest.raises(CannotOpen, match="locked for a key that is not here"):
        open_as(third_as_theirs, data, "002")


def test_a_key_that_is_given_the_name_of_the_right_one_opens_nothing(
    pair: tuple[Authority, Authority], tmp_path: Path
) -> None:
    """Whoever has the file and says that their key is the one it is locked for."""
    ours, theirs = pair
    wrong = authority(tmp_path / "wrong", "002", "Weirshire").key
    named = replace(wrong.public, signing=theirs.key.public.signing)
    assert named.key_id != theirs.key.public.key_id
    header, locked, _ = sealed_file.parts(sealed(ours, theirs.key.public))
    with pytest.raises(CannotOpen, match="does not open with your key"):
        sealed_file.inside(header, locked, sealed_file.signed_text(header), wrong)


def open_as(who: Authority, data: bytes, code: str) -> object:
    return open_sealed(
        data, here=code, own=own_keys(who.home), trusted=trusted(who.home, DAY), day=DAY,
        opened=who.opened.__contains__,
    )  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_a_file_of_which_one_bit_was_changed_is_refused_in_words(
    pair: tuple[Authority, Authority], place: int, bit: int
) -> None:
    """Or it says the very same: base64 and JSON can write some things in two ways."""
    ours, theirs = pair
    data = bytearray(sealed(ours, theirs.key.public))
    data[place % len(data)] ^= 1 << bit
    said = what_becomes_of(bytes(data), theirs)
    assert said == Package(offer_to(), OFFER) or str(said).endswith(".")
    if not isinstance(said, Package):
        assert not any(word in said for word in ("Amara", "Okafor", "Weir Lane"))


def what_becomes_of(data: bytes, reader: Authority) -> Package | str:
    """What is in a file, or why it was not opened."""
    try:
        return reader.open(data).package
    except CannotOpen as reason:
        return str(reason)


@pytest.mark.parametrize("part", ["header", "locked", "signature"])
def test_a_change_in_any_part_is_found(pair: tuple[Authority, Authority], part: str) -> None:
    ours, theirs = pair
    whole = json.loads(sealed(ours, theirs.key.public))
    if part == "header":
        whole["header"]["expires_on"] = "2036-01-01"
    else:
        first = whole[part][:1]
        whole[part] = ("A" if first != "A" else "B") + whole[part][1:]
    with pytest.raises(CannotOpen, match="not as Exampleshire signed it"):
        theirs.open(json.dumps(whole).encode())


def test_the_same_file_a_second_time_is_refused_and_said_so(
    pair: tuple[Authority, Authority],
) -> None:
    ours, theirs = pair
    data = sealed(ours, theirs.key.public)
    theirs.open(data)
    with pytest.raises(OpenedBefore, match="opened here before"):
        theirs.open(data)


def test_it_opens_on_the_last_day_and_not_on_the_next(pair: tuple[Authority, Authority]) -> None:
    """Made on 2 November, for 28 days: the last is 29 November."""
    ours, theirs = pair
    data = sealed(ours, theirs.key.public)
    with pytest.raises(CannotOpen, match="opened until 2026-11-30, not on that day"):
        theirs.open(data, date(2026, 11, 30))
    assert theirs.open(data, date(2026, 11, 29)).package.told == OFFER


def test_a_sender_whose_key_nobody_trusts_is_refused(
    pair: tuple[Authority, Authority], tmp_path: Path
) -> None:
    _, theirs = pair
    impostor = authority(tmp_path / "impostor", "001", "Exampleshire")
    with pytest.raises(CannotOpen, match="key that is not trusted here"):
        theirs.open(sealed(impostor, theirs.key.public))


def test_a_key_is_trusted_only_with_the_fingerprint_that_was_read_out(tmp_path: Path) -> None:
    ours = authority(tmp_path / "ours", "001", "Exampleshire")
    theirs = authority(tmp_path / "theirs", "002", "Weirshire")
    with pytest.raises(BadKey, match="do not use it"):
        trust(ours.home, theirs.key.public, ours.key.public.fingerprint)


def test_a_secret_key_is_for_its_owner_alone_and_no_public_file_has_it(tmp_path: Path) -> None:
    ours = authority(tmp_path / "ours", "001", "Exampleshire")
    (path,) = (ours.home.exchange / "own").iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    assert "secret" in path.read_text(encoding="utf-8")
    assert "secret" not in ours.key.public.text().split("onroll:")[1]


def test_an_older_key_still_opens_what_was_sealed_for_it(tmp_path: Path) -> None:
    ours, theirs = who_trust_each_other(tmp_path)
    data = sealed(ours, theirs.key.public)
    make_key(theirs.home, date(2026, 11, 9))
    assert theirs.key.public.in_force_from == date(2026, 11, 9)
    assert theirs.open(data, date(2026, 11, 10)).package.told == OFFER


@pytest.mark.parametrize("more", ["upn", "social_worker", "notes"])
def test_an_offer_tells_no_more_than_its_contract(
    pair: tuple[Authority, Authority], more: str
) -> None:
    ours, theirs = pair
    with pytest.raises(BadMessage, match=f"does not tell {more}"):
        sealed(ours, theirs.key.public, {**OFFER, more: "X"})


def test_what_tells_more_than_its_contract_is_refused_by_its_reader_too(
    pair: tuple[Authority, Authority], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An older or a changed onroll may have sealed it."""
    ours, theirs = pair
    with monkeypatch.context() as as_if:
        as_if.setattr(sealed_file, "check_told", lambda kind, told: None)
        data = sealed(ours, theirs.key.public, {**OFFER, "notes": "seen at the clinic"})
    with pytest.raises(CannotOpen, match="does not tell notes") as refused:
        theirs.open(data)
    assert "clinic" not in str(refused.value)


def test_every_kind_has_its_contract_and_the_handover_alone_a_upn() -> None:
    assert set(catalogue()) == set(Kind)
    assert [kind for kind, each in catalogue().items() if "upn" in each.fields] == [Kind.CONFIRM]


def test_a_whole_transfer_goes_by_file_and_a_withdrawal_shows_as_withdrawn(
    tmp_path: Path,
) -> None:
    ours, theirs = who_trust_each_other(tmp_path)

    def by_file(who: Authority, to: Authority, message: Message) -> Message:
        told = OFFER if message.kind is Kind.OFFER else words_of(message.kind)
        data = seal(Package(message, told), by=who.key, to=to.key.public, at=AT)
        return to.open(data).package.message

    came = by_file(ours, theirs, offer_to())
    there = sending.receive(frozenset(), came, here=theirs.code, on=DAY).held
    withdrawn = sending.write({offer_to()}, Kind.WITHDRAW, here=ours.code, on=DAY)
    came = by_file(ours, theirs, withdrawn)
    there = sending.receive(there, came, here=theirs.code, on=DAY).held
    assert side_of(there).stage is Stage.WITHDRAWN
    with pytest.raises(BadMessage, match="withdrawn"):
        sending.write(there, Kind.ACCEPT, here=theirs.code, on=DAY)
