"""The public record-linkage sets: the machine joins no two people, whatever it misses.

They hold adults with errors heavier than any school's, and many pairs of one person with two
forenames, which onroll leaves to people; `run.py bench linkage` prints what that costs.
"""

import pytest

from bench._public_sets import FOLDER, public_sets
from bench.linkage import score, with_people
from onroll.record.people import link_with_doubts

SETS = public_sets()


@pytest.mark.skipif(not SETS, reason=f"the public linkage sets are not in {FOLDER}")
@pytest.mark.parametrize("public_set", SETS, ids=[each.name for each in SETS])
def test_no_two_people_of_a_public_set_are_joined(public_set):
    _, table, truth = public_set
    links, doubtful = link_with_doubts(table, secret=b"test")
    person_of = {row["record_id"]: row["person_id"] for row in links.to_pylist()}
    machine = score(person_of, truth)
    settled = score(with_people(person_of, doubtful, truth), truth)
    print(f"{public_set.name}: {machine}, with people's decisions {settled}")
    assert machine.precision == 1.0
    assert settled.recall > machine.recall
