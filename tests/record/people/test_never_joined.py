"""Which records the machine never joins, however alike: twins, siblings, namesakes."""

import pytest

from onroll.record.people import link_with_doubts
from onroll.record.people.model import Model
from tests.record.people.drawn import SECRET, children, doubts, drawn


def test_twins_are_two_children():
    """Everything but the forename is the same, and one of them has no number at all."""
    assert children(
        drawn("""
            record_id | upn  | forename | surname | date_of_birth | sex | postcode | address
            ----------+------+----------+---------+---------------+-----+----------+---------
            a         | upn1 | Amara    | Bello   | 2013-05-14    | F   | XE1 1AA  | 1 High St
            b         |      | Tunde    | Bello   | 2013-05-14    | F   | XE1 1AA  | 1 High St
        """)
    ) == ["a", "b"]


def test_twins_whose_names_sound_alike_are_left_for_people_to_tell_apart():
    """The health record is as near to one as to the other."""
    table = drawn("""
        record_id | upn  | forename | surname | date_of_birth | postcode
        ----------+------+----------+---------+---------------+---------
        amelia    | upn1 | Amelia   | Bello   | 2013-05-14    | XE1 1AA
        amelie    | upn2 | Amelie   | Bello   | 2013-05-14    | XE1 1AA
        health    |      | Ameli    | Bello   | 2013-05-14    | XE1 1AA
    """)
    assert children(table) == ["amelia", "amelie", "health"]
    reasons = link_with_doubts(table, secret=SECRET).doubtful["reason"].to_pylist()
    assert reasons.count("alike, but as much like another child") == 2


def test_a_twins_upn_typed_by_mistake_joins_neither():
    table = drawn("""
        record_id | upn  | forename | surname | date_of_birth
        ----------+------+----------+---------+--------------
        a         | upn1 | Amara    | Bello   | 2013-05-14
        b         | upn1 | Tunde    | Bello   | 2013-05-14
    """)
    assert children(table) == ["a", "b"]
    assert link_with_doubts(table, secret=SECRET).doubtful.to_pylist() == [
        {
            "record_a": "a",
            "record_b": "b",
            "weight": None,
            "reason": "same UPN and date of birth, but two forenames",
        }
    ]


def test_two_upns_are_two_children_though_all_else_is_the_same():
    table = drawn("""
        record_id | upn  | nhs_number | forename | surname | date_of_birth | postcode
        ----------+------+------------+----------+---------+---------------+---------
        a         | upn1 | nhs1       | Amara    | Bello   | 2013-05-14    | XE1 1AA
        b         | upn2 | nhs1       | Amara    | Bello   | 2013-05-14    | XE1 1AA
    """)
    assert children(table) == ["a", "b"]
    assert link_with_doubts(table, secret=SECRET).doubtful["reason"].to_pylist() == [
        "same NHS number and date of birth, but two UPNs"
    ]


def test_two_upns_never_meet_through_a_third_record():
    """The health record has the first child's NHS number and the second's name and address."""
    assert children(
        drawn("""
            record_id | upn  | nhs_number | forename | surname | date_of_birth | postcode
            ----------+------+------------+----------+---------+---------------+---------
            a         | upn1 | nhs1       | Amara    | Bello   | 2013-05-14    | XE1 1AA
            b         | upn2 |            | Amara    | Bello   | 2013-05-14    | XE2 2BB
            health    |      | nhs1       | Amara    | Bello   | 2013-05-14    | XE2 2BB
        """)
    ) == ["a health", "b"]


def test_two_nhs_numbers_never_meet_through_a_third_record():
    assert children(
        drawn("""
            record_id | upn  | nhs_number | forename | surname | date_of_birth | postcode
            ----------+------+------------+----------+---------+---------------+---------
            a         |      | nhs1       | Amara    | Bello   | 2013-05-14    | XE1 1AA
            b         |      | nhs2       | Amara    | Bello   | 2013-05-14    | XE1 1AA
            c         |      |            | Amara    | Bello   | 2013-05-14    | XE1 1AA
        """)
    ) == ["a", "b", "c"]


def test_a_missing_forename_joins_nobody_to_a_family():
    """It may be the twin's."""
    assert children(
        drawn("""
            record_id | forename | surname | date_of_birth | postcode
            ----------+----------+---------+---------------+---------
            a         | Amara    | Bello   | 2013-05-14    | XE1 1AA
            b         |          | Bello   | 2013-05-14    | XE1 1AA
            c         | Unborn   | Bello   | 2013-05-14    | XE1 1AA
        """)
    ) == ["a", "b", "c"]


def test_records_that_say_nothing_are_each_alone():
    assert children(
        drawn("""
            record_id | upn | forename | surname | date_of_birth | postcode
            ----------+-----+----------+---------+---------------+---------
            a         |     |          |         |               |
            b         |     |          |         |               |
            c         |     |          |         |               | XE1 1AA
            d         |     |          |         |               | XE1 1AA
        """)
    ) == ["a", "b", "c", "d"]


def test_siblings_at_one_address_are_two_children():
    assert children(
        drawn("""
            record_id | forename | surname | date_of_birth | postcode | uprn
            ----------+----------+---------+---------------+----------+------
            a         | Amara    | Bello   | 2013-05-14    | XE1 1AA  | 10001
            b         | Amina    | Bello   | 2015-08-02    | XE1 1AA  | 10001
        """)
    ) == ["a", "b"]


def test_an_older_value_weakens_no_contradiction():
    """Each record has at some time said what the other says now."""
    table = drawn("""
        record_id | upn  | nhs_number | forename | surname | date_of_birth | postcode
        ----------+------+------------+----------+---------+---------------+---------
        a         | upn1 |            | Amara    | Bello   | 2013-05-14    | XE1 1AA
        b         | upn2 |            | Amara    | Bello   | 2013-05-14    | XE1 1AA
        c         |      | nhs1       | Tunde    | Cole    | 2012-09-02    | XE2 2BB
        d         |      | nhs1       | Grace    | Cole    | 2012-09-02    | XE2 2BB
    """)
    also = drawn("""
        record_id | upn  | forename
        ----------+------+---------
        b         | upn1 |
        d         |      | Tunde
    """)
    assert children(table, also=also) == ["a", "b", "c", "d"]


def test_a_name_and_a_date_of_birth_alone_are_for_people():
    table = drawn("""
        record_id | forename | surname | date_of_birth | sex
        ----------+----------+---------+---------------+----
        a         | Amara    | Bello   | 2013-05-14    | F
        b         | Amara    | Bello   | 2013-05-14    | F
    """)
    assert doubts(table) == [("a", "b", "alike, but not enough to join")]


@pytest.mark.parametrize(
    ("address", "one_child"), [("", False), ("9 Low Road", False), ("1 High Street", True)]
)
def test_born_on_1_january_needs_the_very_same_address(address, one_child):
    """It is what is written when nobody knows the day: a whole hotel may share it."""
    table = drawn(f"""
        record_id | forename | surname | date_of_birth | sex | postcode | address
        ----------+----------+---------+---------------+-----+----------+--------------
        a         | Ahmed    | Ahmadi  | 2013-01-01    | M   | XE1 1AA  | 1 High Street
        b         | Ahmed    | Ahmadi  | 2013-01-01    | M   | XE1 1AA  | {address}
    """)
    assert children(table) == (["a b"] if one_child else ["a", "b"])
    assert len(doubts(table)) == (0 if one_child else 1)


def test_one_name_and_birthday_with_two_upns_are_for_people():
    """A UPN that was replaced, and nobody gave the former one: or two children of one name."""
    table = drawn("""
        record_id | upn  | forename | surname | date_of_birth | postcode
        ----------+------+----------+---------+---------------+---------
        a         | upn1 | Amara    | Bello   | 2013-05-14    | XE1 1AA
        b         | upn2 | Amara    | Bello   | 2013-05-14    | XE9 9ZZ
    """)
    assert doubts(table) == [("a", "b", "same name and date of birth, but two UPNs")]


def test_brothers_who_share_a_first_forename_are_not_one_part_of_each_other():
    table = drawn("""
        record_id | forename        | surname | date_of_birth | sex | postcode
        ----------+-----------------+---------+---------------+-----+---------
        a         | Mohammed Hassan | Ali     | 2013-05-14    | M   | XE1 1AA
        b         | Mohammed Yusuf  | Ali     | 2013-05-14    | M   | XE1 1AA
    """)
    assert children(table) == ["a", "b"]


def test_a_row_without_a_name_joins_no_twin():
    """The brother's UPN was typed on his sister's row, which has no name."""
    table = drawn("""
        record_id | upn  | forename | surname | date_of_birth | sex | postcode
        ----------+------+----------+---------+---------------+-----+---------
        brother   | upn1 | Tunde    | Bello   | 2013-05-14    | M   | XE1 1AA
        nameless  | upn1 |          |         | 2013-05-14    | F   |
    """)
    assert children(table) == ["brother", "nameless"]
    assert doubts(table) == [
        ("brother", "nameless", "same UPN and date of birth, but two sexes and no name")
    ]
    same_sex = drawn("""
        record_id | upn  | forename | surname | date_of_birth | sex | postcode
        ----------+------+----------+---------+---------------+-----+---------
        nameless  | upn1 |          |         | 2013-05-14    | M   |
        other     | upn2 | Yusuf    | Bello   | 2013-05-14    | M   | XE1 1AA
        twin      | upn1 | Tunde    | Bello   | 2013-05-14    | M   | XE1 1AA
    """)
    assert children(same_sex) == ["nameless", "other", "twin"]
    assert doubts(same_sex)[-1][2] == (
        "same UPN and date of birth, but there is no name to tell twins apart by"
    )


def test_twins_with_two_common_names_that_sound_alike_are_for_people():
    """With a trained model it is known which names are names."""
    table = drawn("""
        record_id | forename | surname | date_of_birth | sex | postcode
        ----------+----------+---------+---------------+-----+---------
        a         | Jayden   | Bello   | 2013-05-14    | M   | XE1 1AA
        b         | Hayden   | Bello   | 2013-05-14    | M   | XE1 1AA
    """)
    hand = Model.for_children()
    knows = Model(hand.shares, frequencies={"forename": {"jayden": 0.006, "hayden": 0.006}})
    assert children(table, model=knows) == ["a", "b"]
    assert doubts(table, model=knows) == [("a", "b", "alike, but not enough to join")]


def test_adults_have_no_twins():
    table = drawn("""
        record_id | forename | surname | date_of_birth | postcode | address
        ----------+----------+---------+---------------+----------+--------------
        a         | Amara    | Bello   | 1980-05-14    | XE1 1AA  | 1 High Street
        b         | Tunde    | Bello   | 1980-05-14    | XE1 1AA  | 1 High Street
    """)
    assert children(table) == ["a", "b"]
    assert children(table, adults=True) == ["a b"]


def test_a_surname_is_no_forename_in_common():
    """The twins' names are written the wrong way round, and one row has the other's UPN."""
    assert children(
        drawn("""
            record_id | upn  | forename | surname | date_of_birth
            ----------+------+----------+---------+--------------
            a         | upn1 | Xin      | Chen    | 2013-05-14
            b         | upn1 | Chen     | Xin     | 2013-05-14
            c         | upn1 | Chen     | Emily   | 2013-05-14
            d         | upn1 | Xin      | Chen    | 2013-05-14
        """)
    ) == ["a b d", "c"]


def test_a_twins_upn_joins_no_name_that_only_sounds_like_the_twins():
    """One source lists both girls, so a forename must be the very same."""
    table = drawn("""
        record_id | source | upn  | forename | surname | date_of_birth | postcode
        ----------+--------+------+----------+---------+---------------+---------
        amelia    | roll   | upn1 | Amelia   | Bello   | 2013-05-14    | XE1 1AA
        amelie    | roll   | upn1 | Amelie   | Bello   | 2013-05-14    | XE1 1AA
        health    | health |      | Amelie   | Bello   | 2013-05-14    | XE1 1AA
    """)
    assert children(table) == ["amelia", "amelie health"]
    assert doubts(table)[0] == (
        "amelia", "amelie", "same UPN and date of birth, but two forenames, as twins have"
    )  # fmt: skip


def test_without_a_date_of_birth_name_and_place_are_for_people():
    table = drawn("""
        record_id | forename  | surname     | date_of_birth | sex | uprn  | postcode
        ----------+-----------+-------------+---------------+-----+-------+---------
        a         | Zephyrine | Abercrombie |               | F   | 10001 | XE1 1AA
        b         | Zephyrine | Abercrombie | 2013-05-14    | F   | 10001 | XE1 1AA
    """)
    hand = Model.for_children()
    rare = Model(hand.shares, unknown={"forename": 0.00001, "surname": 0.00001})
    assert children(table, model=rare) == ["a", "b"]
    assert doubts(table, model=rare) == [("a", "b", "alike, but not enough to join")]


def test_a_number_left_out_joins_nobody_to_one_of_two_who_share_all_else():
    assert children(
        drawn("""
            record_id | nhs_number | forename | surname | date_of_birth | postcode
            ----------+------------+----------+---------+---------------+---------
            a         | nhs1       | Amara    | Bello   | 2013-05-14    | XE1 1AA
            b         | nhs2       | Amara    | Bello   | 2013-05-14    | XE1 1AA
            c         |            | Amara    | Bello   | 2013-05-14    | XE1 1AA
        """)
    ) == ["a", "b", "c"]
