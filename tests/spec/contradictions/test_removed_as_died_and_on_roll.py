from onroll.record.definitions.contradictions.removed_as_died_and_on_roll import (
    removed_as_died_and_on_roll,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """The day of the return may still be on the roll; the day after it, 6 January, may not."""
    spec(
        removed_as_died_and_on_roll.expression,
        facts="""
            child | fact            | starts_on  | ends_before
            ------+-----------------+------------+------------
            Amira | removed_as_died | 2026-01-05 | 2026-01-06
            Amira | on_roll         | 2025-09-01 | 2026-01-08
            Ben   | removed_as_died | 2026-01-05 | 2026-01-06
            Ben   | on_roll         | 2025-09-01 | 2026-01-06
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-06 | 2026-01-08
        """,
    )


def test_where_the_child_is_known_to_be_alive_since_the_other_question_is_asked(spec):
    """Amira's death stands; Ben's is undone by what came after; of Cara only the letter says it,
    and her destination another thing than death."""
    spec(
        removed_as_died_and_on_roll.expression,
        facts="""
            child | fact            | starts_on  | ends_before
            ------+-----------------+------------+------------
            Amira | removed_as_died | 2026-01-05 | 2026-01-06
            Amira | death_recorded  | 2026-01-05 | 2026-01-06
            Amira | died            | 2026-01-05 |
            Amira | on_roll         | 2025-09-01 |
            Ben   | removed_as_died | 2026-01-05 | 2026-01-06
            Ben   | death_recorded  | 2026-01-05 | 2026-01-06
            Ben   | on_roll         | 2025-09-01 |
            Cara  | removed_as_died | 2026-01-05 | 2026-01-06
            Cara  | on_roll         | 2025-09-01 |
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-06 |
            Cara  | 2026-01-06 |
        """,
    )


def test_a_school_that_reinstates_the_name_answers_it(spec):
    spec(
        removed_as_died_and_on_roll.expression,
        facts="""
            child | fact            | starts_on  | ends_before
            ------+-----------------+------------+------------
            Dev   | removed_as_died | 2026-01-05 | 2026-01-06
            Dev   | on_roll         | 2025-09-01 |
            Dev   | reinstated      | 2026-01-12 | 2026-01-13
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Dev   | 2026-01-06 | 2026-01-12
        """,
    )
