"""A phone in somebody's hand: taps are counted, and its signal comes and goes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from django.db import connection
from playwright.sync_api import Browser, Locator, Page, expect

from tests.web.fixtures import PASSWORD

Told = TypeVar("Told")
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True,
}  # fmt: skip


class Phone:
    """A browser with touch and one page at a time."""

    def __init__(self, browser: Browser, service: str, **options: Any) -> None:
        self.context = browser.new_context(base_url=service, **(PHONE | options))
        self.service = service
        self.page: Page = self.context.new_page()
        self.taps = 0

    def holds(self, session: str) -> None:
        """The phone is signed in by a session."""
        self.context.add_cookies([{"name": "onroll", "value": session, "url": self.service}])

    def opens(self, address: str) -> Page:
        self.page.goto(address)
        return self.page

    def tap(self, target: Locator) -> None:
        target.tap()
        self.taps += 1

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def signal(self, there: bool) -> None:
        self.context.set_offline(not there)

    def is_killed_and_opened_again(self, address: str) -> Page:
        """The tab is closed, as a phone does that needs its memory; somebody opens another."""
        self.page.close()
        self.page = self.context.new_page()
        return self.opens(address)

    def signs_in(self, email: str) -> None:
        self.page.get_by_label("Email address").fill(email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.button("Sign in").tap()

    def keeps_its_pages(self) -> None:
        """Wait until the page says that it can be read without signal."""
        expect(self.page.get_by_text("without signal until")).to_be_visible()

    def kept(self, store: str) -> list[dict[str, Any]]:
        """What is in the phone's database, as far as it can be read without its keys."""
        rows: list[dict[str, Any]] = self.page.evaluate(
            """store => new Promise(done => {
                const asked = indexedDB.open("onroll-visits", 1);
                asked.onsuccess = () => {
                    const rows = asked.result.transaction(store).objectStore(store).getAll();
                    rows.onsuccess = () => { asked.result.close(); done(rows.result); };
                };
            })""",
            store,
        )
        return rows

    def time_passes(self, milliseconds: int) -> None:
        """Everything that is kept was kept so much earlier."""
        self.page.evaluate(
            """by => new Promise(done => {
                const asked = indexedDB.open("onroll-visits", 1);
                asked.onsuccess = () => {
                    const change = asked.result.transaction("pages", "readwrite");
                    const rows = change.objectStore("pages");
                    rows.getAll().onsuccess = (event) => {
                        for (const row of event.target.result)
                            rows.put({ ...row, at: row.at - by });
                    };
                    change.oncomplete = () => { asked.result.close(); done(); };
                };
            })""",
            milliseconds,
        )


def elsewhere(work: Callable[[], Told]) -> Told:
    """Do something on another connection, for good: so the service sees it."""

    def done() -> Told:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(done).result()
