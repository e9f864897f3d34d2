"""TESTCAL 2025/26: the 190 days of a made-up school, on which dated examples are worked out."""

from datetime import date

from onroll.record.school_days import SchoolCalendar, open_days

TERMS = (
    (date(2025, 9, 1), date(2025, 10, 24)),
    (date(2025, 11, 3), date(2025, 12, 19)),
    (date(2026, 1, 5), date(2026, 2, 13)),
    (date(2026, 2, 23), date(2026, 3, 27)),
    (date(2026, 4, 13), date(2026, 5, 22)),
    (date(2026, 6, 1), date(2026, 7, 20)),
)
INSET_DAYS = (
    date(2025, 9, 1),
    date(2025, 11, 3),
    date(2026, 1, 5),
    date(2026, 2, 23),
    date(2026, 6, 1),
)
BANK_HOLIDAY = date(2026, 5, 4)

TESTCAL = SchoolCalendar(
    open_days(TERMS, closed=[(day, day) for day in (*INSET_DAYS, BANK_HOLIDAY)])
)
