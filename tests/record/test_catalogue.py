"""The catalogue, its folder, its words and its thresholds agree with each other."""

from pathlib import Path

from onroll.record import definitions
from onroll.record.definitions import CATALOGUE, CLOCKS
from onroll.record.spells import facts_in
from onroll.record.thresholds import threshold, thresholds
from onroll.record.timeline import Child

FOLDER = Path(definitions.__file__).parent


def files(folder: str) -> set[str]:
    return {path.stem for path in (FOLDER / folder).glob("*.py")} - {"__init__"}


def test_every_definition_is_one_file_and_every_file_one_definition():
    keys = [definition.key for definition in CATALOGUE]
    assert len(keys) == len(set(keys))
    assert set(keys) == files("cohorts")


def test_every_clock_is_one_file():
    assert {clock.key for clock in CLOCKS} == files("clocks")


def test_every_definition_has_a_source_a_reading_and_specs():
    specs = "".join(
        path.read_text() for path in Path(__file__).parents[1].joinpath("spec").rglob("test_*.py")
    )
    for definition in CATALOGUE:
        assert definition.source
        assert len(definition.doc.splitlines()) > 1, f"{definition.key} does not explain itself"
        if definition.group.name != "BUILDING_BLOCKS":
            assert definition.key in specs, f"{definition.key} has no spec"


def test_a_fact_has_one_name_and_words_that_follow_is():
    for name, label in Child.vocabulary.items():
        assert getattr(Child, name).name == name
        assert label == label.strip()
        assert label[0].islower() or label.startswith(("Gypsy", "Reception"))


def test_definitions_only_speak_of_facts_in_the_vocabulary():
    for definition in CATALOGUE:
        assert facts_in(definition.expression) <= set(Child.vocabulary)


def test_every_threshold_is_used_and_has_a_source():
    root = FOLDER.parent
    code = "".join(path.read_text() for path in root.rglob("*.py"))
    for key, held in thresholds().items():
        assert held.source
        assert held.authority
        assert f'"{key}"' in code, f"{key} is used nowhere"


def test_a_dated_threshold_gives_the_value_in_force_on_the_day():
    limit = threshold("part_time_timetable_limit")
    assert limit.on(limit.values[0][0]) == 42
    assert limit.words == "42 days"
