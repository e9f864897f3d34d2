from onroll.record.definitions.cohorts.previously_with_a_social_worker import (
    previously_with_a_social_worker,
)
from onroll.record.definitions.cohorts.with_a_social_worker import with_a_social_worker

KNOWN = """
    child | fact                  | starts_on  | ends_before
    ------+-----------------------+------------+------------
    Amira | child_in_need         | 2024-03-04 | 2024-09-02
    Amira | child_protection_plan | 2024-08-05 | 2025-03-03
    Ben   | looked_after          | 2019-05-06 | 2020-02-03
    Ben   | looked_after          | 2025-11-03 |
    Cara  | early_help            | 2025-11-03 |
"""


def test_need_a_plan_or_care_is_a_social_worker_now(spec):
    """Amira's plan carried on where her episode of need ended. Early help is no social worker."""
    spec(
        with_a_social_worker,
        facts=KNOWN,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2024-03-04 | 2025-03-03
            Ben   | 2019-05-06 | 2020-02-03
            Ben   | 2025-11-03 |
        """,
    )


def test_before_and_not_now_lasts_until_there_is_one_again(spec):
    """From the first day without one; Ben is out of it on the day that he comes back into care."""
    spec(
        previously_with_a_social_worker,
        facts=KNOWN,
        expect="""
            child | starts_on  | ends_before
            ------+------------+------------
            Amira | 2025-03-03 |
            Ben   | 2020-02-03 | 2025-11-03
        """,
    )
