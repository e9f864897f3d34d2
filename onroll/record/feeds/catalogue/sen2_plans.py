"""Education, health and care plans, person by person, as the SEN2 return asks for them.

A row is one request and what became of it: the decision to assess, the plan, and the place that the
plan names. A plan lasts from its date of issue to the day on which it ceased. It names a school by
URN, another provider by UKPRN, or no more than a type of setting; where it names none of the three,
the child has a plan and no place.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Rule, Severity
from onroll.record.feeds.catalogue.place_named import UKPRN, one_place_named
from onroll.record.feeds.columns import (
    DATE,
    POSTCODE,
    REFERENCE,
    SEX,
    TEXT,
    UPN,
    URN,
    YES_NO,
    one_of,
)
from onroll.record.feeds.facts_sql import event, people, spell, together
from onroll.record.feeds.rules import born_in_range, in_order, needed, not_in_future

_WARN = Severity.WARN

SEN_TYPE = one_of(
    "SPLD", "MLD", "SLD", "PMLD", "SEMH", "SLCN", "HI", "VI", "MSI", "PD", "ASD", "DS", "OTH",
    "NSA",
)  # fmt: skip
CEASED_BECAUSE = one_of("1", "2", "3", "4", "5", "6", "7", "8", "9")
"""The SEN2 list: 1 too old, 2 needs met without, 3 university, 4 work, 5 moved to another
authority, 6 no longer wishes to learn, 7 left England, 8 died, 9 other."""


FEED = Feed(
    key="sen2_plans",
    title="Education, health and care plans",
    source="sen",
    about="Requests for assessment, decisions, plans and the places they name, from the SEN team.",
    kind=Kind.SNAPSHOT,
    expected_days=31,
    example="sen2_plans_2026-11-01.csv",
    columns=(
        Column("request_ref", "Request Ref", REFERENCE, ("Request ID",), True, False),
        Column("sen_ref", "SEN Ref", REFERENCE, ("SEN ID", "Child ID"), True, False),
        Column("upn", "UPN", UPN, (), True, on_fault=_WARN),
        Column("forename", "Forename", TEXT, ("First Name",), True, False),
        Column("surname", "Surname", TEXT, ("Last Name", "Family Name"), True, False),
        Column("date_of_birth", "Date of Birth", DATE, ("DOB", "PersonBirthDate"), True, False),
        Column("sex", "Sex", SEX, ("Gender",), on_fault=_WARN),
        Column("postcode", "Postcode", POSTCODE, ("Post Code",), on_fault=_WARN),
        Column("requested_on", "Requested On", DATE, ("Request Date", "ReceivedDate"), True),
        Column("assess", "Decision to Assess", YES_NO, ("RequestOutcome",), on_fault=_WARN),
        Column("assess_decided_on", "Decision to Assess On", DATE, ("RequestOutcomeDate",), True),
        Column(
            "plan_decision",
            "Plan Decision",
            one_of("Plan issued", "No plan", "Ceased"),
            ("AssessmentOutcome",),
            on_fault=_WARN,
        ),
        Column("plan_decided_on", "Plan Decision On", DATE, ("AssessmentOutcomeDate",), True),
        Column("plan_starts_on", "Plan Start", DATE, ("Plan Date", "StartDate"), True),
        Column("plan_ceased_on", "Plan Ceased On", DATE, ("CeaseDate",), True),
        Column(
            "ceased_because",
            "Cease Reason",
            CEASED_BECAUSE,
            ("CeaseReason",),
            on_fault=_WARN,
        ),
        Column("urn", "Named URN", URN, ("URN",), True, on_fault=_WARN),
        Column("ukprn", "Named UKPRN", UKPRN, ("UKPRN",), on_fault=_WARN),
        Column("setting_type", "Named Setting Type", TEXT, ("SENSetting",)),
        Column("otherwise", "Educated Otherwise", YES_NO, ("EOTAS",), on_fault=_WARN),
        Column("primary_need", "Primary Need", SEN_TYPE, ("SENtype",), on_fault=_WARN),
        Column("review_due_on", "Annual Review Due", DATE, (), on_fault=_WARN),
    ),
    rules=(
        born_in_range(),
        not_in_future("requested_on"),
        in_order("requested_on", "assess_decided_on", "the request"),
        in_order("assess_decided_on", "plan_decided_on", "the decision to assess"),
        in_order("plan_starts_on", "plan_ceased_on", "the start of the plan"),
        needed(
            "assess_decided_on",
            "assess IS NOT NULL",
            "there is no day on which the decision to assess was made",
        ),
        *one_place_named("urn", "ukprn", "setting_type"),
        Rule(
            rule_id="plan_starts_on.blank_but_issued",
            column="plan_starts_on",
            wrong="plan_decision = 'Plan issued' AND t_plan_starts_on IS NULL",
            problem="'a plan was issued, and there is no day on which it began'",
            fix="Enter it, then load the fix file",
        ),
    ),
    unique=("request_ref",),
    gone_by=("sen_ref",),
    people=people(
        local_id="sen_ref",
        newest="coalesce(plan_starts_on, requested_on)",
        upn="upn",
        forename="forename",
        surname="surname",
        date_of_birth="date_of_birth",
        sex="sex",
        postcode="postcode",
        school="urn",
    ),
    facts=together(
        # to the decision not to assess, else to the decision on a plan
        spell(
            "ehc_assessment",
            local_id="sen_ref",
            starts_on="requested_on",
            ends_before="CASE WHEN assess = false THEN assess_decided_on "
            "ELSE coalesce(plan_decided_on, plan_starts_on) END",
        ),
        spell(
            "ehc_plan",
            local_id="sen_ref",
            starts_on="plan_starts_on",
            ends_before="plan_ceased_on",
        ),
        event("ehc_plan_ended", local_id="sen_ref", on="plan_ceased_on"),
        spell(
            "semh_need",
            local_id="sen_ref",
            starts_on="plan_starts_on",
            ends_before="plan_ceased_on",
            when="primary_need = 'SEMH'",
        ),
        event(
            "death_recorded", local_id="sen_ref", on="plan_ceased_on", when="ceased_because = '8'"
        ),
        spell(
            "ehc_plan_without_place",
            local_id="sen_ref",
            starts_on="plan_starts_on",
            ends_before="plan_ceased_on",
            when="urn IS NULL AND ukprn IS NULL AND setting_type IS NULL "
            "AND otherwise IS DISTINCT FROM true",
        ),
    ),
)
