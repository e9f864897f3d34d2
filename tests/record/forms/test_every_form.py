"""What is so of every form: it can be filled in to the end, and says what each answer needs."""

from __future__ import annotations

from datetime import date

import pytest

from onroll.record.casework.referring import ISSUES, SOURCES
from onroll.record.forms.answering import NotAnAnswer, read, said, unanswered
from onroll.record.forms.answers import Answers
from onroll.record.forms.catalogue import FORMS, UnknownForm, form_named
from onroll.record.forms.form import Circumstances, Form, Kind, Question, Sender
from tests.record.forms.full_answers import ANSWERS, TODAY, answers
from tests.record.testcal import TESTCAL

EVERY = [(form, question) for form in FORMS for page in form.pages for question in page.questions]
each_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
each_question = pytest.mark.parametrize(("form", "question"), EVERY, ids=lambda each: each.key)


def typed_for(question: Question) -> str | list[str]:
    """Something that answers a question of its kind."""
    return {
        Kind.DAY: "2026-01-12",
        Kind.NUMBER: f"{question.least:g}",
        Kind.ONE_OF: next(iter(question.options), ""),
        Kind.ANY_OF: list(question.options)[:1],
        Kind.UPN: "b801 2000 05001",
        Kind.POSTCODE: "xe12ab",
    }.get(question.kind, "said")


@each_question
def test_a_question_has_a_label_and_an_answer_that_can_be_given(
    form: Form, question: Question
) -> None:
    assert question.label[:1].isupper()
    kept = read(question, typed_for(question), TODAY)
    assert kept
    assert said(question, kept)


@each_question
def test_a_question_left_empty_stays_empty_or_says_what_to_do(
    form: Form, question: Question
) -> None:
    if not question.asks:
        assert not read(question, "", TODAY)
        return
    assert question.asks.startswith(("Enter", "Select"))
    with pytest.raises(NotAnAnswer) as empty:
        read(question, "", TODAY)
    assert str(empty.value) == question.asks


@each_question
def test_a_question_with_options_says_them_in_words(form: Form, question: Question) -> None:
    chosen = question.kind in (Kind.ONE_OF, Kind.ANY_OF)
    assert bool(question.options) == chosen
    assert not any(words[:1].islower() for words in question.options.values())
    assert len(set(question.options.values())) == len(question.options)
    assert question.kind is not Kind.NUMBER or question.least < question.most


@each_form
def test_keys_are_unique_across_a_form(form: Form) -> None:
    pages = [page.key for page in form.pages]
    questions = [question.key for page in form.pages for question in page.questions]
    assert len(set(pages)) == len(pages)
    assert len(set(questions)) == len(questions)


@each_form
def test_a_form_says_what_it_is_and_under_what_it_comes_in(form: Form) -> None:
    assert form.title.startswith("Tell us")
    assert form.law
    assert form.before
    assert form.issue in ISSUES
    assert form.source in SOURCES
    assert form_named(form.key) is form


def test_an_answer_says_what_it_is_about_and_who_tells_where_the_form_asks() -> None:
    for form in FORMS:
        for key, held in (("issue", ISSUES), ("source", SOURCES)):
            asked = form.question(key)
            assert asked is None or set(asked.options) <= set(held)
    told = answers("partner_referral", source="police", issue="custody")
    form = form_named("partner_referral")
    assert (form.issue_of(told), form.source_of(told)) == ("custody", "police")
    assert form.issue_of(Answers()) == form.issue


def test_a_suspension_comes_in_as_one_and_not_as_a_permanent_exclusion() -> None:
    form = form_named("exclusion_notice")
    assert form.issue_of(answers("exclusion_notice")) == "suspended"
    assert form.issue_of(answers("exclusion_notice", category="permanent")) == "excluded"


def test_of_no_form_there_is_none() -> None:
    assert len({form.key for form in FORMS}) == len(FORMS)
    with pytest.raises(UnknownForm, match="tea"):
        form_named("tea")


@each_form
def test_a_full_set_of_answers_leaves_no_page_to_answer(form: Form) -> None:
    told = answers(form.key)
    assert unanswered(form, told, TODAY) is None
    assert unanswered(form, Answers(), TODAY) is form.pages[0]


@each_form
def test_each_page_that_is_asked_is_the_next_until_it_is_answered(form: Form) -> None:
    """Page by page: the form walks to its end, and asks each page that it asks just once."""
    told, so_far, walked = answers(form.key), Answers(), []
    while (page := unanswered(form, so_far, TODAY)) is not None:
        walked.append(page)
        assert len(walked) <= len(form.pages)
        so_far = so_far.with_answers({each.key: told.kept[each.key] for each in page.questions})
    assert walked == form.asked(told)


@each_form
def test_a_check_speaks_of_a_question_that_the_form_has(form: Form) -> None:
    """With every answer alone left out, and with none at all: nothing is raised."""
    told = answers(form.key)
    for at in (
        Circumstances(TODAY, TESTCAL),
        Circumstances(TODAY),
        Circumstances(date(2031, 1, 1)),
    ):
        for key in told.kept:
            without = Answers({k: kept for k, kept in told.kept.items() if k != key})
            for found in form.findings(without, at):
                assert form.question(found.question), found
                assert found.words
        assert form.findings(Answers(), at) == []


def test_a_form_of_a_provider_needs_an_account_and_those_of_schools_and_partners_do_not() -> None:
    """What a provider tells is about its own placements; whoever knows of one child may say so."""
    for form in FORMS:
        assert form.one_child_door is (Sender.PROVIDER not in form.senders)


def test_every_form_here_has_a_full_set_of_answers() -> None:
    assert set(ANSWERS) == {form.key for form in FORMS}
