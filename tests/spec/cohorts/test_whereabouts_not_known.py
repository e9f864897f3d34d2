from onroll.record.definitions.cohorts.whereabouts_not_known import whereabouts_not_known


def test_a_verified_address_keeps_whereabouts_known_for_thirty_days(spec):
    """Verified on 1 December: known on the 31st, thirty days after; not from 1 January."""
    spec(
        whereabouts_not_known,
        facts="""
            child | fact                  | starts_on  | ends_before
            ------+-----------------------+------------+------------
            Amira | compulsory_school_age | 2025-11-14 |
            Amira | address_verified      | 2025-12-01 | 2025-12-02
        """,
        always="address_in_area",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-11-14 | 2025-12-01
            Amira | 2026-01-01 |
        """,
    )


def test_a_child_on_a_roll_is_never_in_it(spec):
    """Nobody verified Ben's address, and nobody needs to: he is in school."""
    spec(
        whereabouts_not_known,
        facts="""
            child | fact    | starts_on  | ends_before
            ------+---------+------------+------------
            Ben   | on_roll | 2000-01-01 |
        """,
        always="compulsory_school_age, address_in_area",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
        """,
    )
