"""The model: what is kept of it, how it is learnt, and what training is not allowed to believe."""

import random
from math import log2

import pyarrow as pa
import pytest

from onroll.record.people.linkage import COMPARISONS, Level
from onroll.record.people.linking import train
from onroll.record.people.model import Model, NotAModel
from onroll.record.people.training import sound_level

FORENAMES = (
    "Amara Ben Chloe Dan Ella Finn Grace Hugo Isla Jack Kai Lily Max Noor Omar Poppy".split()
)
SURNAMES = "Archer Bello Cole Dunn Evans Frost Grant Hale Irwin Jones Khan Lowe Moss Nash".split()


def test_a_model_is_read_as_it_was_written(tmp_path):
    model = Model(
        Model.for_children().shares, 0.001, {"forename": {"zoë": 0.01}}, {"forename": 0.001}, True,
        ("said",),
    )  # fmt: skip
    model.write(tmp_path / "model.json")
    again = Model.read(tmp_path / "model.json")
    assert again == model
    assert again.digest == model.digest != Model.for_children().digest


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 1}', '{"format": 99}'])
def test_what_is_no_model_is_refused_in_words(tmp_path, text):
    (tmp_path / "model.json").write_text(text)
    with pytest.raises(NotAModel, match="Train the model again"):
        Model.read(tmp_path / "model.json")
    with pytest.raises(NotAModel, match="cannot be read"):
        Model.read(tmp_path / "none.json")


def made_up(records: int, numbers: bool) -> pa.Table:
    """Two sources' records of made-up people: one in ten forenames has a slip in the second."""
    chance = random.Random(1)
    rows = []
    for n in range(records // 2):
        person = {
            "nhs_number": nhs(n) if numbers else None,
            "forename": chance.choice(FORENAMES),
            "surname": chance.choice(SURNAMES),
            "date_of_birth": f"{chance.randint(2008, 2020)}-{chance.randint(1, 12):02}"
            f"-{chance.randint(1, 28):02}",
            "sex": chance.choice("FM"),
            "postcode": f"XE{chance.randint(1, 9)} {chance.randint(1, 9)}AA",
        }
        slip = person | {"forename": person["forename"] + "x"} if chance.random() < 0.1 else person
        moved = slip | {"postcode": "XE20 9ZZ"} if chance.random() < 0.3 else slip
        rows += [{"record_id": f"a:{n}", **person}, {"record_id": f"b:{n}", **moved}]
    return pa.Table.from_pylist(rows)


def nhs(n: int) -> str:
    """The n-th NHS number that passes its check."""
    for body in range(400_000_000 + n * 20, 400_000_020 + n * 20):
        check = 11 - sum(int(d) * w for d, w in zip(str(body), range(10, 1, -1), strict=True)) % 11
        if check != 10:
            return f"{body}{check % 11}"
    raise AssertionError


def test_the_pairs_that_numbers_join_teach_how_often_each_level_holds():
    model = train(made_up(4_000, numbers=True))
    assert model.trained
    assert not any("without them" in note for note in model.notes)
    the_same, *_ = model.shares["forename"]
    assert the_same[0] == pytest.approx(0.9, abs=0.03)
    assert the_same[1] == pytest.approx(1 / len(FORENAMES), abs=0.01)
    assert set(model.frequencies["forename"]) >= {name.lower() for name in FORENAMES}


def test_without_numbers_a_model_is_estimated_and_says_so():
    table = made_up(600, numbers=False)
    model = train(table)
    assert "fewer than 1,000 pairs share a number: learnt without them" in model.notes
    assert train(table).digest == model.digest


@pytest.mark.parametrize("records", [0, 2, 4, 20])
def test_a_few_records_give_a_model_that_is_as_good_as_set_by_hand(records):
    table = (
        made_up(records, numbers=False)
        if records
        else pa.table({"record_id": pa.array([], pa.string())})
    )
    for name, _, levels in COMPARISONS:
        shares = train(table).shares[name]
        assert log2(shares[-1][0] / shares[-1][1]) < 0
        assert len(shares) == len(levels)


@pytest.mark.parametrize(
    ("learnt", "last", "kept"),
    [
        ((0.5, 0.1), False, True),
        ((0.1, 0.5), False, False),  # agreeing would count against
        ((0.1, 0.5), True, True),
        ((0.5, 0.1), True, False),  # differing would count for
        ((None, 0.1), False, False),
    ],
)
def test_a_perverse_figure_is_refused_and_said(learnt, last, kept):
    by_hand = (0.03, 0.9) if last else (0.9, 0.01)
    notes: list[str] = []
    level = Level("a level", "else", *by_hand)
    assert sound_level("x", level, *learnt, last=last, notes=notes) == (learnt if kept else by_hand)
    assert bool(notes) != kept
