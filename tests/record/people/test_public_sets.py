"""The public record-linkage sets: no two people joined as children are, and as good as Splink else.

They hold adults with errors heavier than any school's, and many pairs of one person with two
forenames, which onroll leaves to people where it links children; `run.py bench linkage` prints what
that costs.
"""

import pytest

from bench._public_sets import FOLDER, public_sets
from bench.linkage import bare_line, onroll_line

SETS = public_sets()
needs_sets = pytest.mark.skipif(not SETS, reason=f"the public linkage sets are not in {FOLDER}")
each_set = pytest.mark.parametrize("public_set", SETS, ids=[each.name for each in SETS])


@needs_sets
@each_set
def test_linked_as_children_no_two_people_of_a_public_set_are_joined(public_set):
    line = onroll_line(public_set, adults=False)
    print(line)
    assert line.score.precision == 1.0
    assert line.settled.recall > line.score.recall


@needs_sets
@each_set
def test_linked_as_adults_a_public_set_is_no_worse_than_with_bare_splink(public_set):
    bare, ours = bare_line(public_set), onroll_line(public_set, adults=True)
    print(bare, ours)
    assert ours.score.f1 >= bare.score.f1
    assert ours.settled.f1 >= ours.score.f1
