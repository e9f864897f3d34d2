"""What each page is called where it is listed who looked at what."""

from __future__ import annotations

from typing import Final

from onroll.web.children.words import sentence

PAGES: Final = {
    "today": "Today",
    "children": "a list of children",
    "cases": "a list of cases",
    "accountability": "the director's page",
    "case": "the case",
    "all_sources": "everything that happened to the child",
    "siblings": "brothers and sisters of a child",
    "child_case": "the cases of the child",
    "new_document": "adding a document to the case",
    "document": "a document of the case, as a file",
    "my_visits": "their visits",
    "own_pupils": "the pupils of their school",
    "near_misses": "a list of near misses",
    "record": "the record",
    "child": "the record",
    "why": "why",
    "timeline": "the timeline",
    "source_records": "source records",
    "links": "the history of links",
    "separate": "these are not the same child",
    "separated": "two children separated",
    "take_back": "taking a decision back",
    "take_separation_back": "taking a separation back",
    "readers": "this list",
    "compare": "possible match side by side",
    "matches": "possible matches",
    "decision": "what was decided",
    "decisions": "what was decided",
    "looked": "who has looked",
    "looked_file": "who has looked, as a file",
    "my_access": "my access",
    "questions": "questions to ask",
    "questions_file": "questions to ask, as a file",
    "compare_file": "definitions compared, as a file",
    "what_if": "a number tried",
    "what_if_file": "a number tried, as a file",
    "referral": "who a referral may be about",
    "referrals": "referrals taken",
    "protect": "protect a child",
    "shield": "a protection",
    "shields": "protected children",
    "end_shield": "ending a protection",
    "end_shield_of_child": "ending a protection",
    "exits_by_school": "children who left a school",
    "open_a_record": "a child who is not theirs",
    "review": "the queue to review",
    "who_works_with": "who works with the child",
    "end_works_with": "ending work with a child",
    "person": "a person and their roles",
    "letters": "letters of many children",
    "child_letters": "the letters of the child",
    "choose_letter": "choosing a letter",
    "write_letter": "writing a letter",
    "change_letter": "changing a letter",
    "letter": "a letter",
    "letter_file": "a letter, as a file",
    "ready_letter": "making a letter ready",
    "posted_letter": "posting a letter",
    "cancel_letter": "cancelling a letter",
    "settle_letter": "whether a letter was sent",
    "changes": "changes",
    "changes_file": "changes, as a file",
}


def page_in_words(page: str) -> str:
    """The page as it stands in the middle of a sentence."""
    agreed = ", agreed by a colleague" if page.endswith("_agreed") else ""
    page = page.removesuffix("_agreed")
    return PAGES.get(page, sentence(page).lower()) + agreed
