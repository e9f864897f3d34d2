"""sen/: the plans for education, health and care that the SEN team keeps, and where they place."""

from __future__ import annotations

from datetime import date, timedelta

from onroll.demo.county import County
from onroll.demo.errors import put
from onroll.demo.life import Child
from onroll.demo.systems.files import Files, dmy, shuffled
from onroll.demo.terms import census_day

PLANS = (
    "Request Ref, SEN Ref, UPN, Forename, Surname, Date of Birth, Sex, Postcode, Requested On, "
    "Decision to Assess, Decision to Assess On, Plan Decision, Plan Decision On, Plan Start, "
    "Plan Ceased On, Named URN, Educated Otherwise, Primary Need, Annual Review Due"
)
ASSESSED = timedelta(days=140)
"""From the request for an assessment to the plan: twenty weeks."""
_SOURCE = "sen"
_NEEDS = ("ASD", "ASD", "SEMH", "SEMH", "SLCN", "MLD", "SLD", "PD", "HI", "SPLD")


def reference(child: Child) -> str:
    """The child's reference with the SEN team."""
    return f"SEN{shuffled(child.number, 43, 99_989)}"


def write(files: Files) -> None:
    """Write every plan that stands for a child of the county."""
    damage = files.damage(_SOURCE)
    rows: list[list[str]] = []
    for child in files.known_to(_SOURCE):
        home = child.home_on(files.until)
        began = plan_began(child, files.county, files.until)
        if began is None or home is None:
            continue
        files.knows(child, _SOURCE, reference(child))
        forename, surname = damage.names(child, 0.01)
        roll = child.roll_on(files.until)
        otherwise = any(
            each.arranged_by == "EOTAS" and (each.ends_before or date.max) > files.until
            for each in child.placements
        )
        rows.append(
            [
                f"RQ{len(rows) + 1:05d}", reference(child), damage.upn(child, missing=0.02),
                forename, surname, dmy(child.born_on), child.sex,
                damage.postcode(home.postcode, 0.02), dmy(began - ASSESSED),
                "Y", dmy(began - timedelta(days=98)), "Plan issued", dmy(began), dmy(began), "",
                roll.school.urn if roll else "", "Y" if otherwise and not roll else "N",
                _NEEDS[child.number % len(_NEEDS)], dmy(_review_due(began, files.until)),
            ]
        )  # fmt: skip
    rows = damage.wrong_rows(rows, 0.004, (put(13, "tbc"), put(13, ""), put(0, "")))
    files.table(_SOURCE, f"sen2_plans_{files.until.isoformat()}.csv", PLANS, rows)


def plan_began(child: Child, county: County, until: date) -> date | None:
    """The day of the plan: within the stay at the school that was the first to say there is one.

    A school says so in the census, or by having the child on roll now. None where none has said it,
    and for a child who has no plan or does not live here.
    """
    home = child.home_on(until)
    if child.sen != "E" or home is None or not home.inside:
        return None
    for enrolment in sorted(child.enrolments, key=lambda each: each.starts_on):
        left = enrolment.ends_before
        if left is None:
            return enrolment.starts_on
        counted = [
            day
            for term in county.terms
            if (day := census_day(int(term.year[:4]) + (term.name != "autumn"), term.name)) <= until
            and enrolment.starts_on <= day < left
        ]
        if counted and enrolment.school.keeps_marks:
            after = timedelta(days=child.number * 13 % 300)
            return min(counted[0], enrolment.starts_on + after)
    return None


def _review_due(began: date, until: date) -> date:
    """The first anniversary of the plan that is still to come."""
    years = until.year - began.year
    due = began + timedelta(days=365 * years)
    return due if due > until else due + timedelta(days=365)
