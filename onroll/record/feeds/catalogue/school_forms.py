"""What schools, providers and other services tell of one child by form.

onroll writes this feed itself, from the forms as they were sent. A form is evidence like any other:
a removal told by form makes the event that a list of removals makes, and the roll goes on saying
who is on it. One that was taken back stays in the file and tells nothing.

What is asked to be told is told on the day the form was sent, so that a return by form meets the
clock of that return. A part-time timetable lasts until its day back full time and an illness until
the day on which the child is expected back, or until the same school's next word about it,
whichever comes first. An illness without such a day goes on until that word: nobody is well again
by silence. What is summed must not be told twice: the hours of a timetable count only where the
pupil system's own list tells none of the child at the time, and the days of a suspension are
counted for the totals of year and term from the pupil system alone.

Some facts end a search, or say that a child is alive and well: an entry in a register, a
reinstatement, a death, education at a provider. They are believed only of a sender who signed in
for a school or provider, and has its URN here.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Severity
from onroll.record.feeds.catalogue.deletion_grounds import GROUND
from onroll.record.feeds.catalogue.exclusions import CATEGORY, COUNTED
from onroll.record.feeds.columns import (
    DATE,
    POSTCODE,
    REFERENCE,
    SEX,
    TEXT,
    UPN,
    URN,
    YES_NO,
    number,
    one_of,
    quoted,
)
from onroll.record.feeds.facts_sql import (
    IN_AREA,
    event,
    lives_in_area,
    people,
    spell,
    together,
)
from onroll.record.feeds.rules import born_in_range, in_order, not_in_future

_WARN = Severity.WARN

FORMS = (
    "removal_from_roll", "new_pupil", "missing_referral", "attendance_return", "sickness_return",
    "part_time_timetable", "part_time_review", "exclusion_notice", "intention_to_home_educate",
    "home_education_referral", "managed_move", "placement_progress", "partner_referral",
)  # fmt: skip
"""The keys of the forms that tell of one child."""

_KNOWN = "urn IS NOT NULL"
"""The sender signed in for a school or a provider."""

_PART_TIME = ("part_time_timetable", "part_time_review")
_HOME = ("home_education_referral", "intention_to_home_educate")
_LETTERS = (*_HOME, "removal_from_roll")
_REFERRED = ("missing_referral", "partner_referral")


def _of(forms: str | tuple[str, ...], when: str) -> str:
    listed = ", ".join(map(quoted, (forms,) if isinstance(forms, str) else forms))
    return f"taken_back_on IS NULL AND form IN ({listed}) AND ({when})"


def _on(fact: str, forms: str | tuple[str, ...], on: str, when: str = "true") -> str:
    return event(fact, local_id="form_ref", on=on, setting="urn", when=_of(forms, when))


def _while(
    fact: str,
    forms: str | tuple[str, ...],
    starts_on: str,
    ends_before: str = "NULL",
    *,
    when: str = "true",
    value: str = "NULL",
    source: str = "rows",
) -> str:
    return spell(
        fact,
        local_id="form_ref",
        starts_on=starts_on,
        ends_before=ends_before,
        setting="urn",
        when=_of(forms, when),
        value=value,
        source=source,
    )


_SAME_CHILD = "urn, coalesce(upn, lower(concat_ws(' ', surname, forename, date_of_birth::VARCHAR)))"


def _until_next_word(forms: tuple[str, ...], begins_on: str, ends_on: str, over_on: str) -> str:
    """A source: what some forms tell, from `begins_on` to `over_on`.

    `ends_on` is the day until which a form says it lasts, and `over_on` the day on which the form
    after it, of the same school about the same child, says that it is over.
    """
    return f"""(
        SELECT told.*, least({ends_on}, lead({over_on}) OVER (
            PARTITION BY {_SAME_CHILD} ORDER BY begins_on, row)) AS over_on
        FROM (SELECT rows.*, {begins_on} AS begins_on FROM rows WHERE {_of(forms, "true")}) AS told
    )"""


_TIMETABLES = _until_next_word(
    _PART_TIME, "coalesce(reviewed_on, starts_on)", "ends_on", "coalesce(ended_on, begins_on)"
)
_ILLNESSES = _until_next_word(("sickness_return",), "sent_on", "expected_back_on", "begins_on")


def _part_time(fact: str, when: str = "true", value: str = "NULL") -> str:
    return _while(
        fact, _PART_TIME, "begins_on", "over_on",
        when=f"outcome IS DISTINCT FROM 'ended' AND {when}", value=value, source=_TIMETABLES,
    )  # fmt: skip


FEED = Feed(
    key="school_forms",
    title="What schools tell by form",
    source="school_forms",
    about="What schools, providers and other services told of one child by form, and when.",
    kind=Kind.SNAPSHOT,
    expected_days=400,
    example="school_forms_2026-11-01.csv",
    columns=(
        Column("form_ref", "Form Ref", REFERENCE, (), True, False),
        Column("form", "Form", one_of(*FORMS), (), True, False),
        Column("urn", "Sender URN", URN, (), True, on_fault=_WARN),
        Column("sent_on", "Sent On", DATE, (), True, False),
        Column("sent_by", "Sent By", TEXT, (), True),
        Column("taken_back_on", "Taken Back On", DATE, (), True),
        Column("forename", "Forename", TEXT),
        Column("surname", "Surname", TEXT),
        Column("date_of_birth", "Date of Birth", DATE, (), on_fault=_WARN),
        Column("sex", "Sex", SEX, (), on_fault=_WARN),
        Column("upn", "UPN", UPN, (), on_fault=_WARN),
        Column("address", "Address", TEXT),
        Column("postcode", "Postcode", POSTCODE, (), on_fault=_WARN),
        Column("ground", "Ground", GROUND, (), on_fault=_WARN),
        Column("has_died", "Has Died", YES_NO, (), on_fault=_WARN),
        Column("removed_on", "Removed On", DATE, (), on_fault=_WARN),
        Column("destination", "Destination", TEXT),
        Column("next_address", "New Address", TEXT),
        Column("next_postcode", "New Postcode", POSTCODE, (), on_fault=_WARN),
        Column("moves_on", "Moves On", DATE, (), on_fault=_WARN),
        Column("entered_on", "Entered On", DATE, (), on_fault=_WARN),
        Column("expected_back_on", "Expected Back On", DATE, (), on_fault=_WARN),
        Column("hours", "Hours a Week", number(0, 40), (), on_fault=_WARN),
        Column("reason", "Reason", TEXT),
        Column("plan", "Written Plan", YES_NO, (), on_fault=_WARN),
        Column("reviewed_on", "Reviewed On", DATE, (), on_fault=_WARN),
        Column("outcome", "Outcome", TEXT),
        Column("ended_on", "Ended On", DATE, (), on_fault=_WARN),
        Column("category", "Category", CATEGORY, (), on_fault=_WARN),
        Column("decided_on", "Decided On", DATE, (), on_fault=_WARN),
        Column("sessions", "Sessions", number(0, 190, whole=True), (), on_fault=_WARN),
        Column("reinstated_on", "Reinstated On", DATE, (), on_fault=_WARN),
        Column("starts_on", "Starts On", DATE, (), on_fault=_WARN),
        Column("ends_on", "Ends On", DATE, (), on_fault=_WARN),
        Column("written_on", "Written On", DATE, (), on_fault=_WARN),
        Column("leaves_on", "Leaves On", DATE, (), on_fault=_WARN),
        Column("met_on", "Met On", DATE, (), on_fault=_WARN),
        Column("concerned", "School Concerned", YES_NO, (), on_fault=_WARN),
        Column("enquiries_began_on", "Enquiries Began On", DATE, (), on_fault=_WARN),
        Column("called_on", "Called On", DATE, (), on_fault=_WARN),
        Column("visited_on", "Visited On", DATE, (), on_fault=_WARN),
        Column("outcome_on", "Outcome From", DATE, (), on_fault=_WARN),
        Column("period_from", "Period From", DATE, (), on_fault=_WARN),
        Column("period_to", "Period To", DATE, (), on_fault=_WARN),
        Column("hours_attended", "Hours Attended", number(0, 40), (), on_fault=_WARN),
    ),
    rules=(
        born_in_range(severity=_WARN),
        not_in_future("sent_on"),
        in_order("sent_on", "taken_back_on", "the day it was sent"),
    ),
    unique=("form_ref",),
    people=people(
        local_id="form_ref",
        newest="sent_on",
        upn="upn",
        forename="forename",
        surname="surname",
        date_of_birth="date_of_birth",
        sex="sex",
        address="address",
        postcode="postcode",
        school="urn",
        source="(SELECT * FROM rows WHERE taken_back_on IS NULL)",
    ),
    facts=together(
        # a removal, as the list of removals tells it
        _on("removed_from_roll", "removal_from_roll", "removed_on"),
        _on("deletion_return_made", "removal_from_roll", "sent_on"),
        _while(
            "deletion_ground_met",
            "removal_from_roll",
            "removed_on",
            "(removed_on + INTERVAL 1 DAY)",
        ),
        _on("removed_after_leave", "removal_from_roll", "removed_on", "ground = 'h'"),
        _on("removed_after_absence", "removal_from_roll", "removed_on", "ground = 'i'"),
        _on(
            "removed_without_destination",
            "removal_from_roll",
            "removed_on",
            "destination = 'not_known'",
        ),
        _on(
            "removed_officially",
            "removal_from_roll",
            "removed_on",
            f"ground IN ('j', 'k', 'o') AND {_KNOWN}",
        ),
        _on("removed_to_another_school", "removal_from_roll", "removed_on", "ground = 'a'"),
        _on("removed_for_home_education", "removal_from_roll", "removed_on", "ground = 'f'"),
        _on("removed_as_died", "removal_from_roll", "removed_on", f"ground = 'k' AND {_KNOWN}"),
        # the letter alone may be a slip: the school was asked whether it is so
        _on("death_recorded", "removal_from_roll", "removed_on", f"has_died AND {_KNOWN}"),
        _on(
            "moved_home",
            "removal_from_roll",
            "coalesce(moves_on, removed_on)",
            "ground = 'g' OR next_address IS NOT NULL OR next_postcode IS NOT NULL",
        ),
        _while(
            "address_in_area",
            "removal_from_roll",
            "coalesce(moves_on, removed_on)",
            when=lives_in_area("next_postcode"),
        ),
        # an entry, as the list of new pupils tells it
        _on("admitted", "new_pupil", "entered_on", _KNOWN),
        _on("on_roll", "new_pupil", "entered_on", _KNOWN),
        _on("new_pupil_entered", "new_pupil", "entered_on"),
        _on("new_pupil_return_made", "new_pupil", "sent_on"),
        _while("address_in_area", "new_pupil", "entered_on", when=IN_AREA),
        # absence and illness
        _on("attendance_return_made", "attendance_return", "sent_on"),
        _on("sickness_return_made", "sickness_return", "sent_on"),
        _while(
            "long_illness_expected", "sickness_return", "begins_on", "over_on", source=_ILLNESSES
        ),
        # part-time timetables
        _on("part_time_timetable_told", _PART_TIME, "sent_on"),
        _on("part_time_timetable_reviewed", "part_time_review", "reviewed_on"),
        _part_time("part_time_timetable"),
        _part_time("weekly_hours", "hours IS NOT NULL", "hours"),
        _part_time("personalised_plan", "plan"),
        _part_time("behaviour_plan", "plan AND reason = 'SB'"),
        # exclusions
        _on("exclusion_decided", "exclusion_notice", "decided_on"),
        _on("authority_told_of_exclusion", "exclusion_notice", "sent_on"),
        _on("permanent_exclusion", "exclusion_notice", "starts_on", "category = 'PERM'"),
        _on("reinstated", "exclusion_notice", "reinstated_on", _KNOWN),
        _while(
            "suspension",
            "exclusion_notice",
            "starts_on",
            "least(back_on, reinstated_on)",
            when="category = 'SUSP'",
            source=COUNTED,
        ),
        # home education: an intention until the day of leaving, and what a letter proves
        _while(
            "home_education_intended", _HOME, "sent_on", "leaves_on", when="leaves_on > sent_on"
        ),
        _on("home_education_notice", _LETTERS, "written_on"),
        _while(
            "home_education_notified", _LETTERS, "written_on", "coalesce(leaves_on, removed_on)"
        ),
        _on("implications_discussed", _HOME, "met_on"),
        _on("school_raised_concern", _HOME, "sent_on", "concerned"),
        # referrals and moves
        _on("referral_received", _REFERRED, "sent_on"),
        _on("enquiries_begun", "missing_referral", "enquiries_began_on"),
        _on("absence_followed_up", "missing_referral", "called_on"),
        _on("home_visited", "missing_referral", "visited_on"),
        _while("address_in_area", _REFERRED, "sent_on", when=IN_AREA),
        _on("new_school_confirmed", "managed_move", "outcome_on", "outcome = 'stays'"),
        _while(
            "alternative_provision",
            "placement_progress",
            "period_from",
            "(period_to + INTERVAL 1 DAY)",
            when=f"hours_attended > 0 AND {_KNOWN}",
        ),
    ),
)
