"""What holds of every page: sign in first, few queries, protective headers, reads logged."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.models import Max
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver

from onroll.web.access.models import Read
from onroll.web.config.errors import our_fault
from onroll.web.library.models import Run
from tests.web.small_run import AMARA, ZOFIA

PAGES = {
    "today": "/",
    "children": "/children/",
    "children of a definition": "/children/?definition=missing_education",
    "search results": "/children/?found",
    "record": f"/children/{AMARA}/",
    "record on another day": f"/children/{AMARA}/?as-of=2026-01-15",
    "why": f"/children/{AMARA}/why/missing_education/",
    "why not": f"/children/{AMARA}/why/home_educated_suitable/",
    "timeline": f"/children/{AMARA}/timeline/",
    "source records": f"/children/{AMARA}/sources/",
    "history of links": f"/children/{AMARA}/links/",
    "not the same child": f"/children/{AMARA}/not-the-same/",
    "definitions": "/definitions/",
    "definition": "/definitions/missing_education/",
    "near misses": "/definitions/missing_education/near-misses/3/",
    "questions to ask": "/questions/",
    "questions to one school": "/questions/?place=100001",
    "packs to compare": "/definitions/compare/?go=1",
    "packs compared": "/definitions/compare/?pack=statutory&pack=seslip&in=statutory&not=seslip",
    "a number to try": "/definitions/what-if/",
    "a number tried": "/definitions/what-if/?threshold=part_time_timetable_limit&value=28",
    "packs as a file": "/definitions/compare/packs.csv?pack=statutory&pack=seslip",
    "a number tried, as a file": (
        "/definitions/what-if/children.csv?threshold=part_time_timetable_limit&value=28"
    ),
    "feeds": "/feeds/",
    "feed": "/feeds/pupil_roll/",
    "quiet schools": "/feeds/attendance_marks/schools/",
    "columns and rules": "/feeds/pupil_roll/columns/",
    "a file to fill in": "/feeds/pupil_roll/template.csv",
    "history of loads": "/feeds/loads/",
    "history of a feed": "/feeds/pupil_roll/loads/",
    "figures by month": "/figures/missing_education/?by=month",
    "figures by quarter": "/figures/missing_education/?by=quarter",
    "figures of nobody": "/figures/pme_new_to_the_country/",
    "numbers to download": "/figures/missing_education/flows.csv",
    "exits by school": "/figures/exits-by-school/?by=quarter",
    "exits by month": "/figures/exits-by-school/?by=month&from=2026-09-01",
    "children behind an exit": (
        "/figures/exits-by-school/children/?school=100001&by=quarter&from=2026-07-01&of=exits"
    ),
    "exits to download": "/figures/exits-by-school/exits.csv?by=quarter",
    "the return": "/figures/returns/?of=ehe&day=2026-10-01",
    "children behind a return": "/figures/returns/children/?of=cme",
    "work over a period": "/figures/cases-over-a-period/?by=quarter",
    "work to download": "/figures/cases-over-a-period/cases.csv",
    "possible matches": "/matches/",
    "matches a colleague is asked about": "/matches/?asked",
    "two children side by side": f"/matches/{AMARA}/{ZOFIA}/",
    "what was decided": "/matches/decided/",
    "new referral": "/referrals/new/",
    "protect a child": f"/children/{AMARA}/protect/",
    "referrals taken": "/referrals/",
    "my access": "/my-access/",
    "cases": "/cases/",
    "told by form": "/told-us/",
    "questions that were asked": "/questions/asked/",
    "questions put to a team": "/questions-to-us/",
    "my visits": "/visits/",
    "cases of a child": f"/children/{AMARA}/case/",
    "letters that wait": "/letters/",
    "letters of a child": f"/children/{AMARA}/letters/",
    "letters to choose from": f"/children/{AMARA}/letters/new/",
    "a letter to fill in": f"/children/{AMARA}/letters/new/section_437_notice/",
}
# Those of forms are tried in test_telling_us.
# Those of programs are tried in test_api*.
OF_PROGRAMS = ("/api/", "/programs/")
OF_FORMS = ("/tell-us/", "/told-us/", "/our-school/", "/providers/")
# Those of one question are tried in test_questions_put.
OF_A_QUESTION = {
    "/questions/ask/", "/questions/asked/<int:number>/", "/questions-to-us/<slug:ref>/",
    "/questions-to-us/<slug:ref>/<slug:key>/",
}  # fmt: skip
OPEN_TO_ALL = {"/sign-in/", "/health/", "/authority.css", "/visits/worker.js"}
# Those of a file that somebody sent or loaded are tried in test_loading_files.
OF_A_FILE = {
    "/feeds/load/", *(
        f"/feeds/files/<slug:token>/{page}"
        for page in ("", "columns/", "faults/<int:number>/", "fix-file/", "load/", "put-aside/")
    ), *(
        f"/feeds/<slug:key>/loads/<slug:load_id>/{page}"
        for page in ("", "undo/", "withdraw/", "put-back/", "fix-file/")
    ),
}  # fmt: skip
# Those of an answer or a referral are tried in test_matching and test_matching_referrals.
OF_AN_ANSWER = {
    "/matches/decided/<int:number>/", "/matches/decided/<int:number>/take-back/",
    *(f"/referrals/new/{page}/" for page in ("matches", "child", "check")),
}  # fmt: skip
# Those of a separation are tried in test_separating.
OF_A_SEPARATION = {f"/separated/<int:number>/{page}" for page in ("", "readers.csv", "take-back/")}
# Those of a protection are tried in test_shields_screens.
OF_A_SHIELD = {
    "/shields/",
    *(f"/shields/<int:number>/{page}" for page in ("", "end/", "answer/")),
    "/shields/<int:number>/end/<slug:reference>/",
}
# Those of who has looked are tried in test_read_log_pages.
OF_WHO_HAS_LOOKED = {f"/children/<slug:reference>/looked{page}" for page in ("/", ".csv")}
# Those of accounts, roles and what is asked of people are tried in test_signing_in*, test_people*,
# test_oversight* and test_write_history*; all of them, by every role, in tests/access.
OF_PEOPLE = (
    "/sign-in/code/", "/sign-in/with/", "/invited/", "/second-step/", "/my-sessions/", "/people/",
    "/teams/", "/children/<slug:reference>/who-works-with/", "/open-a-record/", "/declarations/",
    "/exports/", "/review/", "/changes",
)  # fmt: skip
# Those of a case are tried in test_cases*, test_visits and test_exchange.
OF_CASES = ("/cases/", "/passing/", "/children/<slug:reference>/case/", "/visits/<int:number>/")
# Those of authorities side by side are tried in test_comparing_authorities.
OF_THE_REGION = ("/compare/",)
# Those of releases are tried in test_releases.
OF_RELEASES = ("/releases/",)
# Those of recommendations and of a partnership are tried in test_improvement.
OF_IMPROVEMENT = ("/improvement/", "/partnership/")
# Those of one's own calendar are tried in test_calendar.
OF_THE_CALENDAR = ("/calendar/",)
# Those of the accountable director are tried in test_accountability.
OF_THE_DIRECTOR = ("/accountability/",)
# Those of letters are tried above and in test_letters_pages.
OF_LETTERS = ("/letters/", "/children/<slug:reference>/letters/")
MOST_QUERIES = 10
# What every request asks: what is set in the database and put back, the roles in force, how far the
# list of restricted children is, and the session. None of it grows with the page.
OF_EVERY_REQUEST = (
    "set_config(", "current_setting(", 'FROM "access_roleheld"', "usersessions", "django_session",
    '"restricted_up_to"', 'FROM "signing_in', "oversight_", "pg_advisory_xact_lock(7062041",
    '"access_breakglass"', "onroll_restricted()",
)  # fmt: skip
MOST_OF_EVERY_REQUEST = 18

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_it_shows_with_few_queries_and_protective_headers(
    signed_in: Any, published: Any, address: str
) -> None:
    signed_in.get("/feeds/")  # the first answer in a session also keeps its form token
    signed_in.get("/")  # and the first of a published run reads the authority's school days
    with CaptureQueriesContext(connection) as asked:
        response = signed_in.get(address)
    assert response.status_code == 200
    queries = [q["sql"] for q in asked if "SAVEPOINT" not in q["sql"]]
    own = [sql for sql in queries if not any(part in sql for part in OF_EVERY_REQUEST)]
    assert len(own) <= MOST_QUERIES, "\n".join(own)
    assert len(queries) - len(own) <= MOST_OF_EVERY_REQUEST, "\n".join(queries)
    assert "no-store" in response["Cache-Control"]
    assert "script-src 'self'" in response["Content-Security-Policy"]
    text = response.content.decode()
    assert "style=" not in text
    assert "<b>Dan</b>" not in text


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_it_asks_strangers_to_sign_in(client: Any, published: Any, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/")


def test_every_address_is_tried_here() -> None:
    def paths(resolver: URLResolver, before: str = "/") -> Any:
        for each in resolver.url_patterns:
            here = before + str(each.pattern)
            yield from paths(each, here) if isinstance(each, URLResolver) else [here]

    tried = {
        "/", "/children/", "/children/<slug:reference>/",
        "/children/<slug:reference>/why/<slug:key>/", "/children/<slug:reference>/timeline/",
        "/children/<slug:reference>/sources/", "/children/<slug:reference>/links/",
        "/children/<slug:reference>/not-the-same/", "/definitions/", "/definitions/<slug:key>/",
        "/definitions/<slug:key>/near-misses/<int:position>/", "/feeds/", "/feeds/<slug:key>/",
        "/figures/", "/figures/<slug:key>/", "/figures/<slug:key>/flows.csv", "/sign-out/",
        "/figures/exits-by-school/", "/figures/exits-by-school/children/",
        "/figures/exits-by-school/exits.csv", "/figures/cases-over-a-period/",
        "/figures/returns/", "/figures/returns/children/",
        "/figures/cases-over-a-period/cases.csv",
        "/feeds/loads/", "/feeds/<slug:key>/schools/", "/feeds/<slug:key>/columns/",
        "/feeds/<slug:key>/template.<slug:ending>", "/feeds/<slug:key>/loads/",
        "/matches/", "/matches/<slug:a>/<slug:b>/", "/matches/decided/", "/referrals/",
        "/referrals/new/", "/children/<slug:reference>/protect/",
        "/definitions/compare/", "/definitions/compare/packs.csv", "/definitions/what-if/",
        "/definitions/what-if/children.csv", "/questions/", "/questions/questions.csv",
        "/my-access/", "/pupils/", "/visits/", "/questions/asked/", "/questions-to-us/",
    }  # fmt: skip
    elsewhere = OF_PEOPLE + OF_CASES + OF_LETTERS + OF_THE_CALENDAR + OF_THE_DIRECTOR + OF_FORMS
    elsewhere += OF_PROGRAMS + OF_THE_REGION + OF_RELEASES + OF_IMPROVEMENT
    assert (
        {path for path in paths(get_resolver()) if not path.startswith(elsewhere)}
        == tried
        | OPEN_TO_ALL
        | OF_A_FILE
        | OF_AN_ANSWER
        | OF_A_QUESTION
        | OF_A_SEPARATION
        | OF_A_SHIELD
        | OF_WHO_HAS_LOOKED
    )


@pytest.mark.parametrize(
    ("address", "children"),
    [
        (PAGES["record"], 1),
        (PAGES["why not"], 1),
        (PAGES["timeline"], 1),
        (PAGES["source records"], 1),
        (PAGES["history of links"], 1),
        (PAGES["not the same child"], 1),
        (PAGES["protect a child"], 1),
        (PAGES["children"], 7),
        (PAGES["children of a definition"], 3),
        (PAGES["near misses"], 1),
        (PAGES["today"], 2),
        (PAGES["two children side by side"], 2),
        (PAGES["possible matches"], 0),
        (PAGES["definition"], 0),
        (PAGES["figures by month"], 0),
        (PAGES["exits by school"], 0),
        (PAGES["children behind an exit"], 2),
        (PAGES["work over a period"], 0),
    ],
)
def test_each_child_shown_is_logged_once(
    signed_in: Any, officer: Any, published: Any, address: str, children: int
) -> None:
    earlier = already_logged(officer)
    signed_in.get(address)
    reads = Read.objects.filter(user=officer, pk__gt=earlier)
    assert len(reads) == len({read.child for read in reads}) == children


@pytest.mark.parametrize(
    "address",
    [
        "/children/EC-NOBODY00/",
        "/children/EC-NOBODY00/timeline/",
        "/children/%00/",
        f"/children/{AMARA}/why/no_such_definition/",
        f"/children/{AMARA}/?as-of=yesterday",
        "/definitions/no_such_definition/",
        "/definitions/missing_education/near-misses/99/",
        "/feeds/no_such_feed/",
        "/figures/no_such_definition/",
        "/figures/exits-by-school/?from=yesterday",
        "/figures/exits-by-school/?by=quarter&from=2026-07-02",
        "/figures/exits-by-school/children/?school=100009&by=quarter&from=2026-07-01",
        "/figures/exits-by-school/children/?school=100001&by=quarter&from=2026-07-01&of=why",
        "/figures/returns/?of=all",
        "/figures/returns/?day=2027-01-21",
        "/figures/returns/children/?topic=Reason&group=Nobody",
        "/nowhere/",
    ],
)
def test_what_is_not_there_gets_one_same_answer(
    signed_in: Any, officer: Any, published: Any, address: str
) -> None:
    earlier = already_logged(officer)
    response = signed_in.get(address)
    assert response.status_code == 404
    asked = set(re.findall("EC-NOBODY[0-9]+", address))
    reads = Read.objects.filter(user=officer, pk__gt=earlier)
    assert set(reads.values_list("child", "outcome")) == {(each, "refused") for each in asked}
    assert without_token(response) == without_token(signed_in.get("/children/EC-NOBODY01/"))


def test_a_page_after_nobody_is_the_first(signed_in: Any, published: Any) -> None:
    for nobody in ("%00", "EC-NOBODY00", "'"):
        assert AMARA in signed_in.get(f"/children/?after={nobody}").content.decode()


def test_every_number_leads_to_a_list_of_as_many(signed_in: Any, published: Any) -> None:
    """On Today, among the definitions, and in each definition's tests and scorecard."""
    links = r'<a class="govuk-link[^"]*" href="([^"]+)">([\d,]+)<'
    followed = 0
    today = signed_in.get("/").content.decode()
    counted = [
        (address, number)
        for number, address in re.findall(
            r'<strong>([\d,]+)</strong> <a class="govuk-link" href="([^"]+)"', today
        )
    ]
    assert len(counted) == 4
    for page in (
        "/definitions/", "/definitions/missing_education/", "/figures/missing_education/",
        PAGES["exits by school"], PAGES["work over a period"],
    ):  # fmt: skip
        counted += re.findall(links, signed_in.get(page).content.decode())
    for address, number in counted:
        page = signed_in.get(unescape(address)).content.decode()
        rows = re.findall(r'<a class="govuk-link" href="/children/EC-\w+/"', page)
        assert len(rows) == int(number.replace(",", "")), address
        followed += len(rows)
    assert followed > 20


def test_with_the_database_gone_a_page_still_says_so(rf: Any, home: Any) -> None:
    class NobodyKnows:
        @property
        def is_authenticated(self) -> bool:
            raise OperationalError("the connection is closed")

    request = rf.get("/")
    request.user = NobodyKnows()
    response = our_fault(request)
    assert response.status_code == 500
    assert "Something went wrong on our side" in response.content.decode()


def already_logged(officer: Any) -> int:
    """The newest read before this test: those the browser tests made stay in the database."""
    return Read.objects.filter(user=officer).aggregate(newest=Max("pk", default=0))["newest"]


def without_token(response: Any) -> str:
    """The page without the form token, which is masked anew in every answer."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def test_before_the_first_run_it_says_what_to_do(signed_in: Any) -> None:
    Run.objects.update(is_current=False)
    response = signed_in.get("/")
    assert "No data yet" in response.content.decode()


def test_health_needs_no_sign_in(client: Any) -> None:
    assert client.get("/health/").content == b"Working.\n"


def test_the_header_has_the_authoritys_colour(client: Any) -> None:
    response = client.get("/authority.css")
    assert b"--authority-colour: #00594f; --authority-text: #ffffff" in response.content
    assert response["Cache-Control"] == "max-age=3600"  # not asked for again on each page
