"""UPN, ULN and NHS number: what passes, what does not, and what the officer is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onroll.record.identifiers import UPN_LETTERS, nhs_number, uln, upn, upn_check_letter
from onroll.record.local_authorities import LOCAL_AUTHORITIES


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("B801200005001", "permanent"),
        ("R674123101121", "permanent"),
        ("K855400126001", "permanent"),
        ("J85540012601A", "temporary"),
        ("H801200001001", "permanent"),
        ("G80120000101A", "temporary"),
        # Two suppliers' help pages give this one a Q: they add 1 to 266 by mistake.
        ("P207000016049", "permanent"),
    ],
)
def test_a_upn_written_as_its_authority_wrote_it_passes(text, kind):
    verdict = upn(text)
    assert (verdict.valid, verdict.kind) == (True, kind)
    assert (verdict.problem, verdict.fix) == ("", "")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("A801200005001", "UPN does not pass its check letter, which these numbers need to be B"),
        ("Q207000016049", "UPN does not pass its check letter, which these numbers need to be P"),
        ("Z801200001001", "UPN does not pass its check letter, which these numbers need to be H"),
        ("R900400001001", "UPN has 900 as its local authority, and there is none with that number"),
        ("G80120000101S", "UPN has the letter S, and no UPN has the letters I, O or S"),
        ("I801200005001", "UPN has the letter I, and no UPN has the letters I, O or S"),
        ("B80120000500O", "UPN has the letter O, and no UPN has the letters I, O or S"),
        ("A12345678901", "UPN has 12 characters. A UPN has 13"),
        ("UN1", "UPN has 3 characters. A UPN has 13"),
        ("B", "UPN has 1 character. A UPN has 13"),
        ("1E+12", "Excel has turned this UPN into a number"),
        ("8.012E+11", "Excel has turned this UPN into a number"),
        ("801200005001.0", "Excel has turned this UPN into a number"),
        ("b801200005001", "UPN has a small letter"),
        ("B801200005001 ", "UPN has a space in it"),
        ("B 801 2000 05 001", "UPN has a space in it"),
        ("", "UPN is empty"),
        ("8801200005001", "UPN does not begin with a letter"),
        ("X801200 0A001", "UPN has a space in it"),
        (
            "X80120000A001",
            "UPN has something other than a digit between its first and last characters",
        ),
        (
            "B80120000500٣",  # an Arabic-Indic three, which str.isdigit() lets through
            "UPN does not end with a digit or a letter",
        ),
    ],
)
def test_a_upn_that_fails_says_what_was_found_and_how_to_put_it_right(text, problem):
    verdict = upn(text)
    assert not verdict.valid
    assert verdict.problem == problem
    assert verdict.fix
    assert verdict.kind == ""


def test_the_fix_for_a_dropped_character_is_to_stop_excel_dropping_it():
    assert upn("A12345678901").fix == (
        "Excel may have dropped one; format the column as Text and export again"
    )


@pytest.mark.parametrize("authority", ["838", "839", "940", "941", "942", "943", "001", "005"])
def test_authorities_that_published_checkers_leave_out_have_upns(authority):
    body = f"{authority}400125001"
    assert upn(upn_check_letter(f"?{body}") + body).valid


def test_abolished_and_welsh_authorities_keep_their_numbers_and_others_have_none():
    assert {"835", "928", "909", "660", "681"} <= LOCAL_AUTHORITIES
    assert not {"000", "006", "682", "939", "944", "999"} & LOCAL_AUTHORITIES


bodies = st.tuples(
    st.sampled_from(sorted(LOCAL_AUTHORITIES)),
    st.text("0123456789", min_size=8, max_size=8),
    st.sampled_from("0123456789" + UPN_LETTERS),
).map("".join)


@given(body=bodies, at=st.integers(0, 12), other=st.sampled_from("0123456789" + UPN_LETTERS))
def test_one_mistyped_character_is_always_caught(body, at, other):
    """The modulus, 23, is prime and no weight is a multiple of it."""
    good = upn_check_letter(f"?{body}") + body
    assert upn(good).valid
    bad = good[:at] + other + good[at + 1 :]
    # On the serial's last place a digit and a letter may stand for the same value (1 and B).
    same_value = at == 12 and (bad[0] == upn_check_letter(bad))
    assert upn(bad).valid == (bad == good or same_value)


@given(text=st.text(max_size=15))
def test_any_text_at_all_gets_a_verdict_and_never_an_error(text):
    for check in (upn, nhs_number, uln):
        verdict = check(text)
        assert verdict.valid == (verdict.problem == "") == (verdict.fix == "")


@pytest.mark.parametrize("text", ["9434765870", "943 476 5870"])
def test_an_nhs_number_passes_bare_or_as_printed(text):
    assert nhs_number(text).valid


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("9434765871", "NHS number does not pass its check digit"),
        ("943476587", "NHS number has 9 digits. An NHS number has 10"),
        ("9.43477E+09", "Excel has turned this NHS number into a number"),
        ("9434765870.0", "Excel has turned this NHS number into a number"),
        ("943 4765870", "NHS number has a space in it"),
        ("94347658O0", "NHS number has something other than a digit"),
        ("", "NHS number is empty"),
    ],
)
def test_an_nhs_number_that_fails_says_why(text, problem):
    assert nhs_number(text).problem == problem


def test_a_uln_passes_its_own_check_and_not_the_nhs_one():
    assert uln("9276308686").valid
    assert not nhs_number("9276308686").valid


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("9276308687", "ULN does not pass its check digit"),
        ("0276308686", "ULN begins with 0"),
        ("92763086861", "ULN has 11 digits. A ULN has 10"),
    ],
)
def test_a_uln_that_fails_says_why(text, problem):
    assert uln(text).problem == problem


@given(number=st.integers(0, 10**10 - 1).map("{:010}".format))
def test_no_number_is_both_a_uln_and_an_nhs_number(number):
    assert not (uln(number).valid and nhs_number(number).valid)
