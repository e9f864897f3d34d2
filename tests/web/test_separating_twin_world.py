"""unlink(link(x)) = x through the database and the pages.

Random histories of joining, separating, taking back and a night's feeds, each family its own; then
a world that holds the same files, and where what stands in the end had stood from the start. Every
row and page must be equal but for the history of links. `run.py prove twin` runs 500 histories.
"""

from __future__ import annotations

import os
import random
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from onroll.record.home import Home
from onroll.record.people.decisions import Verdict, decisions, standing
from onroll.record.run import run
from onroll.web.amending import publish_newest
from onroll.web.children.models import Fact, SourceRecord, Status
from onroll.web.matching.deciding import decide_and_amend, take_back_and_amend
from onroll.web.publish import publish
from onroll.web.separating.models import Separation
from tests.record.aloud import say_aloud
from tests.web.fixtures import AUTHORITY
from tests.web.mixed_families import FRIDAY, LOADED_AT, Family, load
from tests.web.test_separating import child_of, separate
from tests.web.twin_worlds import as_if_never, differences, names, world

pytestmark = pytest.mark.django_db

HISTORIES = int(os.environ.get("ONROLL_PROOF", "0")) // 10 or 2
SEED = int(os.environ.get("ONROLL_SEED", "1"))
AT_ONCE = 10
"""How many families have their history in one home."""
MOST_STEPS = 5
BY = "priya@exampleshire.example"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the families and its first run."""
    path = tmp_path_factory.mktemp("families") / "home"
    path.mkdir()
    (path / "authority.toml").write_text(AUTHORITY, encoding="utf-8")
    load(Home(path), path / "files", families())
    run(Home(path), as_of=FRIDAY, known_at=LOADED_AT)
    return path


def families() -> list[Family]:
    return [Family(n) for n in range(1, min(AT_ONCE, HISTORIES) + 1)]


class Histories:
    """A home that is shown, in which things happen to families."""

    def __init__(self, made: Path, folder: Path, settings: Any, client: Any) -> None:
        self.folder, self.settings, self.client = folder, settings, client
        self.home = Home(folder / "home")
        shutil.copytree(made, self.home.path)
        settings.ONROLL_HOME = self.home.path
        self.families, self.nights = families(), 0
        (first,) = (path.parent for path in self.home.runs.glob("*/manifest.json"))
        publish(first, self.home)

    def separate(self, by: random.Random, family: Family) -> None:
        """By the page: some of a child's records are another child's."""
        child = child_of(by.choice(family.records))
        rows = SourceRecord.objects.filter(child=child).values_list("record_id", flat=True)
        records = sorted(rows)
        if len(records) < 2:
            return
        ticked = by.sample(records, by.randint(1, len(records) - 1))
        response = separate(self.client, child, ticked)
        if response.status_code == 422:
            page = response.content.decode()
            instead = page.partition('name="instead_of" value="')[2].partition('"')[0]
            if instead:
                separate(self.client, child, ticked, instead_of=instead)

    def join(self, by: random.Random, family: Family) -> None:
        """Two records are said to be one child's; what stands against it is left standing."""
        one, other = by.sample(family.records, 2)
        try:
            decide_and_amend(
                Verdict.SAME, [one], [other], at=datetime.now(UTC), by=BY, why="They are one"
            )
        except ValueError:
            return

    def take_back(self, by: random.Random, family: Family) -> None:
        """A decision about the family no longer counts: by the page, where it was a separation."""
        about = [
            each for each in standing(decisions(self.home)) if each.records & set(family.records)
        ]
        if not about:
            return
        decision = by.choice(about)
        if Separation.objects.filter(number=decision.number).exists():
            address = f"/separated/{decision.number}/take-back/"
            assert self.client.post(address, {"why": "A mistake"}).status_code == 302
        else:
            take_back_and_amend(decision, at=datetime.now(UTC), by=BY, why="A mistake")

    def night(self, by: random.Random, family: Family) -> None:
        """The next night's files, in which the family has moved."""
        self.nights += 1
        family.house += 100
        load(self.home, self.folder / f"night-{self.nights}", self.families, self.nights)
        publish_newest(self.run(self.home), self.home, at=datetime.now(UTC))

    def run(self, home: Home) -> Path:
        """A run of all that is loaded and decided."""
        known_at = LOADED_AT + timedelta(hours=self.nights)
        return run(home, as_of=FRIDAY, known_at=known_at, decided_at=datetime.now(UTC))

    def world(self) -> Any:
        return world(self.client, [family.surname for family in self.families])

    def other_world(self, name: str) -> Any:
        """The world in which nothing was ever joined that is parted now, shown instead."""
        fresh = as_if_never(self.home, self.folder / name)
        self.settings.ONROLL_HOME = fresh.path
        publish(self.run(fresh), fresh)
        return self.world()


STEPS = {"separate": 4, "join": 3, "take_back": 3}
"""How often each thing happens to a family. Once in each home there is a night's feeds."""


@pytest.mark.proof
@pytest.mark.parametrize("batch", range(-(-HISTORIES // AT_ONCE)))
def test_twin_worlds_are_equal(
    made: Path,
    published: Any,
    tmp_path: Path,
    settings: Any,
    signed_in: Any,
    request: Any,
    batch: int,
) -> None:
    """Each batch is a test: PostgreSQL has room for the locks of so many runs in a transaction."""
    by = random.Random(f"{SEED}-{batch}")
    histories = Histories(made, tmp_path, settings, signed_in)
    todo = [f for f in histories.families for _ in range(by.randint(2, MOST_STEPS))]
    by.shuffle(todo)
    night_at = by.randrange(len(todo))
    told = []
    for at, family in enumerate(todo):
        (step,) = by.choices(list(STEPS), list(STEPS.values()))
        told.append((step, family.n))
        getattr(histories, step)(by, family)
        if at == night_at:
            told.append(("night", family.n))
            histories.night(by, family)
    here = histories.world()
    found = differences(here, histories.other_world("never"))
    assert not found, (batch, told, found)
    assert set(here["Child"].values()) == {1}
    done = len(histories.families)
    say_aloud(request.config, f"{done} histories, {len(told)} steps, seed {SEED}: no difference.")


def test_a_row_that_stays_with_the_wrong_child_is_seen(
    made: Path, published: Any, tmp_path: Path, settings: Any, signed_in: Any
) -> None:
    """The comparison finds one planted row, in the tables and on the pages."""
    histories = Histories(made, tmp_path / "planted", settings, signed_in)
    family = histories.families[0]
    separate(signed_in, child_of(family.pupil), [family.ehe, family.health])
    before = histories.world()
    assert differences(before, histories.world()) == {}
    left = Fact.objects.filter(child=child_of(family.pupil), fact="permanent_exclusion").first()
    assert left
    Fact.objects.filter(pk=left.pk).update(child=child_of(family.ehe))
    found = differences(before, histories.world())
    called = names()[child_of(family.ehe)]
    assert "Fact" in found
    assert f"{called} timeline/" in found
    assert Status.objects.exists()
