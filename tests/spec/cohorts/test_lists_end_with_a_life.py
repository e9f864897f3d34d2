"""No list by which somebody looks for a child counts one who has died."""

from __future__ import annotations

import pytest

from onroll.record.definitions import CATALOGUE, definition
from onroll.record.gather import OF_AGE
from onroll.record.looking_back import Ever
from onroll.record.spells import Both, Either, Extended, Fact, Named, Spells, Until, Without

AGES = OF_AGE | {"age_not_known"}
"""Facts that end on the day of a death."""

GOES_ON = {
    # an officer closes the work, and another service its own
    "open_case", "repeat_case", "with_a_social_worker", "previously_with_a_social_worker",
    # what a register, an address list or a leavers' file says until it is put right
    "on_roll", "resident", "full_time_education", "twenty_five_hours",
    "suitably_educated_otherwise", "off_roll_after_leaving",
}  # fmt: skip
"""What may hold of a child who has died: what a file says, and no list of children to look for."""


def may_hold(rule: Spells, wanted: bool = True, *, before: bool = False) -> bool:
    """Whether facts could make a rule come out as wanted after a death, or `before` it as well."""
    match rule:
        case Fact(name) if wanted:
            return before or name not in AGES
        case Fact(name):
            return before or name != "died"
        case Named(_, _, a):
            return may_hold(a, wanted, before=before)
        case Both(a, b):
            each = may_hold(a, wanted, before=before), may_hold(b, wanted, before=before)
            return all(each) if wanted else any(each)
        case Either(a, b):
            each = may_hold(a, wanted, before=before), may_hold(b, wanted, before=before)
            return any(each) if wanted else all(each)
        case Without(a, b):
            each = may_hold(a, wanted, before=before), may_hold(b, not wanted, before=before)
            return all(each) if wanted else any(each)
        case Until(a, _) | Extended(a, _) | Ever(a) if wanted:
            return may_hold(a, before=True)  # what began in life goes on
        case _ if wanted:
            return all(may_hold(part, before=before) for part in rule.parts)
    return True


@pytest.mark.parametrize(
    "held", [each for each in CATALOGUE if each.key not in GOES_ON], ids=lambda held: held.key
)
def test_no_facts_could_put_a_child_who_has_died_on_it(held):
    assert not may_hold(held.expression)


@pytest.mark.parametrize("key", sorted(GOES_ON))
def test_what_a_file_goes_on_saying_is_known_by_name(key):
    assert may_hold(definition(key).expression)
