"""Both cases of the papers, told through the forms of the pages, whoever fills them in.

Leicestershire scrutiny report (2014), appendix C; the letters are those of the workflow page,
section 9. Days are made up where the paper has months. What the pages say is asserted as the story
goes, so that a test client and a real browser are asked the same.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from html import unescape
from typing import Any, Protocol

from tests.web.case_pages import TOLD
from tests.web.small_run import AMARA, CHILDREN

TOMI = CHILDREN[5][0]
FOUR_WEEKS = timedelta(weeks=4)


class Writer(Protocol):
    """Somebody who is signed in."""

    def read(self, address: str) -> str:
        """The page at an address, as HTML."""

    def send(self, address: str, **typed: Any) -> str:
        """The page that follows when the form at an address is filled in and sent."""


def boxes(name: str, day: str) -> dict[str, int]:
    on = date.fromisoformat(day)
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def words_of(html: str) -> str:
    """The words of a page, without its tags."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


class Story:
    """One case, written by somebody through the pages, each thing on its own day."""

    def __init__(self, writer: Writer, child: str, day: str, **told: Any) -> None:
        self.writer, self.opened_on = writer, date.fromisoformat(day)
        page = writer.send(f"/children/{child}/case/", **TOLD | told, **boxes("on", day))
        found = re.search(r'href="(/cases/\d+/)write/note/', page)
        assert found, words_of(page)
        self.address = found[1]
        decided = {"route": "accept", "risk": "none", "whereabouts": "not_known"}
        writer.send(f"{self.address}decide/", **decided, **boxes("on", day))

    def write(self, day: str, what: str, **typed: Any) -> str:
        """The page of the case, once something is written in it."""
        return self.sent(f"{self.address}{what}", day, **typed)

    def visited(self, day: str, seen: str) -> str:
        """The page of the case, once a visit at home is in it."""
        address = self.address.replace("/cases/", "/visits/")
        return self.sent(address, day, seen=seen, where="home")

    def sent(self, address: str, day: str, **typed: Any) -> str:
        page = self.writer.send(address, **typed, **boxes("on", day))
        assert '<h2 class="govuk-heading-l">Case ' in page, words_of(page)
        return page

    def asked(self, day: str, enquiry: str, result: str, of_whom: str = "The office") -> None:
        who = {"of_whom": of_whom}
        if enquiry == "social_media":
            who["authorised_by"] = "Ada Cole"
        page = self.write(day, "write/enquiry/", enquiry=enquiry, **who)
        number = newest(page, "answer")
        typed = {"result": result, "words": f"{of_whom} told us"}
        self.write(day, f"write/answer/?of={number}", **typed)

    @property
    def page(self) -> str:
        return words_of(self.writer.read(self.address))

    @property
    def next_steps(self) -> str:
        return self.page.partition("What to ask next")[2].partition("Write in this case")[0]

    @property
    def made(self) -> list[str]:
        """The enquiries made, oldest first, each a row of the page in words."""
        table = self.writer.read(self.address).partition('id="enquiries"')[2].partition("</table>")
        _, _, *rows = table[0].split('<tr class="govuk-table__row" role="row">')
        return [words_of(row).strip() for row in reversed(rows)]

    def asks_by_week_four(self, *checks: str) -> None:
        """Each of these is on the list of what to ask next, due within four weeks of opening."""
        steps = self.next_steps
        for check in checks:
            found = re.search(rf"{check}.*?due (\d+ \w+ \d{{4}})", steps)
            assert found, (check, steps)
            due_on = datetime.strptime(found[1], "%d %B %Y").date()  # noqa: DTZ007 (a day)
            assert due_on <= self.opened_on + FOUR_WEEKS, (check, due_on)

    def ask_to_close(self, day: str, outcome: str, **typed: Any) -> str:
        """What follows when somebody asks to close, with a reason for each clock still running."""
        address = f"{self.address}close/"
        clocks = re.findall(r'name="(clock-[^"]+)"', self.writer.read(address))
        typed |= dict.fromkeys(clocks, "The child was found") | {"outcome": outcome}
        return words_of(self.writer.send(address, **typed, **boxes("on", day)))


def newest(page: str, what: str) -> int:
    """The number of the newest event of which a page asks for something."""
    return max(int(number) for number in re.findall(rf"write/{what}/\?of=(\d+)", page))


def first_case(officer: Writer, other: Writer) -> Story:
    """2011 to 2014: an address nobody had verified was taken for whereabouts for three years.

    What admissions say of the place is in the record beforehand (`place_not_taken_up`).
    """
    story = Story(officer, AMARA, "2011-09-12", source="partnership")
    story.asks_by_week_four(
        "Try every phone number", "Visit the home", "Have the adults of the home looked up",
        "Search School to School", "Ask housing and council tax", "Ask the named nurse",
        "Ask health where the child is registered", "Ask the NHS to trace",
        "Ask the other authorities",
    )  # fmt: skip
    story.asked("2011-09-14", "social_care", "found")
    story.asked("2011-10-10", "admissions", "found", "Applied, and the place was not taken up:")
    story.asked("2013-03-04", "patient_records", "found")
    story.write("2013-03-04", "write/whereabouts/", place="elsewhere", where="A site in Devon",
                by_whom="Mum")  # fmt: skip
    assert "Whereabouts not known" in story.page  # (b) told is not verified
    story.asked("2013-03-05", "other_authorities", "nil", "Devon")
    story.asked("2014-01-13", "map_check", "nil")
    story.asked("2014-01-14", "named_nurse", "found")
    story.write("2014-01-14", "write/whereabouts/", place="elsewhere", where="Seaton",
                by_whom="The named nurse")  # fmt: skip
    story.asked("2014-01-15", "social_care", "found")
    story.asked("2014-01-16", "named_nurse", "found")
    story.asked("2014-01-17", "gp_registration", "found")
    assert "Whereabouts not known" in story.page  # a health trace proves nothing alone
    story.asked("2014-01-20", "parent_or_carer", "found", "Mum")
    story.write("2014-01-20", "write/contact/", with_whom="Mum", how="call", reached="threat")
    story.write("2014-01-20", "write/safety/", words="Mum made threats on the telephone")
    assert story.page.count("Mum made threats on the telephone It no longer holds") == 1  # (h)
    assert "Compare the two records" not in story.page  # it warns of no missed match
    story.visited("2014-01-22", "refused")
    story.asked("2014-01-23", "police", "refused")
    assert "Ask the police" in story.next_steps  # (d) a refusal does not close the step
    story.asked("2014-01-24", "social_care", "found", "First Response")
    story.write("2014-01-24", "escalate/", step="warning_letter", to_whom="First Response",
                words="They agreed the letter")  # fmt: skip
    letter = "It was sent on 24 January 2014. The child must be seen at the next visit."
    assert letter in story.page  # (e)
    work = {"evidence": "Work that Mum sent"}
    refused = story.ask_to_close("2014-01-29", "home_education_suitable", **work)
    assert "Visit and see the child first" in refused  # (f)
    story.visited("2014-01-30", "with_others")
    assert "Child last seen 30 January 2014" in story.page
    assert letter not in story.page
    said = ["Applied, and the place was not taken up: told us", "Devon told us"]
    assert all(each in story.page for each in said)  # what each was told stays
    story.ask_to_close("2014-02-03", "home_education_suitable", **work)
    other.send(f"{story.address}close/answer/close/", **boxes("on", "2014-02-04"))
    closed = "Closed, since 4 February 2014 Opened 12 September 2011"
    assert closed in story.page  # (a) one case
    assert "How long it was open Over 52 weeks (876 days)" in story.page  # (g)
    assert "Missing education for Less than 2 weeks (11 days after the first)" in story.page
    assert "Reason Did not apply for school place at compulsory school age" in story.page
    taken = "Offered school place but not yet accepted, 14 November 2026 to 19 November 2026"
    assert taken in story.page.partition("Every reason until now")[2]  # (i) beside what was told
    for made, (enquiry, answer) in zip(story.made, ENQUIRIES_OF_THE_FIRST, strict=True):
        assert made.startswith(enquiry), made  # (c) in order
        assert f": {answer}" in made, made
    for seen in ("no, we were refused", "yes, with others"):
        assert f"Visit, at home. Child seen: {seen}" in story.page
    return story


ENQUIRIES_OF_THE_FIRST = (
    ("Ask children's social care", "Known, no safeguarding concern"),
    ("Ask school admissions", "There is an application or an offer"),
    ("Ask the NHS to trace the child's patient record", "Traced to an area"),
    ("Ask the other authorities", "No record"),
    ("Look at the address on a map", "There is no home at the address"),
    ("Ask the named nurse", "Health knows something newer than we had"),
    ("Ask children's social care", "Known, no safeguarding concern"),
    ("Ask the named nurse", "Health knows something newer than we had"),
    ("Ask health where the child is registered", "Registered, or registered until a day"),
    ("Try every phone number", "Reached, and told us"),
    ("Ask the police", "The police would not look"),
    ("Ask children's social care", "Known, no safeguarding concern"),
)
"""Beside these twelve the home was visited twice: fourteen steps to find one child."""


def second_case(officer: Writer, other: Writer) -> tuple[Story, Story]:
    """2012 to 2014: Burton upon Trent or Canada. Nil returns stay, and each child has a case."""
    story = Story(officer, AMARA, "2012-10-01")
    story.asks_by_week_four(
        "Ask children's social care", "Have the adults of the home looked up",
        "Search School to School", "Ask housing and council tax", "Ask the named nurse",
        "Ask health where the child is registered", "Ask the NHS to trace",
        "Look at what is public on social media",
    )  # fmt: skip
    brother = Story(officer, TOMI, "2012-10-01")
    officer.send(f"{story.address}link-brother-or-sister/", child=TOMI, words="The school")
    story.visited("2012-10-02", "empty")
    story.write("2012-10-03", "write/whereabouts/", place="elsewhere", where="Burton upon Trent",
                by_whom="A neighbour")  # fmt: skip
    page = story.write("2012-10-03", "write/whereabouts/", place="abroad", where="Canada",
                       by_whom="The school")  # fmt: skip
    canada = newest(page, "verified")
    story.asks_by_week_four(  # (b) both places, side by side
        "Ask the other authorities",
        "Ask the embassy or consulate",
        "Ask school admissions in the other country",
    )
    for authority in ("Staffordshire", "Stoke", "Darlington"):
        story.asked("2012-11-05", "other_authorities", "nil", authority)
    assert "Whereabouts not known" in story.page
    assert "Gathering information, since 1 October 2012" in story.page  # (f) for years
    story.asked("2014-01-20", "adult_systems", "nil")
    story.asked("2014-01-27", "patient_records", "found", "Durham and Darlington")
    story.asked("2014-02-03", "social_media", "found")
    story.asked("2014-02-10", "embassy", "nil", "The Canadian Embassy")
    assert "Whereabouts not known" in story.page
    story.asked("2014-03-03", "school_admissions_abroad", "found", "Beaumont, Alberta")
    story.write("2014-03-04", f"write/verified/?of={canada}", how="abroad", in_area="no",
                words="School admissions of Beaumont, Alberta, wrote to us")  # fmt: skip
    page = story.page
    assert "Whereabouts known" in page  # (e)
    nil = ("Staffordshire", "Stoke", "Darlington", "The Canadian Embassy")
    assert all(f"{each} told us" in page for each in nil)  # (c) and (g)
    assert "Burton upon Trent" in page  # (d) what was told stays beside what was found
    assert "Durham and Darlington told us" in page
    ends = {
        "evidence": "Letter of 4 March", "seen_by": "The school",
        "destination": "Beaumont, Alberta", "authority_told": "Alberta",
        **boxes("seen_on", "2014-03-03"), **boxes("destination_on", "2012-10-01"),
    }  # fmt: skip
    refused = story.ask_to_close("2014-03-10", "located_abroad", **ends)
    assert "Somebody else must agree" not in refused  # (a) nobody has said how the brother is
    told = {f"sibling-{TOMI}": "At school in Beaumont too"}
    asked = story.ask_to_close("2014-03-10", "located_abroad", **ends, **told)
    assert "Somebody else must agree" in asked, asked
    other.send(f"{story.address}close/answer/close/", **boxes("on", "2014-03-11"))
    assert "Closed, since 11 March 2014" in story.page
    assert "Gathering information, since 1 October 2012" in brother.page  # one outcome each
    return story, brother
