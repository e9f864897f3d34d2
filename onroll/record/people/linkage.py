"""Splink's settings: how alike two clusters' names, dates of birth and addresses must be.

Splink weighs what the deterministic passes left: a level of agreement that is common among records
of one child and rare among records of two counts for the join (`m` and `u`), one that is the other
way round counts against, and a missing value counts for nothing. The figures are set by hand for
children of one English authority: dates of birth over 18 years, common names counted by how
common they are here. Fixed figures make the weight of a pair the same tonight as last night.
"""

from typing import Any, Final, NamedTuple

JOINS_AT: Final = 0.999
"""The least match probability at which the machine joins."""

DOUBTFUL_AT: Final = 0.5
"""The least at which a pair is worth a person's time."""

SMALLEST_PLACE: Final = 10_000
"""Children among whom two who are alike by chance must be looked for, however few are in the
table: a handful of records is judged as cautiously as a small town's."""

FORENAME_ALIKE: Final = 2
"""The lowest level of the forename comparison at which a pair may be joined, not only doubted."""


class Level(NamedTuple):
    """One level of agreement: its name, its test, and how often it holds for one child (`m`) and
    for two (`u`)."""

    label: str
    sql: str
    m: float
    u: float
    by_frequency: str | None = None


_NAMES_SWAPPED: Final = "forename_l = surname_r and surname_l = forename_r"
FORENAME: Final = (
    Level("the same", "forename_l = forename_r", 0.86, 0.006, "forename"),
    Level("an alias, or one part of the other", "list_has_any(forms_l, forms_r)", 0.06, 0.006),
    Level("alike", "jaro_winkler_similarity(forename_l, forename_r) >= 0.88", 0.05, 0.004),
    Level("the wrong way round", _NAMES_SWAPPED, 0.002, 0.00001),
    Level("somewhat alike", "jaro_winkler_similarity(forename_l, forename_r) >= 0.8", 0.008, 0.02),
    Level("different", "else", 0.02, 0.964),
)
SURNAME: Final = (
    Level("the same", "surname_l = surname_r", 0.86, 0.003, "surname"),
    Level("one part of a double surname", "list_has_any(parts_l, parts_r)", 0.048, 0.003),
    Level("the wrong way round", _NAMES_SWAPPED, 0.002, 0.002),
    Level("alike", "jaro_winkler_similarity(surname_l, surname_r) >= 0.9", 0.06, 0.003),
    Level("different", "else", 0.03, 0.991),
)
_PARTS_EQUAL: Final = (
    "((birth_year_l = birth_year_r)::integer + (birth_month_l = birth_month_r)::integer"
    " + (birth_day_l = birth_day_r)::integer)"
)
DATE_OF_BIRTH: Final = (
    Level("the same", "date_of_birth_l = date_of_birth_r", 0.93, 1 / 6_570),
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
    Level("the same postcode", "postcode_l = postcode_r", 0.2, 0.0003),
    Level("the same postcode sector", "sector_l = sector_r", 0.03, 0.01),
    Level("the same town", "town_l = town_r", 0.05, 0.06),
    Level("different", "else", 0.2, 0.93),
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
    ("place", ("postcode", "town", "uprn"), WHERE),
    ("sex", ("sex",), SEX),
    ("upn", ("upn",), UPN),
    ("nhs_number", ("nhs_number",), NHS_NUMBER),
)

BLOCKS: Final = (
    ("date_of_birth", "surname"),
    ("date_of_birth", "forename"),
    ("date_of_birth", "postcode"),
    ("date_of_birth", "names_in_any_order"),
    ("postcode", "surname"),
    ("postcode", "forename"),
    ("forename", "surname", "any_order"),
    ("forename", "surname", "birth_month", "birth_day"),
    ("forename", "surname", "birth_year", "birth_month"),
    ("upn",),
    ("nhs_number",),
)
"""Two clusters are compared when they have all the columns of one line the same."""

_UNSETTLED: Final = (
    "l.cluster <> r.cluster"
    " and coalesce(l.upn = r.upn, true)"
    " and coalesce(l.nhs_number = r.nhs_number, true)"
)
"""Clusters with different numbers are not compared: identifiers have said they are two."""


def settings(clusters: int) -> dict[str, Any]:
    """Splink's settings for a table of so many clusters."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "row",
        # One cluster in all the others is the same child's, give or take.
        "probability_two_random_records_match": 1 / max(clusters, SMALLEST_PLACE),
        "comparisons": [_comparison(*comparison) for comparison in COMPARISONS],
        "blocking_rules_to_generate_predictions": [blocked(block) for block in BLOCKS],
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": False,
        "additional_columns_to_retain": ["cluster"],
    }


def blocked(block: tuple[str, ...]) -> str:
    """The test, on l and r, by which two representatives are compared for this block."""
    return " and ".join([*(f"l.{column} = r.{column}" for column in block), _UNSETTLED])


def _comparison(name: str, columns: tuple[str, ...], levels: tuple[Level, ...]) -> dict[str, Any]:
    missing = " and ".join(f"({column}_l is null or {column}_r is null)" for column in columns)
    return {
        "output_column_name": name,
        "comparison_levels": [
            {"sql_condition": missing, "label_for_charts": "missing", "is_null_level": True},
            *map(_level, levels),
        ],
    }


def _level(level: Level) -> dict[str, Any]:
    described: dict[str, Any] = {
        "label_for_charts": level.label,
        "sql_condition": level.sql,
        "m_probability": level.m,
        "u_probability": level.u,
    }
    if level.by_frequency:
        described["tf_adjustment_column"] = level.by_frequency
    return described
