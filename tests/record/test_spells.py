"""What the tests of a rule are, and what they must come to: what *why* tells one by one."""

import pytest

from onroll.record import spells
from onroll.record.spells import Either, Fact, Spells, Without

a, b, c, d = (Fact(name, name) for name in "abcd")


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (a & b - c, [(a, True), (b, True), (c, False)]),
        (a - (b | c), [(a, True), (b, False), (c, False)]),
        (a - (b | (c | d)), [(a, True), (b, False), (c, False), (d, False)]),
        (a - (b - c), [(a, True), (Without(b, c), False)]),
        (a - (b & c), [(a, True), (b & c, False)]),
        (a & (b | c), [(a, True), (Either(b, c), True)]),
    ],
    ids=lambda each: each.words if isinstance(each, Spells) else "",
)
def test_each_test_of_a_rule_is_told_once_with_what_it_must_come_to(rule, found):
    assert list(spells.tests(rule)) == found


def test_an_expression_without_words_says_so():
    with pytest.raises(TypeError, match="Spells has no words"):
        _ = Spells().words
