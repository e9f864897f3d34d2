"""What a phone keeps of visits: without signal, killed, signed out, and in another's hands."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.utils.timezone import localdate, now
from playwright.sync_api import APIResponse, Route, expect

from onroll.web.access.models import RoleHeld
from onroll.web.signing_in.sessions import IDLE
from tests.browser.phone import Phone, elsewhere
from tests.browser.test_pages import faults
from tests.browser.test_shields import look
from tests.browser.visiting import (
    OTTO,
    PATIENCE,
    VERA,
    answered,
    door,
    is_sent,
    made_of,
    saved_without_signal,
    session_of,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

HOUR = 60 * 60 * 1000


def test_without_signal_answers_wait_on_the_phone_and_are_sent_once(
    phone: Phone, visit: tuple[int, int]
) -> None:
    saved_without_signal(phone, visit)
    assert faults(phone.page) == []
    page = phone.opens("/visits/")
    expect(page.get_by_text("No signal. This is how it was at")).to_be_visible()
    expect(page.get_by_text("Not yet sent.")).to_be_visible()
    look(page, "visits_without_signal")
    assert faults(page) == []
    assert not made_of(*visit)
    posts: list[str] = []
    page.on("request", lambda asked: posts.append(asked.post_data or ""))
    phone.signal(True)
    is_sent(page)
    day = localdate()  # on which it was saved, however much later it is sent
    said = f"on-day={day.day}&on-month={day.month}&on-year={day.year}"
    assert [post for post in posts if said in post], posts
    expect(page.get_by_text("Not yet sent.")).to_be_hidden()
    assert len(made_of(*visit)) == 1
    page.reload()
    phone.keeps_its_pages()
    assert len(made_of(*visit)) == 1


def test_a_killed_tab_loses_nothing(phone: Phone, visit: tuple[int, int]) -> None:
    saved_without_signal(phone, visit)
    page = phone.is_killed_and_opened_again("/visits/")
    expect(page.get_by_text("Not yet sent.")).to_be_visible()
    phone.is_killed_and_opened_again("about:blank")
    phone.signal(True)
    page = phone.opens("/visits/")
    is_sent(page)
    assert len(made_of(*visit)) == 1


def test_an_answer_that_arrived_and_was_not_heard_of_is_written_once(
    phone: Phone, visit: tuple[int, int]
) -> None:
    """The signal goes after the visit reached the server, and before the phone was told."""
    lost: list[int] = []

    def loses_the_answer(route: Any) -> None:
        if route.request.method != "POST" or lost:
            return route.continue_()
        lost.append(route.fetch(max_redirects=0).status)
        return route.abort()

    phone.opens("/visits/")
    phone.keeps_its_pages()
    phone.context.route("**/visits/*/*", loses_the_answer)
    page = phone.opens(door(visit))
    answered(phone)
    phone.button("Save this visit").tap()
    expect(page.get_by_text("Saved on this phone. Not yet sent")).to_be_visible()
    assert lost == [302]
    assert len(made_of(*visit)) == 1
    is_sent(page)
    assert len(made_of(*visit)) == 1


def test_a_session_that_ended_keeps_the_answers_until_the_same_person_is_back(
    phone: Phone, visit: tuple[int, int], visit_people: dict[str, Any]
) -> None:
    page = phone.opens("/visits/")
    phone.keeps_its_pages()
    phone.opens(door(visit))
    answered(phone)
    elsewhere(lambda: UserSession.objects.filter(user=visit_people[VERA]).delete())
    phone.button("Save this visit").tap()
    expect(page.get_by_text("Saved on this phone. Not yet sent")).to_be_visible()
    assert phone.kept("pages") == []  # somebody ended it: perhaps because the phone is lost
    assert len(phone.kept("answers")) == 1
    phone.opens("/visits/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    phone.signs_in(VERA)
    is_sent(page)
    assert len(made_of(*visit)) == 1


def test_a_session_left_idle_keeps_the_pages_and_what_was_typed(
    phone: Phone, visit: tuple[int, int], visit_people: dict[str, Any]
) -> None:
    """A visit takes longer than the 15 minutes after which a session is over."""
    saved_without_signal(phone, visit)
    sessions = UserSession.objects.filter(user=visit_people[VERA])
    elsewhere(lambda: sessions.update(last_seen_at=now() - IDLE))
    page = phone.opens("about:blank")
    phone.signal(True)
    phone.opens("/visits/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    phone.signal(False)
    phone.opens("/visits/")
    expect(page.get_by_text("No signal. This is how it was at")).to_be_visible()
    expect(page.get_by_text("Not yet sent.")).to_be_visible()
    page = phone.opens("about:blank")
    phone.signal(True)
    phone.opens("/visits/")
    phone.signs_in(VERA)
    is_sent(page)
    assert len(made_of(*visit)) == 1


def test_nothing_is_lost_at_signing_out_and_no_page_is_left(
    phone: Phone, visit: tuple[int, int]
) -> None:
    saved_without_signal(phone, visit)
    page = phone.opens("about:blank")
    phone.signal(True)
    phone.opens("/")  # where nothing is sent
    phone.button("Sign out").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    assert phone.kept("pages") == []
    assert [row["name"].split()[0] for row in phone.kept("keys")] == ["answers"]
    assert len(phone.kept("answers")) == 1
    phone.opens("/sign-in/?next=/visits/")
    phone.signs_in(VERA)
    is_sent(page)
    assert len(made_of(*visit)) == 1


def test_signing_out_with_nothing_to_send_leaves_nothing(
    phone: Phone, visit: tuple[int, int]
) -> None:
    page = phone.opens("/visits/")
    phone.keeps_its_pages()
    phone.button("Sign out").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    assert page.evaluate("indexedDB.databases().then(all => all.length)") == 0
    phone.signal(False)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        phone.opens("/visits/")


def test_a_page_that_is_on_its_way_when_somebody_signs_out_is_not_kept(
    phone: Phone, visit: tuple[int, int]
) -> None:
    saved_without_signal(phone, visit)
    page = phone.opens("about:blank")
    phone.signal(True)
    phone.opens("/")
    other_tab = phone.context.new_page()
    other_tab.goto("/")
    on_its_way: list[tuple[Route, APIResponse]] = []
    other_tab.expose_function("isOnItsWay", lambda: len(on_its_way))
    phone.context.route("**/visits/", lambda route: on_its_way.append((route, route.fetch())))
    other_tab.evaluate(
        """async () => {
            const { active } = await navigator.serviceWorker.getRegistration("/visits/");
            self.isKept = new Promise(done => {
                navigator.serviceWorker.addEventListener("message", done);
                navigator.serviceWorker.startMessages();
            }).then(() => true);
            active.postMessage({ keep: ["/visits/"] });
        }"""
    )
    other_tab.wait_for_function("() => self.isOnItsWay()")
    phone.button("Sign out").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    [(route, answer)] = on_its_way
    assert answer.ok
    route.fulfill(response=answer)
    assert other_tab.evaluate("() => self.isKept")
    assert phone.kept("pages") == []
    assert len(phone.kept("answers")) == 1


def test_another_person_on_the_same_phone_sees_and_sends_nothing_of_it(
    phone: Phone, visit: tuple[int, int], visit_people: dict[str, Any]
) -> None:
    saved_without_signal(phone, visit)
    phone.opens("about:blank")  # nothing is sent before the phone is another's
    phone.signal(True)
    phone.holds(session_of(visit_people, OTTO))
    page = phone.opens("/visits/")
    phone.keeps_its_pages()
    expect(page.get_by_text("No visit of yours is set for today")).to_be_visible()
    expect(page.get_by_text("On this phone")).to_be_hidden()
    assert "Amara" not in page.content()
    assert {row["person"] for row in phone.kept("pages")} == {str(visit_people[OTTO].pk)}
    phone.signal(False)
    phone.opens(door(visit))
    expect(page.get_by_role("heading", level=1)).to_have_text("No signal")
    look(page, "no_signal")
    assert faults(page) == []
    phone.opens("about:blank")
    phone.signal(True)
    assert not made_of(*visit)
    phone.holds(session_of(visit_people, VERA))
    phone.opens("/visits/")
    is_sent(page)
    (made,) = made_of(*visit)
    assert made.by_id == visit_people[VERA].pk


def test_a_kept_page_is_read_for_eight_hours_and_no_longer(
    phone: Phone, visit: tuple[int, int]
) -> None:
    page = phone.opens("/visits/")
    phone.keeps_its_pages()
    phone.signal(False)
    phone.time_passes(8 * HOUR - 60_000)
    phone.opens("/visits/")
    expect(page.get_by_text("No signal. This is how it was at")).to_be_visible()
    phone.time_passes(60_000)
    phone.opens("/visits/")
    expect(page.get_by_role("heading", level=1)).to_have_text("No signal")
    assert "Amara" not in page.content()
    assert phone.kept("pages") == []
    assert phone.kept("keys") == []


def test_a_page_that_stays_open_is_gone_after_eight_hours(
    phone: Phone, visit: tuple[int, int]
) -> None:
    page = phone.page
    phone.context.clock.install()
    phone.opens("/visits/")
    phone.keeps_its_pages()
    phone.time_passes(9 * HOUR)
    phone.signal(False)
    phone.context.clock.set_fixed_time(page.evaluate("Date.now()") + 9 * HOUR)
    with page.expect_navigation():
        page.evaluate("dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_role("heading", level=1)).to_have_text("No signal")


def test_what_the_phone_keeps_cannot_be_read_from_it(phone: Phone, visit: tuple[int, int]) -> None:
    saved_without_signal(phone, visit)
    everything = phone.page.evaluate(
        """async () => {
            const open = new Promise(done => {
                const asked = indexedDB.open("onroll-visits", 1);
                asked.onsuccess = () => done(asked.result);
            });
            const db = await open, said = [];
            for (const store of db.objectStoreNames) {
                const rows = await new Promise(done => {
                    const asked = db.transaction(store).objectStore(store).getAll();
                    asked.onsuccess = () => done(asked.result);
                });
                for (const row of rows) {
                    said.push(JSON.stringify(row), row.key ? String(row.key.extractable) : "");
                    if (row.sealed) said.push(new TextDecoder().decode(row.sealed.data));
                }
            }
            db.close();
            return said.join(" ");
        }"""
    )
    assert "false" in everything
    for word in ("true", "Amara", "Mum", "landlord", "High Street"):
        assert word not in everything


def test_a_page_that_is_not_theirs_any_more_goes(
    phone: Phone, visit: tuple[int, int], visit_people: dict[str, Any]
) -> None:
    page = phone.opens("/visits/")
    phone.keeps_its_pages()
    for address in (f"/visits/{visit[0]}/set/", f"/cases/{visit[0]}/", "/visits/999999/"):
        phone.opens(address)  # the first two are not to be kept, the last is not there
    assert page.get_by_role("heading", level=1).text_content() != "No signal"
    addresses = {row["address"] for row in phone.kept("pages")}
    assert addresses == {"/visits/", door(visit)}
    held = RoleHeld.objects.filter(user=visit_people[VERA])
    try:
        elsewhere(lambda: held.update(role="Data analyst"))
        phone.opens(door(visit))  # 403
    finally:
        elsewhere(lambda: held.update(role="Education officer"))
    assert {row["address"] for row in phone.kept("pages")} == {"/visits/"}
    phone.signal(False)
    phone.opens(door(visit))
    expect(page.get_by_role("heading", level=1)).to_have_text("No signal")


def test_what_the_server_refuses_is_shown_with_what_was_typed_and_can_be_put_right(
    phone: Phone, visit: tuple[int, int]
) -> None:
    """Tomorrow by a phone whose clock is a day fast."""
    phone.opens("/visits/")
    phone.keeps_its_pages()
    phone.signal(False)
    page = phone.opens(door(visit))
    answered(phone)
    page.evaluate(
        """() => {
            const real = Date, day = 24 * 60 * 60 * 1000;
            window.Date = class extends real {
                constructor(...parts) { super(...(parts.length ? parts : [real.now() + day])); }
            };
        }"""
    )
    phone.button("Save this visit").tap()
    expect(page.get_by_text("Saved on this phone. Not yet sent")).to_be_visible()
    phone.signal(True)
    page.wait_for_url("**/visits/")  # of itself, as the signal is back
    refused = page.get_by_text("Day of the visit must be today or in the past")
    expect(refused).to_be_visible(timeout=PATIENCE)
    for word in ("Read to me from a book", "Call the landlord"):
        expect(page.get_by_text(word)).to_be_visible()
    look(page, "refused")
    assert faults(page) == []
    page.get_by_role("link", name="Change it and save it again").tap()
    expect(refused).to_be_visible()
    expect(page.get_by_label("What happens next?")).to_have_value("Call the landlord")
    assert faults(page) == []
    for part in ("Day", "Month", "Year"):
        page.get_by_role("group", name="Day of the visit").get_by_label(part).fill("")
    phone.button("Save this visit").tap()
    is_sent(page)
    assert len(made_of(*visit)) == 1
