"""Every address of the service, as its URLs say, with what is asked for filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tests.access.access_world import OUTSIDE, OWN

FILLED = {
    "<slug:key>": "missing_education",
    "<int:number>": "1",
    "<int:held>": "{held}",
    "<int:position>": "3",
    "<slug:token>": "0" * 32,
    "<slug:load_id>": "0001",
    "<slug:which>": "broken",
    "<slug:ending>": "csv",
    "<slug:secret>": "nobody-was-invited-so",
    "<slug:ref>": "SF-22222222",
    "<slug:page>": "child",
    "<str:secret>": "nobody-has-this-address",
    "<slug:provider_id>": "nobody",
    "<slug:reference>": "{child}",
    "<slug:a>": "{child}",
    "<slug:b>": "{other}",
}
"""What stands for each part of a route. Number 1 of what is numbered is a restricted child's."""
MEANT = {
    **{
        name: f"/people/{{person}}/{part}"
        for name, part in (("person", ""), ("new_link", "link/"), ("give_role", "give/"),
                           ("end_role", "roles/{held}/end/"), ("close_account", "close/"),
                           ("open_account", "open/"))
    },
    **{
        name: f"/programs/{{program}}/{part}"
        for name, part in (("program", ""), ("new_key", "keys/new/"),
                           ("withdraw_key", "keys/{key}/withdraw/"), ("webhook", "webhook/"))
    },
    "api_form": "/api/v1/forms/removal_from_roll", "api_one_sent": "/api/v1/sent/SF-22222222",
    "api_return": "/api/v1/returns/2026-11", "api_week": "/api/v1/weeks/2026-11-16",
    "api_transfer": "/api/v1/transfers/1", "api_release": "/api/v1/releases/none",
    "api_release_file": "/api/v1/releases/none/files/none.xlsx",
    "api_call_mistake": "/api/v1/sent/SF-22222222/mistake",
    "new_topic": "/improvement/new/practice/", "add_to_topic": "/improvement/1/do/noted/",
    "change_release": "/releases/1/do/asked/", "release_file": "/releases/1/files/none.xlsx",
    "write_letter": "/children/{child}/letters/new/first_contact/",
    "letter_file": "/children/{child}/letters/1/letter.pdf",
    "team": "/teams/{team}/", "retire_team": "/teams/{team}/retire/",
    "end_works_with": "/children/{child}/who-works-with/{works_with}/end/",
    **{
        name: f"/cases/{{case}}/{part}"
        for name, part in (("case", ""), ("write_in_case", "write/note/"),
                           ("ask_services", "ask-services/"),
                           ("all_sources", "everything/"),
                           ("case_study", "case-study/"),
                           ("take_back_in_case", "take-back/2/"), ("decide_case", "decide/"),
                           ("give_case", "give/"), ("ask_to_close", "close/"),
                           ("escalate_case", "escalate/"),
                           ("undo_in_case", "undo/2/"), ("link_sibling", "link-brother-or-sister/"),
                           ("answer_sibling", "brother-or-sister/"),
                           ("new_document", "documents/new/"), ("document", "documents/3/"),
                           ("answer_close", "close/answer/close/"),
                           ("sign_exhausted", "exhausted/"))
    },
    "offer_case": "/cases/{case}/offer/", "passing": "/passing/{passing}/",
    "passing_child": "/passing/{passing}/child/",
    "say_passing": "/passing/{passing}/say/withdraw/",
    "passing_sealed": "/passing/{passing}/messages/{message}/file/",
    "record_visit": "/visits/{case}/", "set_visit": "/visits/{case}/set/",
    "told_form": "/told-us/{told}/", "asked_question": "/questions/asked/{question}/",
    "our_question": "/questions-to-us/QU-22222222/",
    "answer_question": "/questions-to-us/QU-22222222/left_our_roll/",
    "provider_history": "/providers/100001/",
    "weekly_hours_left": f"/tell-us/weekly-hours/begun/{'0' * 32}/{OWN}/",
    "monthly_pupil": f"/tell-us/monthly/begun/{'0' * 32}/{OWN}/",
    "feed": "/feeds/pupil_roll/", "quiet_schools": "/feeds/pupil_roll/schools/",
    "feed_columns": "/feeds/pupil_roll/columns/",
    "feed_template": "/feeds/pupil_roll/template.csv",
    "feed_loads": "/feeds/pupil_roll/loads/", "load": "/feeds/pupil_roll/loads/0001/",
    "undo": "/feeds/pupil_roll/loads/0001/undo/",
    "withdraw": "/feeds/pupil_roll/loads/0001/withdraw/",
    "put_back": "/feeds/pupil_roll/loads/0001/put-back/",
    "load_fix_file": "/feeds/pupil_roll/loads/0001/fix-file/",
    "exits_children": "/figures/exits-by-school/children/"
    "?school=100001&by=quarter&from=2026-07-01&of=exits",
    "what_if_file": "/definitions/what-if/children.csv"
    "?threshold=part_time_timetable_limit&value=28",
    "compare_packs_file": "/definitions/compare/packs.csv?pack=statutory&pack=seslip",
}  # fmt: skip
"""Where the rule above would ask for something that there is not, or that has another number."""


def routes(resolver: URLResolver | None = None, before: str = "/") -> Iterator[tuple[str, str]]:
    """The name and the route of each page."""
    for each in (resolver or get_resolver()).url_patterns:
        here = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield str(each.name), here
        else:
            yield from routes(each, here)


def addresses() -> dict[str, str]:
    """By the name of each page its address; what stands in braces is for each asker to fill in."""
    return {name: MEANT.get(name) or filled(route) for name, route in routes()}


def filled(route: str) -> str:
    for part, value in FILLED.items():
        route = route.replace(part, value)
    assert "<" not in route, f"say in tests/access/addresses.py what to ask for of {route}"
    return route


def about_a_child() -> list[str]:
    """Each address in which a child is named, with {child} in its place; of a pair, either."""
    found = []
    for address in addresses().values():
        if "{other}" in address:
            swapped = re.sub("{child}(.*){other}", r"{other}\1{child}", address)
            found += [each.replace("{other}", OUTSIDE) for each in (address, swapped)]
        elif "{child}" in address:
            found.append(address.replace("{works_with}", "1"))
    return found
