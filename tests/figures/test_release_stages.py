"""Who may do what with a release, in every order of what five people can do."""

from __future__ import annotations

from itertools import product

from onroll.figures.releasing.stages import BY_ITSELF, Event, Kind, Stage, stage_of, why_not

ANA, BEN, CAT = 1, 2, 3


def everything_that_can_happen(steps: int) -> list[list[Event]]:
    """Every course that the rules allow, of so many steps, of a draft that Ana made."""
    courses: list[list[Event]] = [[]]
    for _ in range(steps):
        courses = [
            [*course, Event(kind, by)]
            for course in courses
            for kind, by in product(Kind, (ANA, BEN, CAT))
            if not why_not(kind, by, ANA, course)
        ]
    return courses


def test_what_is_released_was_approved_by_nobody_who_drafted_it_or_wrote_a_word_of_it() -> None:
    released = checked = 0
    for course in everything_that_can_happen(5):
        kinds = [event.kind for event in course]
        if Kind.RELEASED not in kinds:
            continue
        released += 1
        end = kinds.index(Kind.RELEASED)
        at = end - kinds[:end][::-1].index(Kind.APPROVED) - 1
        authors = {ANA} | {e.by for e in course[:at] if e.kind in (Kind.WORDS, Kind.ASKED)}
        assert course[at].by not in authors
        assert Kind.WORDS in kinds[:at]
        assert kinds[at - 1] is Kind.ASKED
        assert set(kinds[at + 1 : end]) <= {Kind.CHECKING}
        checked += end - at > 1
        assert set(kinds[end + 1 :]) <= {Kind.CORRECTED}
        assert stage_of(course) is Stage.RELEASED
    assert released
    assert checked


def test_what_is_held_back_waits_again_and_what_is_approved_can_be_sent_back() -> None:
    waits = [Event(Kind.WORDS, ANA), Event(Kind.ASKED, ANA)]
    approved = [*waits, Event(Kind.APPROVED, CAT), Event(Kind.CHECKING, CAT)]
    assert stage_of([*approved, Event(Kind.HELD_BACK, CAT)]) is Stage.WAITS
    assert why_not(Kind.APPROVED, CAT, ANA, [*approved, Event(Kind.HELD_BACK, CAT)]) == ""
    assert why_not(Kind.SENT_BACK, BEN, ANA, approved) == ""
    assert why_not(Kind.WITHDRAWN, ANA, ANA, approved) == ""
    assert "“Approved, and checked once more”" in why_not(Kind.APPROVED, CAT, ANA, approved)
    for before in ([], waits):
        for kind in BY_ITSELF:
            assert why_not(kind, CAT, ANA, before)


def test_what_is_withdrawn_stays_so() -> None:
    for course in everything_that_can_happen(3):
        if course[-1].kind is Kind.WITHDRAWN:
            assert all(why_not(kind, CAT, ANA, course) for kind in Kind)


def test_each_refusal_says_what_to_do() -> None:
    assert why_not(Kind.ASKED, ANA, ANA, []) == (
        "Write the words first: a headline, why it is so, and what happens next."
    )
    written = [Event(Kind.WORDS, BEN), Event(Kind.ASKED, BEN)]
    for author in (ANA, BEN):
        assert "A second person must release it." in why_not(Kind.APPROVED, author, ANA, written)
    assert why_not(Kind.APPROVED, CAT, ANA, written) == ""
    assert why_not(Kind.WORDS, ANA, ANA, written) == (
        "This cannot be done now: the release is at “Waits for a second person”."
    )
