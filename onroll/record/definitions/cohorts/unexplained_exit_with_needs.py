"""Unexplained exit of a child with special needs or a social worker.

An unexplained exit of a child who gets special educational needs support, has an education, health
and care plan, or has a social worker. An indicator for an officer to look at first; not seen here:
rising absence before the exit, and other exits from the same school in the term.
"""

from onroll.record.definitions.base import Group, cohort
from onroll.record.definitions.cohorts.unexplained_exit import unexplained_exit
from onroll.record.definitions.cohorts.with_a_social_worker import with_a_social_worker
from onroll.record.spells import Spells
from onroll.record.timeline import Child


@cohort(
    title="Unexplained exit of a child with special needs or a social worker",
    label="off roll without explanation and with special needs or a social worker",
    group=Group.LEAVING,
    source="Ofsted on off-rolling, as quoted by Ealing; indicators by local policy",
)
def unexplained_exit_with_needs(child: type[Child]) -> Spells:
    plan = child.ehc_plan.until(child.ehc_plan_ended).called(
        "with an education, health and care plan"
    )
    needs = child.sen_support | plan | with_a_social_worker(child)
    return unexplained_exit(child) & needs
