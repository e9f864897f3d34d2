"""Which records are joined as one child's, by whose word, and what a table may be like."""

import pyarrow as pa
import pytest

from onroll.record.people import link, link_with_doubts
from onroll.record.people.deterministic import PASSES
from tests.record.people.drawn import SECRET, children, doubts, drawn


def test_the_same_upn_and_date_of_birth_are_one_child():
    assert children(
        drawn("""
            record_id | upn  | forename | surname | date_of_birth
            ----------+------+----------+---------+--------------
            a         | upn1 | Amara    | Bello   | 2013-05-14
            b         | upn1 | Amara    | Okafor  | 2013-05-14
            c         | upn2 | Ben      | Cole    | 2013-05-14
        """)
    ) == ["a b", "c"]


def test_a_former_upn_is_still_the_childs():
    assert children(
        drawn("""
            record_id | upn  | former_upn | forename | surname | date_of_birth
            ----------+------+------------+----------+---------+--------------
            old       | upn1 |            | Amara    | Bello   | 2013-05-14
            new       | upn2 | upn1       | Amara    | Bello   | 2013-05-14
            newest    | upn2 |            | Amara    | Bello   | 2013-05-14
        """)
    ) == ["new newest old"]


def test_a_upn_that_fails_its_check_joins_nobody():
    assert children(
        drawn("""
            record_id | upn           | forename | surname | date_of_birth
            ----------+---------------+----------+---------+--------------
            a         | A801200005001 | Amara    |         | 2013-05-14
            b         | A801200005001 |          | Bello   | 2013-05-14
        """)
    ) == ["a", "b"]


def test_the_same_nhs_number_and_date_of_birth_are_one_child_spaces_or_none():
    assert children(
        drawn("""
            record_id | nhs_number   | forename | surname | date_of_birth
            ----------+--------------+----------+---------+--------------
            a         | 943 476 5870 | Amara    | Bello   | 2013-05-14
            b         | 9434765870   | Amara    | Okafor  | 2013-05-14
        """)
    ) == ["a b"]


def test_the_same_name_date_of_birth_and_postcode_are_one_child_however_they_are_written():
    assert children(
        drawn("""
            record_id | forename | surname     | date_of_birth | postcode
            ----------+----------+-------------+---------------+---------
            a         | Zoë      | O\u2019Brien-Ray | 2013-05-14    | XE1 1AA
            b         | ZOE      | O'BRIEN RAY | 2013-05-14    | xe11aa
        """)
    ) == ["a b"]


def test_where_most_records_of_a_upn_agree_the_odd_one_out_is_left_out():
    assert children(
        drawn("""
            record_id | upn  | nhs_number | forename | surname | date_of_birth
            ----------+------+------------+----------+---------+--------------
            a         | upn1 | nhs1       | Amara    | Bello   | 2013-05-14
            b         | upn1 | nhs1       | Amara    | Bello   | 2013-05-14
            c         | upn1 | nhs2       | Amara    | Bello   | 2013-05-14
            d         | upn1 |            | Amara    | Bello   | 2013-05-14
        """)
    ) == ["a b d", "c"]


def test_a_temporary_upn_is_replaced_and_so_contradicts_nothing():
    assert children(
        drawn("""
            record_id | upn   | forename | surname | date_of_birth | postcode
            ----------+-------+----------+---------+---------------+---------
            autumn    | temp1 | Amara    | Bello   | 2013-05-14    | XE1 1AA
            spring    | upn1  | Amara    | Bello   | 2013-05-14    | XE1 1AA
        """)
    ) == ["autumn spring"]


@pytest.mark.parametrize(
    ("written", "one_child"),
    [
        ("2013-05-04", True),  # the day
        ("2013-03-14", True),  # the month
        ("2003-05-14", True),  # the year
        ("", True),  # not given
        ("2013-06-15", False),  # two of the three
        ("2010-03-14", False),
    ],
)
def test_the_same_upn_and_name_forgive_one_slip_in_the_date_of_birth(written, one_child):
    table = drawn(f"""
        record_id | upn  | forename | surname | date_of_birth
        ----------+------+----------+---------+--------------
        a         | upn1 | Amara    | Bello   | 2013-05-14
        b         | upn1 | Amara    | Bello   | {written}
    """)
    assert children(table) == (["a b"] if one_child else ["a", "b"])


def test_day_and_month_the_wrong_way_round_are_one_slip():
    assert children(
        drawn("""
            record_id | forename | surname | date_of_birth | postcode
            ----------+----------+---------+---------------+---------
            a         | Amara    | Bello   | 2013-05-04    | XE1 1AA
            b         | Amara    | Bello   | 2013-04-05    | XE1 1AA
        """)
    ) == ["a b"]


@pytest.mark.parametrize(
    ("forename", "surname"),
    [("Amarra", "Bello"), ("Amara", "Belo"), ("Amara", "Bello-Okafor"), ("Bello", "Amara")],
)
def test_a_name_written_a_little_differently_at_one_address_is_one_child(forename, surname):
    table = drawn(f"""
        record_id | forename   | surname   | date_of_birth | postcode | sex
        ----------+------------+-----------+---------------+----------+----
        a         | Amara      | Bello     | 2013-05-14    | XE1 1AA  | F
        b         | {forename} | {surname} | 2013-05-14    | XE1 1AA  | F
    """)
    links = link(table, secret=SECRET).to_pylist()
    assert links[0]["person_id"] == links[1]["person_id"]
    assert links[1]["reason"] == "alike: name, date of birth, address (Splink)"
    assert links[1]["weight"] > 9.96  # log2 of the odds at 0.999


def test_bill_and_william_are_one_name():
    assert children(
        drawn("""
            record_id | forename | surname | date_of_birth | postcode | sex
            ----------+----------+---------+---------------+----------+----
            a         | William  | Cole    | 2013-05-14    | XE1 1AA  | M
            b         | Bill     | Cole    | 2013-05-14    | XE1 1AA  | M
        """)
    ) == ["a b"]


def test_people_decide_and_the_machine_obeys():
    table = drawn("""
        record_id | upn  | forename | surname | date_of_birth | postcode
        ----------+------+----------+---------+---------------+---------
        a         | upn1 | Amara    | Bello   | 2013-05-14    | XE1 1AA
        b         | upn1 | Amara    | Bello   | 2013-05-14    | XE1 1AA
        c         | upn2 | Amara    | Bello   | 2013-05-14    | XE1 1AA
        d         | upn2 | Amara    | Bello   | 2013-05-14    | XE1 1AA
    """)
    assert children(table) == ["a b", "c d"]
    decisions = drawn("""
        record_a | record_b | decision
        ---------+----------+----------
        a        | b        | different
        a        | c        | same
    """)
    assert children(table, decisions=decisions) == ["a c d", "b"]
    doubtful = link_with_doubts(table, secret=SECRET, decisions=decisions).doubtful
    assert doubtful.num_rows == 0


def test_a_decision_must_be_one_of_two():
    decisions = drawn("""
        record_a | record_b | decision
        ---------+----------+---------
        a        | b        | perhaps
    """)
    with pytest.raises(ValueError, match=r"A decision is 'perhaps'\. It must be same or different"):
        children(pa.table({"record_id": ["a", "b"]}), decisions=decisions)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (pa.table({"upn": ["x"]}), "There is no record_id column. The columns are: upn"),
        (pa.table({"record_id": ["a", None]}), "record_id is empty on 1 of 2 rows"),
        (pa.table({"record_id": ["a", "b", "a"]}), "1 of 3 rows repeat the record_id of another"),
    ],
)
def test_a_table_without_sound_record_ids_is_refused_with_the_reason(table, message):
    with pytest.raises(ValueError, match=message):
        link(table, secret=SECRET)


def test_a_table_may_be_empty_or_have_columns_of_nothing_but_nulls():
    empty = pa.table({"record_id": pa.array([], pa.string())})
    assert link(empty, secret=SECRET).num_rows == 0
    nulls = pa.table({"record_id": ["a", "b"], "upn": pa.nulls(2), "date_of_birth": pa.nulls(2)})
    assert children(nulls) == ["a", "b"]


def test_each_child_has_one_first_record_and_a_reason_for_every_other():
    table = drawn("""
        record_id | upn  | nhs_number | forename | surname | date_of_birth | postcode
        ----------+------+------------+----------+---------+---------------+---------
        a         | upn1 |            | Amara    | Bello   | 2013-05-14    | XE1 1AA
        b         | upn1 | nhs1       | Amara    | Bello   | 2013-05-14    | XE2 2BB
        c         |      | nhs1       | Amara    | Bello   | 2013-05-14    | XE3 3DD
        d         |      |            | Amara    | Bello   | 2013-05-14    | XE3 3DD
    """)
    assert link(table, secret=SECRET)["reason"].to_pylist() == [
        "first record",
        "same UPN and date of birth",
        "same NHS number and date of birth",
        "same name, date of birth and postcode",
    ]


def test_progress_is_told_from_none_to_all():
    told: list[tuple[str, int, int]] = []
    link(
        pa.table({"record_id": ["a"]}),
        secret=SECRET,
        progress=lambda stage, done, total: told.append((stage, done, total)),
    )
    assert told[0] == ("linking", 0, len(PASSES))
    assert told[-1] == ("weighing", 1, 1)


def test_an_older_address_finds_the_child_who_has_moved():
    table = drawn("""
        record_id | forename | surname | date_of_birth | sex | postcode
        ----------+----------+---------+---------------+-----+---------
        health    | Amara    | Bello   | 2013-05-14    | F   | XE1 1AA
        roll      | Amara    | Bello   | 2013-05-14    | F   | XE9 9ZZ
    """)
    also = drawn("""
        record_id | postcode
        ----------+---------
        roll      | XE1 1AA
        gone      | XE1 1AA
    """)
    assert children(table) == ["health", "roll"]
    assert [reason for *_, reason in doubts(table)] == ["alike, but not enough to join"]
    assert children(table, also=also) == ["health roll"]


def test_the_same_school_is_a_place():
    assert children(
        drawn("""
            record_id | forename | surname | date_of_birth | sex | school
            ----------+----------+---------+---------------+-----+-------
            a         | Amara    | Bello   | 2013-05-14    | F   | 990001
            b         | Amara    | Bello   | 2013-05-14    | F   | 990001
        """)
    ) == ["a b"]


def test_a_surname_given_for_the_forename_too_is_no_contradiction():
    assert children(
        drawn("""
            record_id | upn  | forename | surname | date_of_birth
            ----------+------+----------+---------+--------------
            a         | upn1 | Ali      | Hassan  | 2013-05-14
            b         | upn1 | Ali      | Ali     | 2013-05-14
        """)
    ) == ["a b"]
