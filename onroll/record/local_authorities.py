"""The three-digit numbers of local authorities that a UPN may carry.

Every English authority since April 1999, the Welsh ones, and the pseudo numbers under which other
bodies gave UPNs out; then the numbers added by later reorganisations. A number is never taken
away: a child keeps for life the UPN that an authority gave before it was abolished. Source: the
list in the DfE's guide to UPNs, to which 838, 839 and 940 to 943 are later additions. Checkers that
stop at that list refuse real children.
"""

from typing import Final


def _numbers(*ranges: tuple[int, int]) -> frozenset[str]:
    """The three-digit texts of ranges that include both ends."""
    return frozenset(f"{n:03}" for first, last in ranges for n in range(first, last + 1))


PSEUDO: Final = _numbers((1, 5), (701, 708))
"""Numbers that are no authority's. 001 is Exampleshire's, the made-up authority of the demo."""

SINCE_1999: Final = _numbers(
    (201, 213), (301, 320), (330, 336), (340, 344), (350, 359), (370, 373), (380, 384), (390, 394),
    (420, 420), (660, 681), (800, 803), (805, 808), (810, 813), (815, 816), (820, 823), (825, 826),
    (830, 831), (835, 837), (840, 841), (845, 846), (850, 852), (855, 857), (860, 861), (865, 896),
    (908, 909), (916, 916), (919, 919), (921, 921), (925, 926), (928, 929), (931, 931), (933, 933),
    (935, 938),
)  # fmt: skip
"""Numbers in use at or since the reorganisation of April 1999; 660 to 681 are Wales."""

LATER: Final = frozenset({"838", "839", "940", "941", "942", "943"})
"""Dorset's two (2019), Northamptonshire's two (2021), Cumbria's two (2023)."""

LOCAL_AUTHORITIES: Final = PSEUDO | SINCE_1999 | LATER
