"""Attendance summaries: how many sessions each pupil missed in a stretch of days, and why.

For schools that send counts and no marks. The headings are those of the DfE's published attendance
data. Counted up over the school year so far, from 1 September, half or more of the possible
sessions missed makes a child severely absent, and a tenth or more persistently absent, from the day
after the stretch to the end of the next one, and at the longest to the end of that school year.
Persistent absence is measured too without the sessions of code C2, where the file counts them. A
stretch that reaches over 1 September is of the school year in which it ends.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Rule, Severity
from onroll.record.feeds.columns import DATE, REFERENCE, URN, number, shown
from onroll.record.feeds.facts_sql import together, value_on
from onroll.record.feeds.rules import in_order, not_in_future
from onroll.record.thresholds import Threshold, threshold

SESSIONS = number(0, 400, whole=True)
"""Two for each day of a school year, and some over."""

REASONS = {
    "c1": "reason_c1_authorised_regulated_performance",
    "m": "reason_m_authorised_medical_dental",
    "j1": "reason_j1_authorised_interview",
    "s": "reason_s_authorised_study_leave",
    "c2": "reason_c2_authorised_temp_reduced_timetable",
    "c": "reason_c_authorised_other",
    "t": "reason_t_authorised_mobile_child",
    "r": "reason_r_authorised_religious_observance",
    "i": "reason_i_authorised_illness",
    "e": "reason_e_authorised_excluded",
    "h": "reason_h_authorised_holiday",
    "g": "reason_g_unauthorised_holiday",
    "n": "reason_n_no_reason_yet",
    "o": "reason_o_other_unauthorised",
    "u": "reason_u_unauthorised_late_after_registers_closed",
}
"""The heading for each code of an absence."""


def _sessions(name: str, title: str, *synonyms: str, required: bool = False) -> Column:
    kept = Severity.HELD_BACK if required else Severity.WARN
    return Column(name, title, SESSIONS, synonyms, required, not required, on_fault=kept)


MEASURED = """
    WITH measured AS (
        SELECT pupil_id, urn, starts_on, ends_on, file, row,
            make_date(year(ends_on) - CAST(month(ends_on) < 9 AS INTEGER), 9, 1) AS year_begins,
            possible, absent, coalesce(code_c2, 0) AS part_time
        FROM rows WHERE possible > 0
    ),
    -- two schools may each count a child's sessions of the same days
    so_far AS (
        SELECT *, sum(possible) OVER year AS possible_so_far,
            sum(absent) OVER year AS absent_so_far, sum(part_time) OVER year AS part_time_so_far
        FROM measured
        WINDOW year AS (PARTITION BY pupil_id, year_begins ORDER BY ends_on)
    ),
    at_each_end AS (
        SELECT pupil_id, year_begins, ends_on, any_value(possible_so_far) AS possible,
            any_value(absent_so_far) AS absent, any_value(part_time_so_far) AS part_time,
            min(urn) AS urn, max_by(file, row) AS file, max(row) AS row
        FROM so_far GROUP BY pupil_id, year_begins, ends_on
    ),
    until_next AS (
        SELECT *, least(
            CAST(year_begins + INTERVAL 1 YEAR AS DATE),
            lead(ends_on + 1) OVER (PARTITION BY pupil_id, year_begins ORDER BY ends_on)
        ) AS ends_before
        FROM at_each_end
    )
"""


def _share_missed(fact: str, missed: str, share: Threshold) -> str:
    return f"""
    SELECT pupil_id AS local_id, '{fact}' AS fact, ends_on + 1 AS starts_on, ends_before,
        CAST(NULL AS DOUBLE) AS value, urn AS setting, file, row
    FROM until_next
    WHERE {missed} >= {value_on(share, "ends_on + 1")} * possible AND ends_on + 1 < ends_before"""


_TENTH = threshold("persistent_absence")
SHARES = MEASURED + together(
    _share_missed("severely_absent", "absent", threshold("severe_absence")),
    _share_missed("persistently_absent", "absent", _TENTH),
    _share_missed("persistently_absent_part_time_apart", "(absent - part_time)", _TENTH),
)

FEED = Feed(
    key="attendance_summaries",
    title="Attendance summaries",
    source="pupil_system",
    about="Sessions possible, attended and missed of each pupil in a stretch of days, by code.",
    kind=Kind.PERIODS,
    expected_days=100,
    example="attendance_summaries_2026-27_autumn.csv",
    columns=(
        Column("pupil_id", "Pupil ID", REFERENCE, ("Pupil Reference",), True, False),
        Column("urn", "URN", URN, ("School URN",), True, False),
        Column("starts_on", "From", DATE, ("Start Date", "First Day"), True, False),
        Column("ends_on", "To", DATE, ("End Date", "Last Day"), True, False),
        _sessions("possible", "possible_sessions", "Possible", required=True),
        _sessions("absent", "overall_absence", "Absent", "absent_sessions", required=True),
        _sessions("attended", "overall_attendance", "Attended", "attended_sessions"),
        _sessions("present", "present_sessions", "Present"),
        _sessions("approved_activity", "approved_educational_activity"),
        _sessions("authorised", "authorised_absence", "Authorised"),
        _sessions("unauthorised", "unauthorised_absence", "Unauthorised"),
        *(_sessions(f"code_{code}", heading) for code, heading in REASONS.items()),
    ),
    rules=(
        in_order("starts_on", "ends_on", "the first day"),
        not_in_future("ends_on"),
        Rule(
            rule_id="absent.more_than_possible",
            column="absent",
            wrong="absent > possible",
            problem=f"{shown('t_absent')} || ' sessions missed are more than the ' || t_possible "
            "|| ' that were possible'",
            fix="Check both counts, then load the fix file",
            kind="is more sessions than were possible",
        ),
        Rule(
            rule_id="absent.not_the_sum",
            column="absent",
            wrong="authorised + unauthorised <> absent",
            problem="t_authorised || ' authorised and ' || t_unauthorised || ' unauthorised make ' "
            "|| (authorised + unauthorised) || ', not ' || t_absent",
            fix="Check the three counts",
            severity=Severity.WARN,
            kind="is not what its authorised and unauthorised sessions make",
        ),
    ),
    unique=("pupil_id", "urn", "starts_on", "ends_on"),
    school="urn",
    newest="ends_on",
    facts=SHARES,
)
