from onroll.record.definitions.contradictions.ill_after_medical_evidence_ended import (
    ill_after_medical_evidence_ended,
)


def test_it_is_asked_from_its_first_day_and_not_before(spec):
    """Fifteen days after the evidence ended Amira is still ill, on 19 January; Cara had none."""
    spec(
        ill_after_medical_evidence_ended.expression,
        facts="""
            child | fact             | starts_on  | ends_before
            ------+------------------+------------+------------
            Amira | medical_evidence | 2025-10-01 | 2026-01-05
            Amira | code_i_in_use    | 2025-10-01 | 2026-01-20
            Ben   | medical_evidence | 2025-10-01 | 2026-01-06
            Ben   | code_i_in_use    | 2025-10-01 | 2026-01-20
            Cara  | code_i_in_use    | 2025-10-01 | 2026-01-20
        """,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2026-01-19 | 2026-01-20
        """,
    )
