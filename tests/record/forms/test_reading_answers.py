"""Whatever is typed, reading it keeps an answer or says what to do; what is kept reads the same."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onroll.record.forms.answering import NotAnAnswer, read, read_whole, said
from onroll.record.forms.catalogue import FORMS
from onroll.record.forms.form import Circumstances, Kind, Question
from tests.record.forms.full_answers import TODAY
from tests.record.testcal import TESTCAL

QUESTIONS = [each for form in FORMS for page in form.pages for each in page.questions]
DAY = Question("day", "Day of the visit", Kind.DAY, "Enter the day of the visit", past=True)

digits = st.text("0123456789 .-/", max_size=12)
written = st.text(max_size=60) | digits | st.dates().map(str) | st.sampled_from(["yes", "no", "N"])
typed = written | st.lists(written, max_size=4)


@settings(max_examples=2000)
@given(st.sampled_from(QUESTIONS), typed)
def test_reading_raises_nothing_but_not_an_answer(
    question: Question, typed: str | list[str]
) -> None:
    try:
        kept = read(question, typed, TODAY)
    except NotAnAnswer as problem:
        said_what = str(problem)
    else:
        assert read(question, kept, TODAY) == kept
        said_what = said(question, kept)
    assert said_what or not question.asks


@given(st.sampled_from(FORMS), st.data())
def test_a_whole_form_of_anything_at_all_is_read(form: object, data: st.DataObject) -> None:
    """The checks are asked only of answers that could be read; they raise nothing either."""
    assert form in FORMS
    chosen = next(each for each in FORMS if each is form)
    keys = [question.key for page in chosen.pages for question in page.questions]
    likely = {
        question.key: st.sampled_from([*question.options, ""]) if question.options else written
        for page in chosen.pages
        for question in page.questions
    }
    drawn = {key: data.draw(likely[key]) for key in keys}
    told, problems = read_whole(chosen, drawn, Circumstances(TODAY, TESTCAL))
    assert {question for question, _ in problems} <= set(keys)
    chosen.findings(told, Circumstances(TODAY, TESTCAL))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (["14", "1", ""], "Day of the visit must include a year"),
        (["31", "2", "2026"], "Day of the visit must be a real date"),
        (["15", "1", "2026"], "Day of the visit must be today or in the past"),
        ("", "Enter the day of the visit"),
    ],
)
def test_what_is_no_day_says_what_is_wrong_with_it(typed: str | list[str], words: str) -> None:
    with pytest.raises(NotAnAnswer, match=words):
        read(DAY, typed, TODAY)
    assert read(DAY, ["14", "1", "2026"], TODAY) == date(2026, 1, 14).isoformat()
