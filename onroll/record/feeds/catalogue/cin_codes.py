"""Code sets of the children in need census, as its schemas of 2025 and 2026 have them."""

from onroll.record.feeds.columns import ColumnType, Fault, one_of, quoted

REFERRAL_SOURCE = one_of(
    "1A", "1B", "1C", "1D", "2A", "2B", "3A", "3B", "3C", "3D", "3E", "3F", "4", "5A", "5B", "5C",
    "5D", "6", "7", "8", "9", "10",
)  # fmt: skip
PRIMARY_NEED = one_of("N0", "N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8", "N9")
ABUSE_OR_NEGLECT = "primary_need = 'N1'"
"""The primary need of an episode is abuse or neglect."""
CLOSURE_REASON = one_of("RC1", "RC2", "RC3", "RC4", "RC5", "RC6", "RC7", "RC8", "RC9")
ABUSE = one_of("NEG", "PHY", "SAB", "EMO", "MUL")
UPN_UNKNOWN = one_of(*(f"UN{number}" for number in range(1, 11)))
"""The census takes UN1 to UN7; the common basic data set of 2026 has three more."""


def several_of(*codes: str) -> ColumnType:
    """One or more of a set of codes; several are joined by semicolons."""
    known = ", ".join(quoted(code) for code in codes)
    found = "list_transform(string_split($cell, ';'), one -> upper(trim(one)))"
    return ColumnType(
        "one or more of " + ", ".join(codes),
        "VARCHAR",
        f"CASE WHEN list_has_all([{known}], {found}) THEN array_to_string({found}, '; ') END",
        (
            Fault(
                "not_in_list",
                "true",
                "holds a code that is not in the census's list",
                "Check each code against the census specification, then load the fix file",
            ),
        ),
    )


DISABILITIES = several_of(
    "NONE", "MOB", "HAND", "PC", "INC", "COMM", "LD", "HEAR", "VIS", "BEH", "CON", "AUT", "DDA"
)  # fmt: skip
ASSESSMENT_FACTORS = several_of(
    "1A", "1B", "1C", "2A", "2B", "2C", "3A", "3B", "3C", "4A", "4B", "4C", "5A", "5B", "5C", "6A",
    "6B", "6C", "7A", "8B", "8C", "8D", "8E", "8F", "9A", "10A", "11A", "12A", "13A", "14A", "15A",
    "16A", "17A", "18A", "18B", "18C", "19A", "19B", "19C", "20", "21", "22A", "23A", "24A",
)  # fmt: skip
"""18A and 19A gave way to B and C in the schema, which still takes them."""

FOUND = {
    "domestic_abuse_found": ("3A", "3B", "3C"),
    "substance_misuse_found": ("1A", "1B", "1C", "2A", "2B", "2C"),
    "anti_social_behaviour_found": ("14A",),
}
"""The factors of an assessment that tell of a group more likely to be missing education:
domestic abuse, alcohol and drugs (of the child, a parent or another in the home), and socially
unacceptable behaviour. The census's schemas have the codes and not the words: those are from
memory.
"""


def one_found(codes: tuple[str, ...]) -> str:
    """SQL for whether the row's assessment factors have one of some codes."""
    listed = ", ".join(quoted(code) for code in codes)
    return f"list_has_any(string_split(factors, '; '), [{listed}])"
