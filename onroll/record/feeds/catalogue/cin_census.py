"""The children in need census: episodes of need and what was done in them, one XML file a year.

A row is one episode (CINdetails) or one assessment, plan or enquiry in it, under the names of the
census's own elements. The census writes no names, so most of its children are known by number and
date of birth only. A return that fails its schema is read, and what fails is a fault of its row.

A referral on which nothing further was done opened no episode of need. What the census of a later
year tells again has the end that it gives. The census does not say when an enquiry under section 47
ended: one is held to last to its conference, else for its first day.
"""

from onroll.record.feeds.base import Column, Feed, Kind, Rule, Severity
from onroll.record.feeds.catalogue.cin_codes import (
    ABUSE,
    ABUSE_OR_NEGLECT,
    ASSESSMENT_FACTORS,
    CLOSURE_REASON,
    DISABILITIES,
    FOUND,
    PRIMARY_NEED,
    REFERRAL_SOURCE,
    UPN_UNKNOWN,
    one_found,
)
from onroll.record.feeds.catalogue.pupil_codes import ETHNICITY
from onroll.record.feeds.catalogue.ssda903_columns import stamp_year
from onroll.record.feeds.columns import (
    DATE,
    NHS_NUMBER,
    POSTCODE,
    REFERENCE,
    SEX,
    TEXT,
    UPN,
    YES_NO,
    number,
    shown,
)
from onroll.record.feeds.facts_sql import event, newest_rows, people, spell, together
from onroll.record.feeds.rules import born_in_range, in_order, needed, own_authority
from onroll.record.feeds.xml_tables import STRAY, XmlShape

_WARN = Severity.WARN

_MODULES = {
    "CINdetails": ("referred_on", "closed_on"),
    "Assessments": ("assessment_starts_on", "assessment_authorised_on"),
    "CINPlanDates": ("plan_starts_on", "plan_ends_on"),
    "Section47": ("enquiry_starts_on", "conference_on"),
    "ChildProtectionPlans": ("protection_starts_on", "protection_ends_on"),
}
"""The elements that make a row, and the columns in which each has its first and last day."""

_OF_MODULE = {
    "CINdetails": (
        "CINreferralDate", "ReferralSource", "PrimaryNeedCode", "CINclosureDate",
        "ReasonForClosure", "DateOfInitialCPC", "ReferralNFA",
    ),
    "Assessments": (
        "AssessmentActualStartDate", "AssessmentInternalReviewDate", "AssessmentAuthorisationDate",
        "AssessmentFactors",
    ),
    "CINPlanDates": ("CINPlanStartDate", "CINPlanEndDate"),
    "Section47": (
        "S47ActualStartDate", "InitialCPCtarget", "DateOfInitialCPC", "ICPCnotRequired",
    ),
    "ChildProtectionPlans": (
        "CPPstartDate", "CPPendDate", "InitialCategoryOfAbuse", "LatestCategoryOfAbuse",
        "NumberOfPreviousCPP", "CPPreviewDate",
    ),
}  # fmt: skip


def _of(module: str) -> str:
    """The module's rows, each as the newest census that tells of it does."""
    first, last = _MODULES[module]
    return newest_rows(
        "child_id",
        first,
        newest=("year_ends DESC", f"{last} DESC NULLS FIRST"),
        source=f"(SELECT * FROM rows WHERE module = '{module}')",
    )


def _while_open(fact: str, module: str, *, ends_before: str = "", when: str = "true") -> str:
    first, last = _MODULES[module]
    return spell(
        fact,
        local_id="child_id",
        starts_on=first,
        ends_before=ends_before or last,
        when=when,
        source=_of(module),
    )


def _zero_or_one(column: str) -> Rule:
    return Rule(
        rule_id=f"{column}.not_0_or_1",
        column=column,
        wrong=f"t_{column} NOT IN ('0', '1') AND {column} IS NOT NULL",
        problem=f"{shown(f't_{column}')} || ' is not 0 or 1, which is how the census writes it'",
        fix="Correct it in the case management system before the return is sent. It has been read",
        severity=_WARN,
        kind="is not 0 or 1, which is how the census writes it",
    )


FEED = Feed(
    key="cin_census",
    title="Children in need census",
    source="social_care",
    about="Episodes of need, assessments, enquiries and plans of a year, from social care.",
    kind=Kind.PERIODS,
    expected_days=400,
    example="CIN_Census_2026.xml",
    yearly=True,
    xml=XmlShape(
        root="Message",
        subject="Child",
        serial="SerialNo",
        of_subject=(
            "LAchildID",
            "UPN",
            "FormerUPN",
            "UPNunknown",
            "Forename",
            "Surname",
            "PersonBirthDate",
            "ExpectedPersonBirthDate",
            "PersonDeathDate",
            "Sex",
            "GenderCurrent",
            "Ethnicity",
            "Disability",
            "Postcode",
            "NHSNumber",
            STRAY,
        ),
        modules={module: {leaf: leaf for leaf in leaves} for module, leaves in _OF_MODULE.items()},
        of_header=("LEA",),
        also_called={"PersonGivenName": "Forename", "PersonFamilyName": "Surname"},
    ),
    columns=(
        Column("child_id", "LAchildID", REFERENCE, (), True, False),
        Column("authority", "LEA", TEXT),
        Column("upn", "UPN", UPN, (), on_fault=_WARN),
        Column("former_upn", "FormerUPN", UPN, (), on_fault=_WARN),
        Column("upn_unknown", "UPNunknown", UPN_UNKNOWN, (), on_fault=_WARN),
        Column("forename", "Forename", TEXT),
        Column("surname", "Surname", TEXT),
        Column("date_of_birth", "PersonBirthDate", DATE, (), on_fault=_WARN),
        Column("expected_on", "ExpectedPersonBirthDate", DATE, (), on_fault=_WARN),
        Column("died_on", "PersonDeathDate", DATE, (), on_fault=_WARN),
        Column("sex", "Sex", SEX, (), on_fault=_WARN),
        Column("gender", "GenderCurrent", SEX, (), on_fault=_WARN),
        Column("ethnicity", "Ethnicity", ETHNICITY, (), on_fault=_WARN),
        Column("disabilities", "Disability", DISABILITIES, (), on_fault=_WARN),
        Column("postcode", "Postcode", POSTCODE, (), on_fault=_WARN),
        Column("nhs_number", "NHSNumber", NHS_NUMBER, (), on_fault=_WARN),
        Column("module", "Module", TEXT),
        Column("referred_on", "CINreferralDate", DATE),
        Column("referral_source", "ReferralSource", REFERRAL_SOURCE, (), on_fault=_WARN),
        Column("primary_need", "PrimaryNeedCode", PRIMARY_NEED, (), on_fault=_WARN),
        Column("closed_on", "CINclosureDate", DATE),
        Column("closure_reason", "ReasonForClosure", CLOSURE_REASON, (), on_fault=_WARN),
        Column("conference_on", "DateOfInitialCPC", DATE, (), on_fault=_WARN),
        Column("no_further_action", "ReferralNFA", YES_NO, (), on_fault=_WARN),
        Column("assessment_starts_on", "AssessmentActualStartDate", DATE),
        Column("assessment_reviewed_on", "AssessmentInternalReviewDate", DATE, (), on_fault=_WARN),
        Column("assessment_authorised_on", "AssessmentAuthorisationDate", DATE),
        Column("factors", "AssessmentFactors", ASSESSMENT_FACTORS, (), on_fault=_WARN),
        Column("plan_starts_on", "CINPlanStartDate", DATE),
        Column("plan_ends_on", "CINPlanEndDate", DATE),
        Column("enquiry_starts_on", "S47ActualStartDate", DATE),
        Column("conference_due_on", "InitialCPCtarget", DATE, (), on_fault=_WARN),
        Column("conference_not_required", "ICPCnotRequired", YES_NO, (), on_fault=_WARN),
        Column("protection_starts_on", "CPPstartDate", DATE),
        Column("protection_ends_on", "CPPendDate", DATE),
        Column("first_abuse", "InitialCategoryOfAbuse", ABUSE, (), on_fault=_WARN),
        Column("latest_abuse", "LatestCategoryOfAbuse", ABUSE, (), on_fault=_WARN),
        Column(
            "earlier_plans", "NumberOfPreviousCPP", number(0, 99, whole=True), (), on_fault=_WARN
        ),
        Column("reviewed_on", "CPPreviewDate", TEXT),
        Column("stray_text", STRAY, TEXT),
    ),
    rules=(
        own_authority("authority"),
        born_in_range(),
        Rule(
            rule_id="sex.not_of_the_census",
            column="sex",
            wrong="t_sex NOT IN ('M', 'F', 'U') AND sex IS NOT NULL",
            problem=f"{shown('t_sex')} || ' is not M, F or U, which is how the census writes it'",
            fix="Correct it in the case management system before the return is sent. "
            "It has been read",
            severity=_WARN,
            kind="is not M, F or U, which is how the census writes it",
        ),
        Rule(
            rule_id="upn_unknown.beside_a_upn",
            column="upn_unknown",
            wrong="t_upn IS NOT NULL AND t_upn_unknown IS NOT NULL",
            problem=f"{shown('t_upn_unknown')} || ' says why there is no UPN, and there is one'",
            fix="Keep the UPN or the reason, not both",
            severity=_WARN,
            kind="says why there is no UPN, and there is one",
        ),
        Rule(
            rule_id="stray_text.outside_elements",
            column="stray_text",
            wrong="stray_text IS NOT NULL",
            problem=f"{shown('t_stray_text')} || ' stands between elements, where no text may be'",
            fix="Take it out of the file, or export the return again",
            severity=_WARN,
            kind="stands between elements, where no text may be",
        ),
        Rule(
            rule_id="factors.blank",
            column="factors",
            wrong="module = 'Assessments' AND assessment_authorised_on IS NOT NULL "
            "AND t_factors IS NULL",
            problem="'there is no factor, and an authorised assessment has at least one'",
            fix="Enter code 21 where none was found",
            severity=_WARN,
        ),
        _zero_or_one("no_further_action"),
        _zero_or_one("conference_not_required"),
        *(
            needed(first, f"module = '{module}'", "there is no day on which this began")
            for module, (first, _) in _MODULES.items()
        ),
        *(
            in_order(
                first,
                last,
                "the start",
                severity=_WARN if last == "conference_on" else Severity.HELD_BACK,
            )
            for first, last in _MODULES.values()
        ),
    ),
    stamps=stamp_year,
    newest="greatest("
    + ", ".join(day for days in _MODULES.values() for day in days if day != "conference_on")
    + ")",
    people=people(
        local_id="child_id",
        newest=("year_ends", "referred_on"),
        upn="upn",
        former_upn="former_upn",
        nhs_number="nhs_number",
        forename="forename",
        surname="surname",
        date_of_birth="date_of_birth",
        sex="coalesce(sex, gender)",
        ethnicity="ethnicity",
        postcode="postcode",
    ),
    facts=together(
        event(
            "referred_to_social_care",
            local_id="child_id",
            on="referred_on",
            source=_of("CINdetails"),
        ),
        _while_open("child_in_need", "CINdetails", when="no_further_action IS DISTINCT FROM true"),
        _while_open(
            "abuse_or_neglect",
            "CINdetails",
            when=f"no_further_action IS DISTINCT FROM true AND {ABUSE_OR_NEGLECT}",
        ),
        *(
            event(
                fact,
                local_id="child_id",
                on="assessment_authorised_on",
                when=one_found(codes),
                source=_of("Assessments"),
            )
            for fact, codes in FOUND.items()
        ),
        event(
            "death_recorded",
            local_id="child_id",
            on="died_on",
            source=newest_rows("child_id", newest=("year_ends DESC", "died_on")),
        ),
        _while_open("child_protection_plan", "ChildProtectionPlans"),
        _while_open("social_care_assessment", "Assessments"),
        _while_open(
            "section_47_enquiry",
            "Section47",
            ends_before="(greatest(conference_on, enquiry_starts_on) + INTERVAL 1 DAY)",
        ),
    ),
)
