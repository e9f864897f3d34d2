"""Every feed: its file is told by its columns, and its SQL gives the tables of the contract."""

import duckdb
import pytest

from onroll.record import feeds
from onroll.record.attendance.marks_facts import TABLE
from onroll.record.feeds import CATALOGUE, Severity, UnknownFeed, read
from onroll.record.feeds.catalogue import school_census
from onroll.record.feeds.periods import period_of
from onroll.record.reference_tables import REFERENCE_TABLES

PEOPLE = [
    ("local_id", "VARCHAR"), ("upn", "VARCHAR"), ("former_upn", "VARCHAR"),
    ("nhs_number", "VARCHAR"), ("forename", "VARCHAR"), ("surname", "VARCHAR"),
    ("date_of_birth", "DATE"), ("sex", "VARCHAR"), ("ethnicity", "VARCHAR"),
    ("address", "VARCHAR"), ("town", "VARCHAR"), ("postcode", "VARCHAR"), ("uprn", "VARCHAR"),
    ("school", "VARCHAR"), ("file", "VARCHAR"), ("row", "BIGINT"), ("told_on", "DATE"),
]  # fmt: skip
FACTS = [
    ("local_id", "VARCHAR"), ("fact", "VARCHAR"), ("starts_on", "DATE"), ("ends_before", "DATE"),
    ("value", "DOUBLE"), ("setting", "VARCHAR"), ("file", "VARCHAR"), ("row", "BIGINT"),
]  # fmt: skip


@pytest.mark.parametrize("key", [f.key for f in CATALOGUE if f.xml is None and not f.sheets])
def test_a_good_file_is_known_by_its_columns_and_every_row_is_accepted(key, good, write):
    name, text = good[key]

    reading = read(write(name, text))

    assert reading.feed.key == key
    assert reading.problems == []
    assert reading.accepted_rows == reading.rows_in == len(text.splitlines()) - 1


@pytest.mark.parametrize("feed", CATALOGUE, ids=lambda feed: feed.key)
def test_people_and_facts_have_the_columns_and_types_that_the_timeline_expects(feed):
    with duckdb.connect() as con:
        con.execute("CREATE TABLE district (code VARCHAR)")
        for table in REFERENCE_TABLES:
            con.execute(table.create())
        for name in ("school_day", "next_school_day"):
            con.execute(f"CREATE TABLE {name} (setting VARCHAR, day DATE, number INTEGER)")
        columns = [f"NULL::{column.type.sql} AS {column.name}" for column in feed.columns]
        period = period_of(feed.example, years=feed.yearly)
        columns += [
            f"NULL::DATE AS {name}" for name in (feed.stamps(period) if feed.stamps else ())
        ]
        columns += ["'' AS sheet", "'' AS file", "2::BIGINT AS row"]
        columns += ["NULL::DATE AS gone_on", "NULL::DATE AS told_on"]
        con.execute(f"CREATE VIEW rows AS SELECT {', '.join(columns)}")
        con.execute(TABLE)  # what is told of marks
        for query, expected in ((feed.people, PEOPLE), (feed.facts, FACTS)):
            if query:
                con.execute(f"DESCRIBE {query}")
                assert [(name, kind) for name, kind, *_ in con.fetchall()] == expected


@pytest.mark.parametrize("feed", CATALOGUE, ids=lambda feed: feed.key)
def test_a_feed_explains_itself(feed):
    if feed in school_census.FEEDS:
        module = school_census
    else:
        module = __import__(f"onroll.record.feeds.catalogue.{feed.key}", fromlist=["FEED"])
        assert module.FEED is feed
    assert module.__doc__
    assert feed.about.endswith(".")
    assert all(column.required for column in feed.columns if not column.blank_ok)
    assert {rule.column for rule in feed.rules} <= {column.name for column in feed.columns}
    assert len({rule.rule_id for rule in feed.rules}) == len(feed.rules)


def test_an_unknown_feed_is_answered_with_the_feeds_there_are():
    with pytest.raises(UnknownFeed, match=r"There is no feed 'tea'. The feeds are: pupil_roll"):
        feeds.feed("tea")


def test_a_censored_value_never_costs_a_child_its_row():
    """A wrong UPN or postcode is a warning in every feed: the child is no less on roll for it."""
    for feed in CATALOGUE:
        for column in feed.columns:
            if column.type.name in ("UPN", "ULN", "postcode"):
                assert column.on_fault is Severity.WARN
