from onroll.record.definitions.cohorts.pme_complex_needs import pme_complex_needs


def test_a_child_being_assessed_for_a_plan_with_no_place_is_in_the_group(spec):
    """Amira is assessed from 5 January to 8 June and gets a plan; Ben's assessment ends without
    one; Cara is on a roll meanwhile, Dev in alternative provision from 2 March."""
    spec(
        pme_complex_needs,
        facts="""
            child | fact                  | starts_on  | ends_before
            ------+-----------------------+------------+------------
            Amira | ehc_assessment        | 2026-01-05 | 2026-06-08
            Amira | ehc_plan              | 2026-06-08 |
            Ben   | ehc_assessment        | 2026-01-05 | 2026-06-08
            Cara  | ehc_assessment        | 2026-01-05 | 2026-06-08
            Cara  | on_roll               | 2025-09-01 |
            Dev   | ehc_assessment        | 2026-01-05 | 2026-06-08
            Dev   | alternative_provision | 2026-03-02 |
        """,
        always="compulsory_school_age, address_in_area",
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-05 |
            Ben   | 2026-01-05 | 2026-06-08
            Dev   | 2026-01-05 | 2026-03-02
        """,
    )
