"""Rows of protected children in files of data: who sees them, and by what they are known."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from onroll.record import feeds
from onroll.record.feeds.landing import land
from onroll.record.home import Home
from onroll.record.people.shields import Kind, raise_shield
from onroll.web.access.models import User
from onroll.web.shields.protected_rows import ProtectedRows
from tests.web.files_to_load import csv_of, pupil
from tests.web.sending import checked, words
from tests.web.shielded_world import RAISED, RUTH, publish_world

pytestmark = pytest.mark.django_db

AMARA_BORN = "14/05/2013"
HERS = {
    "Pupil ID": "5551", "Forename": "Canaryname1", "Surname": "Otherwise", "Postcode": "XE7 7ZZ",
}  # fmt: skip
OF_A_FILE = [
    pupil(1, **HERS, **{"Date of Birth": AMARA_BORN, "Entry Date": "31/02/2024"}),
    pupil(2, **{"Entry Date": "30/02/2024"}),
    *(pupil(number) for number in range(3, 31)),
]
"""A file whose first row is a protected child's, held back; the second is held back as well."""
KEPT_BACK = ("Canaryname1", "Otherwise", "XE7 7ZZ", "5551", AMARA_BORN, "31/02/2024")
SAID = "A protected record"


@pytest.fixture
def world(published: Any, own_home: Home) -> Home:
    publish_world(own_home)
    return own_home


def somebody(client: Any, role: str, name: str = "Sam Otieno") -> Any:
    user = User.objects.create_user(f"{role}@x.example".replace(" ", ""), full_name=name, role=role)
    client.force_login(user)
    return client


def fix_file(client: Any, address: str) -> str:
    return b"".join(client.get(f"{address}fix-file/").streaming_content).decode("utf-8-sig")


def test_a_colleague_of_who_sent_a_file_sees_no_row_of_a_protected_child(
    client: Any, analyst_once: User, world: Home
) -> None:
    """Nor does a fix file hold it; who sent the file sees what they sent, and the lead sees it."""
    somebody(client, "Safeguarding lead", "Ruth Adeyemi")
    client.force_login(analyst_once)
    address = checked(client, world, "roll_2026-11-01.csv", csv_of(OF_A_FILE))
    pages = (address, f"{address}faults/1/", f"{address}columns/")
    assert all("31/02/2024" in words(client.get(page)) for page in pages)
    assert "Canaryname1" in fix_file(client, address)

    somebody(client, "Data manager")
    for page in pages:
        answer = words(client.get(page))
        assert not [text for text in KEPT_BACK if text in answer], page
        assert "Ask Ruth Adeyemi (Safeguarding lead)" in answer
    assert SAID in words(client.get(f"{address}faults/1/"))
    assert f"{SAID}: ask Ruth Adeyemi" in words(client.get(f"{address}columns/"))
    assert "30/02/2024" in words(client.get(f"{address}faults/1/"))
    left = fix_file(client, address)
    assert "30/02/2024" in left
    assert not [text for text in KEPT_BACK if text in left]
    load = client.post(f"{address}load/")["Location"].partition("?")[0]
    assert "31/02/2024" not in fix_file(client, load)

    client.force_login(analyst_once)
    assert "31/02/2024" in fix_file(client, load)
    client.force_login(User.objects.get(full_name="Ruth Adeyemi"))
    assert "with every row, those of protected children too" in words(client.get(load))
    assert "31/02/2024" in fix_file(client, load)


def test_of_a_load_from_the_command_line_nobody_sees_it_but_who_may(
    analyst: Any, world: Home
) -> None:
    path = world.path / "roll_2026-11-01.csv"
    path.write_bytes(csv_of(OF_A_FILE))
    now = datetime.now(UTC)
    load = land(feeds.read(path, "pupil_roll", received_on=now.date()), world, now, by="Joanne Lee")
    address = f"/feeds/pupil_roll/loads/{load.load_id}/"
    left = fix_file(analyst, address)
    assert not [text for text in KEPT_BACK if text in left]
    assert len(left.splitlines()) == 2
    lead = somebody(analyst, "Safeguarding lead")
    assert "31/02/2024" in fix_file(lead, address)


def test_a_row_taken_for_the_headings_is_kept_back_as_well(
    client: Any, analyst_once: User, world: Home
) -> None:
    client.force_login(analyst_once)
    address = checked(client, world, "roll_2026-11-01.csv", csv_of(OF_A_FILE), feed="pupil_roll")
    from onroll.record.feeds import staging
    from onroll.record.feeds.column_mapping import Mapping
    from onroll.record.feeds.limited import wait_for

    token = address.split("/")[-2]
    mapping = Mapping("pupil_roll", "generic", {}, 2, False)
    staging.recheck(world, token, feed="pupil_roll", mapping=mapping, system="generic")
    wait_for(world.staged / token / "check")
    assert "Canaryname1" in words(client.get(f"{address}columns/"))
    somebody(client, "Data manager")
    answer = client.get(f"{address}columns/")
    assert answer.status_code == 403
    assert not [text for text in KEPT_BACK if text in words(answer)]
    assert not [text for text in KEPT_BACK if text in words(client.get(address))]


@pytest.mark.parametrize(
    ("cells", "protected"),
    [
        (["x", "Q777000000001"], True),
        (["x", "q77700 0000 001"], True),
        (["x", "Q888000000001"], True),
        (["777 000 0001"], True),
        (["Zed", "Zed", "14 May 2013", "XE9 1QX"], True),
        (["Zed", "Zed", "14th May 2013", "Flat 2, Otter Row, xe91qx"], True),
        (["Zed", "Zed", "05/14/2013", "Canaryname1-Zed"], True),
        (["Zed", "2013-05-14 00:00:00", "889990001", "888999001"], True),
        (["Zed", "41408", "Canarysurname1"], True),
        (["Canaryname1 Canarysurname1", "01/01/1900"], True),
        (["Canarysurname1", "XE9 1QX", ""], True),
        (["Zed", "Zed", "15/05/2013", "XE9 1QX"], False),
        (["Canaryname1", "Zed", "15/05/2013", ""], False),
        (["Zed", "Zed", "14/05/2013", "XE9 9ZZ"], False),
        (["baby", "unknown", "14/05/2013", None], False),
        (["canaryid91", "91"], False),
    ],
)
def test_a_row_is_known_by_a_number_or_by_birth_and_one_likeness_or_by_two(
    world: Home, cells: list[str | None], protected: bool
) -> None:
    assert ProtectedRows().is_one(cells, "pupil_system") is protected


def test_a_row_is_known_by_its_number_in_the_source_that_gave_it(world: Home) -> None:
    raise_shield(world, Kind.REFUGE, ["health:4711", "health:5"], at=RAISED, by=RUTH, why="w")
    rows = ProtectedRows()
    assert rows.is_one(["4711", "x"], "health")
    assert rows.is_one(["4711", "x"], None)
    assert not rows.is_one(["4711", "x"], "pupil_system")
    assert not rows.is_one(["5", "x"], "health")  # a year group, as likely
    assert rows.is_one(["5", "Canaryname1"], "health")


def test_where_nobody_is_protected_no_row_is_kept_back(published: Any, own_home: Home) -> None:
    assert not ProtectedRows()
    assert not ProtectedRows().is_one(["Amara", "Example", "14/05/2013"], "pupil_system")
