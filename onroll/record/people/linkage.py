"""What is compared when two clusters are weighed, and which clusters are compared at all.

Splink weighs what the deterministic passes left: a level of agreement that is common among records
of one child and rare among records of two counts for the join (`m` and `u`), one that is the other
way round counts against, and a missing value counts for nothing. The figures here are set by hand
for children of one English county; `model.py` says which figures are in force, and `training.py`
takes them from the data.
"""

from typing import Final, NamedTuple

JOINS_AT_BITS: Final = 9.97
"""The least weight at which the machine joins, in bits: odds of 1,000 to 1."""

DOUBTFUL_AT: Final = 0.5
"""The least match probability at which a pair is worth a person's time."""

DOUBTFUL_AT_OF_ADULTS: Final = 0.1
"""The same for adults, whom the machine joins at what is doubtful of children."""

PRIOR: Final = 1 / 100_000
"""How likely two clusters are one child's before anything is compared: of a county's children, each
is in all the others about once too often. Fixed, so that one more child changes no weight."""


class Level(NamedTuple):
    """One level of agreement: its name, its test, and how often it holds for one child (`m`) and
    for two (`u`)."""

    label: str
    sql: str
    m: float
    u: float
    by_frequency: str | None = None


NEW_YEARS_DAY: Final = "the same, 1 January"
FIRST_OF_A_MONTH: Final = "the same, the first of a month"
WEAK_DAYS: Final = (NEW_YEARS_DAY, FIRST_OF_A_MONTH)
"""What is written when nobody knows: 1 January weighs no more than the year. Never weighed for
more than by hand, for among families who share the day it is no evidence at all."""

NAMES_SWAPPED: Final = "the wrong way round"
_SWAPPED: Final = "forename_l = surname_r and surname_l = forename_r"
_ONE_IN_THE_OTHER: Final = (
    "(several_forenames_l or several_forenames_r)"
    " and (list_has_all(forename_parts_l, forename_parts_r)"
    " or list_has_all(forename_parts_r, forename_parts_l))"
)
_ALIASES: Final = (
    "aliased_l and aliased_r and list_has_any(forms_l, forms_r)"
    " and (not several_forenames_l or not several_forenames_r"
    " or forename_parts_l[2:] = forename_parts_r[2:])"
)
"""What is cheap to ask comes first: of most pairs it is all that is asked."""

FORENAME: Final = (
    Level("the same", "forename_l = forename_r", 0.86, 0.006, "forename"),
    Level("one part of the other", _ONE_IN_THE_OTHER, 0.02, 0.003),
    Level("an alias", _ALIASES, 0.04, 0.003),
    Level("alike", "jaro_winkler_similarity(forename_l, forename_r) >= 0.88", 0.05, 0.004),
    Level(NAMES_SWAPPED, _SWAPPED, 0.002, 0.00001),
    Level("somewhat alike", "jaro_winkler_similarity(forename_l, forename_r) >= 0.8", 0.008, 0.02),
    Level("different", "else", 0.02, 0.964),
)
SURNAME: Final = (
    Level("the same", "surname_l = surname_r", 0.86, 0.003, "surname"),
    Level(
        "one part of a double surname",
        "(several_surnames_l or several_surnames_r) and list_has_any(parts_l, parts_r)",
        0.048,
        0.003,
    ),
    Level(NAMES_SWAPPED, _SWAPPED, 0.002, 0.002),
    Level("alike", "jaro_winkler_similarity(surname_l, surname_r) >= 0.9", 0.06, 0.003),
    Level("different", "else", 0.03, 0.991),
)
_PARTS_EQUAL: Final = (
    "((birth_year_l = birth_year_r)::integer + (birth_month_l = birth_month_r)::integer"
    " + (birth_day_l = birth_day_r)::integer)"
)
_SAME_DAY: Final = "date_of_birth_l = date_of_birth_r"
DATE_OF_BIRTH: Final = (
    Level(
        NEW_YEARS_DAY,
        f"{_SAME_DAY} and birth_month_l = 1 and birth_day_l = 1",
        0.01,
        0.01 / 18,
    ),
    Level(FIRST_OF_A_MONTH, f"{_SAME_DAY} and birth_day_l = 1", 0.03, 0.00014),
    Level("the same", _SAME_DAY, 0.89, 1 / 6_570),
    Level("day and month swapped", "any_order_l = any_order_r", 0.015, 1 / 16_000),
    Level("one of day, month and year wrong", f"{_PARTS_EQUAL} = 2", 0.04, 0.009),
    Level("different", "else", 0.015, 0.991),
)
WHERE: Final = (
    Level("the same property", "uprn_l = uprn_r", 0.3, 0.00003),
    Level(
        "the same postcode and alike in address",
        "postcode_l = postcode_r and jaro_winkler_similarity(address_l, address_r) >= 0.9",
        0.22,
        0.00005,
    ),
    Level("the same postcode", "postcode_l = postcode_r", 0.16, 0.0003),
    Level(
        "alike in address, in one town or postcode sector",
        "(town_l = town_r or sector_l = sector_r)"
        " and jaro_winkler_similarity(address_l, address_r) >= 0.93",
        0.01,
        0.0002,
    ),
    Level("the same school", "school_l = school_r", 0.05, 0.005),
    Level("the same postcode sector", "sector_l = sector_r", 0.03, 0.01),
    Level("the same town", "town_l = town_r", 0.05, 0.06),
    Level("different", "else", 0.18, 0.925),
)
SEX: Final = (
    Level("the same", "sex_l = sex_r", 0.99, 0.5),
    Level("different", "else", 0.01, 0.5),
)
UPN: Final = (
    Level("the same", "upn_l = upn_r", 0.98, 0.00001),
    Level("different", "else", 0.02, 0.99999),
)
NHS_NUMBER: Final = (
    Level("the same", "nhs_number_l = nhs_number_r", 0.98, 0.00001),
    Level("different", "else", 0.02, 0.99999),
)

BY_FREQUENCY: Final = {"forename": 0.006, "surname": 0.003}
"""The columns whose exact agreement is weighed by how common the value is here, with the share of
children who have an ordinary one (their `u`)."""

COMPARISONS: Final = (
    ("forename", ("forename",), FORENAME),
    ("surname", ("surname",), SURNAME),
    ("date_of_birth", ("date_of_birth",), DATE_OF_BIRTH),
    ("place", ("postcode", "town", "uprn", "school"), WHERE),
    ("sex", ("sex",), SEX),
    ("upn", ("upn",), UPN),
    ("nhs_number", ("nhs_number",), NHS_NUMBER),
)

BLOCKS: Final = (
    ("date_of_birth", "surname"),
    ("date_of_birth", "forename"),
    ("date_of_birth", "postcode"),
    ("date_of_birth", "one_name", "other_name"),
    ("forename", "surname", "postcode"),
    ("postcode", "surname", "any_order"),
    ("postcode", "surname", "birth_year", "birth_month"),
    ("postcode", "surname", "birth_year", "birth_day"),
    ("postcode", "surname", "birth_month", "birth_day"),
    ("postcode", "forename", "any_order"),
    ("postcode", "forename", "birth_year", "birth_month"),
    ("postcode", "forename", "birth_year", "birth_day"),
    ("postcode", "forename", "birth_month", "birth_day"),
    ("forename", "surname", "any_order"),
    ("forename", "surname", "birth_month", "birth_day"),
    ("forename", "surname", "birth_year", "birth_month"),
    ("upn",),
    ("nhs_number",),
)
"""Two clusters are compared when they have all the columns of one line the same. A family's address
and surname alone bring nobody together: brothers and sisters would all be compared."""

BLOCKS_OF_ADULTS: Final = (
    ("date_of_birth",),
    ("postcode", "surname"),
    ("postcode", "forename"),
    ("postcode", "house"),
    ("one_name", "other_name"),
    ("town", "surname"),
    ("town", "forename"),
    ("town", "address"),
    ("upn",),
    ("nhs_number",),
)
"""Adults are few to a household, and their tables often hold no date of birth."""

_UNSETTLED: Final = (
    "l.cluster <> r.cluster"
    " and coalesce(l.upn = r.upn, true)"
    " and coalesce(l.nhs_number = r.nhs_number, true)"
)
"""Clusters with different numbers are not compared: identifiers have said they are two."""


def blocks_for(adults: bool) -> tuple[tuple[str, ...], ...]:
    """The blocks by which children, or adults, are compared."""
    return BLOCKS_OF_ADULTS if adults else BLOCKS


def blocked(block: tuple[str, ...]) -> str:
    """The test, on l and r, by which two representatives are compared for this block."""
    return " and ".join([*(f"l.{column} = r.{column}" for column in block), _UNSETTLED])


def missing(columns: tuple[str, ...]) -> str:
    """The test that a comparison of these columns has nothing to go by."""
    return " and ".join(f"({column}_l is null or {column}_r is null)" for column in columns)
