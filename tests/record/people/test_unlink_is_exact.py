"""What people decide and then take back leaves nothing behind: unlink(link(x)) is x.

The same files go through two worlds, with decisions in one of them. Once all of these are taken
back, both have the same children, the same links and the same doubts. Of ids two things are
promised and asked here: a decision that is taken back before anything else happens leaves every id
as it was, and nobody who is not touched ever changes theirs. The ids of the two worlds may differ
where records came and went while a decision stood; how often is counted. All of linking is at
work, Splink with it. `run.py prove unlink` tries many more histories, of 20 steps each.
"""

from __future__ import annotations

import os
from collections import Counter

import pytest

from tests.record.aloud import say_aloud
from tests.record.people import linked_worlds
from tests.record.people.linked_worlds import Worlds

HISTORIES = int(os.environ.get("ONROLL_PROOF", "0")) or 12
SEED = int(os.environ.get("ONROLL_SEED", "1"))
TOGETHER, STEPS = min(HISTORIES, 1_000), 20 if "ONROLL_PROOF" in os.environ else 10


def tried(folder, histories: int, steps: int = STEPS) -> tuple[Counter[str], Counter[str]]:
    """What went wrong, and what was met, over so many histories."""
    wrong, met = Counter[str](), Counter[str]()
    for batch in range(-(-histories // TOGETHER)):
        worlds = Worlds(folder / str(batch), min(TOGETHER, histories), SEED * 1_000 + batch)
        worlds.run(steps)
        wrong += worlds.wrong
        met += worlds.met
    return wrong, met


@pytest.mark.proof
def test_after_taking_back_every_decision_all_is_as_if_there_had_been_none(tmp_path, request):
    wrong, met = tried(tmp_path, HISTORIES)
    histories = -(-HISTORIES // TOGETHER) * TOGETHER
    say_aloud(
        request.config,
        f"unlink: N = {histories:,} histories of {STEPS} steps, seed {SEED}, "
        f"{met['same']:,} same, {met['different']:,} different, {met['contradicted']:,} "
        f"contradicted, {met['children seen again']:,} children seen again, "
        f"{met['there and back']:,} made or unmade there and back, "
        f"{met['children again as before']:,} children once more whom they had been "
        f"({met['lost ids']:,} without the id they had, which nobody has), {met['other ids']:,} "
        f"worlds with other ids than their twin, differences {wrong.total():,} "
        f"{dict(+wrong) or ''}",
    )
    assert not +wrong


@pytest.mark.proof
def test_a_link_that_leaves_a_trace_is_caught(tmp_path, request, monkeypatch):
    """Not only that ours passes: the same histories find a *same* that taking back does not undo,
    because the night before still counts."""
    link = linked_worlds.link_with_doubts

    def sticky(table, *, previous=None, decisions=None, **settings):
        nonlocal held
        if decisions is not None:
            held = decisions if len(decisions) else held
            decisions = held
        return link(table, previous=previous, decisions=decisions, **settings)

    held = None
    monkeypatch.setattr(linked_worlds, "link_with_doubts", sticky)
    wrong, _ = tried(tmp_path, 20, steps=3)
    say_aloud(request.config, f"a link that leaves a trace: caught {wrong.total():,} times")
    assert wrong.total()
