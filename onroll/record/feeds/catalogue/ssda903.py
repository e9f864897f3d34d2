"""The SSDA903 return as one XML file: children looked after in the year, and all that befell them.

A row is one episode of care, one review, one time missing, one decision for adoption or the year's
outcomes. It says what the return's tables say in separate files; see those for each fact.
"""

from onroll.record.feeds.base import Column, Feed
from onroll.record.feeds.catalogue.pupil_codes import ETHNICITY, TRAVELLER
from onroll.record.feeds.catalogue.ssda903_columns import (
    CHANGE_OF_PLACEMENT,
    CHILD,
    LEGAL_STATUS,
    NEED,
    NEWEST,
    PLACEMENT_OF_ANY_YEAR,
    PROVIDER,
    REASON_CEASED,
    REASON_FOR_NEW_EPISODE,
    REASON_PLACE_CHANGE,
    SERIES_OF_SHORT_BREAKS,
    SEX,
    SEX_OF_ANY_YEAR,
    TABLE,
    UPN,
    UPN_OR_REASON,
    WARN,
    YOUNG_OFFENDER_INSTITUTION,
    placement_codes,
    sex_codes,
    stamp_year,
    year_of,
)
from onroll.record.feeds.catalogue.ssda903_missing import MISSING_OR_AWAY
from onroll.record.feeds.columns import DATE, POSTCODE, TEXT, URN, YES_NO, ColumnType
from onroll.record.feeds.facts_sql import event, newest_rows, people, spell, together
from onroll.record.feeds.rules import born_in_range, in_order, needed
from onroll.record.feeds.xml_tables import XmlShape

_DATED = ("EPISODE", "AREVIEW", "AMISSING", "AD_PLACED")
"""The elements that cannot do without a first day."""


def _of(module: str) -> str:
    return newest_rows(
        "child_id",
        "starts_on",
        newest=(*NEWEST, "ends_on DESC NULLS FIRST"),
        source=f"(SELECT * FROM rows WHERE module = '{module}')",
    )


def _columns(sex: ColumnType, placement: ColumnType) -> tuple[Column, ...]:
    return (
        CHILD,
        Column("upn", "UPN", UPN_OR_REASON, (), on_fault=WARN),
        Column("sex", "SEX", sex, (), on_fault=WARN),
        Column("date_of_birth", "DOB", DATE, (), on_fault=WARN),
        Column("ethnicity", "ETHNIC", ETHNICITY, (), on_fault=WARN),
        Column("asylum_seeker", "UASC", YES_NO, (), on_fault=WARN),
        Column("asylum_ceased_on", "DUC", DATE, (), on_fault=WARN),
        Column("mother", "MOTHER", YES_NO, (), on_fault=WARN),
        Column("child_born_on", "MC_DOB", DATE, (), on_fault=WARN),
        Column("module", "Module", TEXT),
        Column("starts_on", "From", DATE),
        Column("ends_on", "To", DATE),
        Column("reason", "RNE", REASON_FOR_NEW_EPISODE, (), on_fault=WARN),
        Column("legal_status", "LS", LEGAL_STATUS, (), on_fault=WARN),
        Column("need", "CIN", NEED, (), on_fault=WARN),
        Column("placement", "PL", placement, (), on_fault=WARN),
        Column("provider", "PLACE_PROVIDER", PROVIDER, (), on_fault=WARN),
        Column("reason_ceased", "REC", REASON_CEASED, (), on_fault=WARN),
        Column(
            "reason_place_change", "REASON_PLACE_CHANGE", REASON_PLACE_CHANGE, (), on_fault=WARN
        ),
        Column("home_postcode", "HOME_POST", POSTCODE, (), on_fault=WARN),
        Column("postcode", "PL_POST", POSTCODE, (), on_fault=WARN),
        Column("urn", "URN", URN, (), on_fault=WARN),
        Column("missing", "MISSING", MISSING_OR_AWAY, (), on_fault=WARN),
    )


FEED = Feed(
    key="ssda903",
    title="Looked-after children return (XML)",
    about="Children looked after in the year: episodes of care, and times missing.",
    example="SSDA903_2026.xml",
    xml=XmlShape(
        root="EXPSSDA903",
        subject="CHILD",
        of_subject=("CHILDID", "UPN", "SEX", "DOB", "ETHNIC", "UASC", "DUC", "MOTHER", "MC_DOB"),
        modules={
            "EPISODE": {
                "DECOM": "From",
                "DEC": "To",
                "RNE": "RNE",
                "LS": "LS",
                "CIN": "CIN",
                "PL": "PL",
                "PLACE_PROVIDER": "PLACE_PROVIDER",
                "REC": "REC",
                "REASON_PLACE_CHANGE": "REASON_PLACE_CHANGE",
                "HOME_POST": "HOME_POST",
                "PL_POST": "PL_POST",
                "URN": "URN",
            },
            "AREVIEW": {"REVIEW": "From"},
            "AMISSING": {"MIS_START": "From", "MIS_END": "To", "MISSING": "MISSING"},
            "AD_PLACED": {"DATE_PLACED": "From", "DATE_PLACED_CEASED": "To"},
        },
    ),
    columns=_columns(SEX_OF_ANY_YEAR, PLACEMENT_OF_ANY_YEAR),
    dated=lambda period: _columns(sex_codes(year_of(period)), placement_codes(year_of(period))),
    stamps=stamp_year,
    rules=(
        born_in_range(),
        in_order("starts_on", "ends_on", "the start"),
        needed("starts_on", f"module IN {_DATED}", "there is no day on which this began"),
    ),
    unique=("child_id", "module", "starts_on"),
    newest="greatest(starts_on, ends_on)",
    people=people(
        local_id="child_id",
        newest=("year_ends", "starts_on"),
        upn=UPN,
        date_of_birth="date_of_birth",
        sex=SEX,
        ethnicity="ethnicity",
        postcode="postcode",
    ),
    facts=together(
        spell(
            "looked_after",
            local_id="child_id",
            starts_on="starts_on",
            ends_before="ends_on",
            when=f"legal_status IS DISTINCT FROM '{SERIES_OF_SHORT_BREAKS}'",
            source=_of("EPISODE"),
        ),
        event(
            "care_placement_changed",
            local_id="child_id",
            on="starts_on",
            when=f"reason IN {CHANGE_OF_PLACEMENT}",
            source=_of("EPISODE"),
        ),
        spell(
            "in_custody",
            local_id="child_id",
            starts_on="starts_on",
            ends_before="ends_on",
            when=f"placement = '{YOUNG_OFFENDER_INSTITUTION}'",
            source=_of("EPISODE"),
        ),
        spell(
            "missing_from_home_or_care",
            local_id="child_id",
            starts_on="starts_on",
            ends_before="(ends_on + INTERVAL 1 DAY)",
            when="missing = 'M'",
            source=_of("AMISSING"),
        ),
        spell(
            "asylum_seeker",
            local_id="child_id",
            starts_on="first_told_on",
            ends_before="asylum_ceased_on",
            when="asylum_seeker OR asylum_ceased_on IS NOT NULL",
            source=newest_rows(
                "child_id",
                newest=NEWEST,
                source=(
                    "(SELECT *, min(year_begins) OVER (PARTITION BY child_id) AS first_told_on "
                    "FROM rows WHERE asylum_seeker OR asylum_ceased_on IS NOT NULL)"
                ),
            ),
        ),
        spell(
            "pregnant_or_young_mother",
            local_id="child_id",
            starts_on="child_born_on",
            when="mother",
            source=newest_rows("child_id", newest=NEWEST),
        ),
        spell(
            TRAVELLER.fact,
            local_id="child_id",
            starts_on="date_of_birth",
            when=TRAVELLER.when,
            source=newest_rows("child_id", newest=NEWEST),
        ),
    ),
    **TABLE,
)
