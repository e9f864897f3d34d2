"""The checks in SQL give the verdicts of `onroll.record.identifiers`, for every text."""

import random
import string

import duckdb
import pytest

from onroll.record.feeds.identifier_sql import create_macros
from onroll.record.identifiers import UPN_LETTERS, nhs_number, uln, upn, upn_check_letter
from onroll.record.local_authorities import LOCAL_AUTHORITIES


@pytest.fixture(scope="module")
def con():
    with duckdb.connect() as connection:
        create_macros(connection)
        yield connection


def _drawn_upns() -> list[str]:
    """Right ones for every authority, and each with one character changed, lost or added."""
    chance = random.Random(20261122)
    texts = []
    for authority in sorted(LOCAL_AUTHORITIES):
        last = chance.choice(string.digits + UPN_LETTERS)
        rest = authority + "".join(chance.choices(string.digits, k=8)) + last
        right = upn_check_letter("A" + rest) + rest
        place = chance.randrange(13)
        other = chance.choice(string.ascii_uppercase + string.digits + " é²")
        texts += [
            right, right.lower(), right[:-1], right + "1", f" {right}", f"{right}\n",
            right[:place] + other + right[place + 1 :],
        ]  # fmt: skip
    return [*texts, "", "1.23E+12", "P207000016049", "B207000016049", "K855400126001"]


@pytest.mark.parametrize(
    ("macro", "check", "texts"),
    [
        ("is_upn", upn, _drawn_upns()),
        *(
            (macro, check, [f"{n:010}" for n in range(9434765800, 9434766900)])
            for macro, check in (("is_nhs_number", nhs_number), ("is_uln", uln))
        ),
        (
            "is_nhs_number",
            nhs_number,
            ["943 476 5870", "943 4765870", "943\n476 5870", "", "٩٤٣٤٧٦٥٨٧٠"],
        ),
        ("is_uln", uln, ["0276308686", "9276308686", "927630868", "92763086861", "9276308686\n"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_sql_and_python_agree(con, macro, check, texts):
    rows = con.execute(
        f"SELECT t, coalesce({macro}(t), false) FROM (SELECT unnest(?::VARCHAR[]) AS t)", [texts]
    ).fetchall()

    assert len(rows) == len(texts)
    assert [(t, found) for t, found in rows if found != check(t).valid] == []
    assert len({found for _, found in rows}) == 2
