"""Exampleshire: a made-up authority, its children, and the files its systems would send.

`make` writes a whole county into a folder: `files/` with one folder per source system,
`authority.toml`, `practice/` with a broken extract to mend, and `truth/` with what is really so,
which `statuses` and `clocks` answer from.
Everything is drawn from a seed: the same arguments give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from json import dumps, loads
from pathlib import Path
from random import Random

from onroll.demo import at_home, exclusions, gone, hard_pairs, provision, stories, truth
from onroll.demo.absence import Absence
from onroll.demo.attendance import registers
from onroll.demo.clipping import clip
from onroll.demo.county import LA_CODE, make_county
from onroll.demo.families import Families
from onroll.demo.life import Child, School
from onroll.demo.lookalikes import make_alike
from onroll.demo.moves import settle
from onroll.demo.names import TOWNS
from onroll.demo.schooling import World
from onroll.demo.stories import Story
from onroll.demo.systems import (
    admissions,
    alternative_provision,
    careers,
    health,
    home_education,
    pupil_system,
    reference,
    school_census,
    school_returns,
    sen,
    social_care,
    youth_justice,
)
from onroll.demo.systems import registers as register_files
from onroll.demo.systems.files import Files
from onroll.demo.truth import clocks, statuses

__all__ = ["UNTIL", "Exampleshire", "Story", "clocks", "make", "open_county", "statuses"]

UNTIL = date(2026, 11, 20)
"""The last day the demo knows: a Friday, with the autumn census in."""

Progress = Callable[[str, int, int], None]

_AUTHORITY = f"""# A made-up authority: no child in it is real.
name = "Exampleshire County Council"
short_name = "Exampleshire"
la_code = "{LA_CODE}"
colour = "#1d5a5a"
postcode_districts = [{", ".join(f'"XE{n}"' for n in range(1, len(TOWNS) + 1))}]
demo = true
"""


@dataclass(frozen=True)
class Exampleshire:
    """A county on disk: where its files and its truth are, and the children to follow."""

    folder: Path
    children: int
    seed: int
    until: date
    clean: bool
    stories: tuple[Story, ...]

    @property
    def files(self) -> Path:
        """The folder with one folder per source system."""
        return self.folder / "files"

    @property
    def practice(self) -> Path:
        """The broken extract to practise on."""
        return next((self.folder / "practice").glob("*.csv"))

    @property
    def truth(self) -> Path:
        """The folder that `statuses` and `clocks` read."""
        return self.folder / "truth"


def make(
    folder: Path,
    *,
    children: int = 5000,
    seed: int = 20231,
    until: date = UNTIL,
    clean: bool = False,
    silent_school: bool = False,
    progress: Progress | None = None,
) -> Exampleshire:
    """Make Exampleshire with that many children on roll on `until`, and write it into a folder.

    With `clean` the lives are the same and the files hold no error, delay or gap. With
    `silent_school` one school has sent no marks of its last week. `progress` is told
    (stage, done, total). Raises ValueError for fewer than 500 children, too few for every
    definition to occur, or a last day outside the calendar.
    """
    if children < 500:
        raise ValueError(f"Exampleshire has 500 children or more, not {children}.")
    if not date(2024, 1, 1) <= until <= date(2027, 7, 1):
        raise ValueError(f"The last day is from 1 January 2024 to 1 July 2027, not {until}.")
    told = progress or (lambda stage, done, total: None)
    told("Making lives", 0, 1)
    world, planted = _make_world(children, seed, until)
    everyone = [child for family in world.families.all for child in family.children]
    for child in everyone:
        clip(child, until)
    told("Making lives", 1, 1)
    files = Files(folder / "files", world.county, everyone, until, seed, clean)
    silent = register_files.silent_school(world.county) if silent_school else None
    absence, sessions = _write_registers(files, silent, told)
    systems = (
        reference, pupil_system, home_education, admissions, social_care, health,
        alternative_provision, school_returns, sen, careers, youth_justice,
    )  # fmt: skip
    for number, system in enumerate(systems):
        told("Writing files", number, len(systems) + 1)
        system.write(files)
    school_census.write(files, sessions)
    told("Writing files", len(systems) + 1, len(systems) + 1)
    told("Writing the truth", 0, 1)
    found = {
        "not_attending": absence.not_attending(),
        "severely_absent": absence.severely_absent(),
    }
    by_number = {int(story.person[1:]): story.title for story in planted}
    truth.write(folder / "truth", world.county, everyone, files.links, found, until, by_number)
    hard_pairs.write(folder / "truth", everyone, files.links, files.spelt)
    (folder / "authority.toml").write_text(_AUTHORITY, encoding="utf-8")
    about = {
        "children": children,
        "seed": seed,
        "until": until.isoformat(),
        "clean": clean,
        "stories": [asdict(story) for story in planted],
    }
    (folder / "truth" / "about.json").write_text(dumps(about, indent=2) + "\n", encoding="utf-8")
    told("Writing the truth", 1, 1)
    return Exampleshire(folder, children, seed, until, clean, tuple(planted))


def open_county(folder: Path) -> Exampleshire:
    """The county that `make` wrote into a folder. Raises FileNotFoundError where there is none."""
    about = loads((folder / "truth" / "about.json").read_text(encoding="utf-8"))
    told = tuple(Story(**story) for story in about["stories"])
    until = date.fromisoformat(about["until"])
    return Exampleshire(folder, about["children"], about["seed"], until, about["clean"], told)


def _make_world(children: int, seed: int, until: date) -> tuple[World, list[Story]]:
    """A county of families with all their lives, of exactly that many children on roll."""
    rng = Random(seed)
    county = make_county(children, rng)
    world = World(county, Families(county, rng, seed), rng, until, children)
    planted = stories.plant(world)
    on_roll = _on_roll(world)
    while on_roll < 0.965 * children:
        family = world.families.add()
        settle(world, family)
        on_roll += sum(child.roll_on(until) is not None for child in family.children)
    gone.never_known(world)
    at_home.educate_at_home(world)
    exclusions.exclude_for_good(world)
    gone.go_missing(world)
    provision.provide(world)
    gone.moves_school(world)
    exclusions.suspend_some(world)
    provision.know(world)
    _fill_up(world)
    make_alike(world, seed)
    return world, planted


def _on_roll(world: World) -> int:
    everyone: list[Child] = [c for family in world.families.all for c in family.children]
    return sum(child.roll_on(world.until) is not None for child in everyone)


def _fill_up(world: World) -> None:
    """Add children one at a time, nothing out of the ordinary, until the county has its number."""
    wanted = world.size - _on_roll(world)
    while wanted > 0:
        born_on = date(2010 + world.rng.randrange(12), 9, 1)
        born_on = date.fromordinal(born_on.toordinal() + world.rng.randrange(365))
        family = world.families.add(births=[born_on])
        settle(world, family, "stays")
        wanted -= sum(child.roll_on(world.until) is not None for child in family.children)


def _write_registers(
    files: Files, silent: School | None, told: Progress
) -> tuple[Absence, school_census.Sessions]:
    """Write every term's marks; what they show of absence, and each child's sessions a term."""
    absence = Absence(files.children, files.until)
    sessions: school_census.Sessions = {}
    total = sum(term.days[0] <= files.until for term in files.county.terms)
    for number, register in enumerate(
        registers(files.county, files.children, files.until, files.seed)
    ):
        told("Writing attendance marks", number, total)
        absence.add(register)
        register_files.write(files, files.children, register, number, silent)
        counted = sessions.setdefault(f"{register.term.year} {register.term.name}", {})
        for (who, _enrolment), row in zip(register.rows, register.sessions.tolist(), strict=True):
            counted[files.children[who].number] = (row[0], row[1], row[2])
    told("Writing attendance marks", total, total)
    return absence, sessions
