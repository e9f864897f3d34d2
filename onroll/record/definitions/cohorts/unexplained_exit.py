"""Unexplained exit from a school roll.

A child of compulsory school age who left a school's roll and was on no roll for 30 whole school
days, where nothing on record explains it: no death, detention or permanent exclusion (grounds k, j
and o of regulation 9), and no move of home within 90 days on either side of leaving. A change of
phase and a move to a better-rated school need no test of their own, for both end on another roll in
that time. The school days are those of the authority's calendar, so a summer leaver is judged in
October. Home education does not explain an exit: why the parent chose it is the question.

This is an indicator. An officer decides whether the school acted in its own interest; the record
never says so. Not seen here: whether the next school is a state school.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.off_roll_after_leaving import off_roll_after_leaving
from onroll.record.looking_back import begun_during
from onroll.record.spells import Spells
from onroll.record.thresholds import threshold
from onroll.record.timeline import Child


@cohort(
    title="Unexplained exit from a school roll",
    label="off roll for 30 school days with nothing on record to explain it",
    group=Group.LEAVING,
    source=(
        "Education Policy Institute on unexplained exits, as reported by Schools Week; "
        "windows by local policy"
    ),
)
def unexplained_exit(child: type[Child]) -> Spells:
    gone = off_roll_after_leaving(child)
    near = threshold("exit_home_move_window")
    explained = (child.removed_officially | child.moved_home).extended(near)
    moved = child.moved_home & gone - gone.after(near)
    unexplained = (gone - begun_during(gone, explained)).until(
        child.on_roll | moved | child.removed_officially | child.moved_away
    )
    off_roll = unexplained.called("on no roll since leaving one, with nothing on record why")
    return child.compulsory_school_age & off_roll.from_school_day(
        threshold("unexplained_exit_school_day")
    )
