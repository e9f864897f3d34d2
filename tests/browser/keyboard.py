"""Somebody at a keyboard: no pointer, no script, a narrow browser, and every page looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.test_cases import SECRET
from tests.browser.test_pages import faults, widest
from tests.browser.test_shields import NARROW, PICTURES

KEYS = 150
"""How often Tab is pressed before somebody gives up; a page of a case has over a hundred links."""

STOPS_BEFORE = """wanted => {
    const here = document.activeElement;
    if (here === document.body && location.hash) return 0;  // the next stop is after what it names
    const comes = (one, other) => one.compareDocumentPosition(other) & 4;
    return [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
        .filter(e => comes(here, e) || here === document.body && here.contains(e))
        .filter(e => comes(e, wanted) && e.checkVisibility({visibilityProperty: true}))
        .filter(e => !e.matches(":disabled, [type=hidden], [type=radio], [tabindex='-1']")).length
}"""
"""How many stops of the Tab key there are for certain between here and what is wanted: of a group
of choices none is counted, for it has one stop. To ask after each key takes as long as the key."""


class AtAKeyboard:
    """Somebody who has a keyboard and no pointer, in a narrow browser that runs no script."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.engine = context.new_cdp_session(self.page)
        self.runs_scripts(False)

    def runs_scripts(self, run: bool) -> None:
        """What the page brings with it has been left out by then, and stays so."""
        self.engine.send("Emulation.setScriptExecutionDisabled", {"value": not run})

    def goes_to(self, address: str, heading: str) -> None:
        self.page.goto(address)
        self.arrives(heading)

    def arrives(self, heading: str) -> None:
        """The page reached is the one meant, has no fault, and is no wider than the screen."""
        page = self.page
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
        assert page.locator("h1").count() == 1
        assert page.locator("html").evaluate("html => html.scrollWidth") <= 320, widest(page)
        assert not [name for name in SECRET if name in f"{page.url} {page.title()}".lower()]
        assert self.faults() == [], page.url
        if PICTURES:
            page.screenshot(path=f"{PICTURES}/six {page.title()[:40]}.png", full_page=True)

    def faults(self) -> list[str]:
        """What axe finds: it is a script itself, so it is let run, and none of the page's own."""
        self.runs_scripts(True)
        try:
            return faults(self.page)
        finally:
            self.runs_scripts(False)

    def tabs_to(self, target: Locator) -> None:
        wanted = target.element_handle()  # found once: to find it by its name takes longest
        before = min(wanted.evaluate(STOPS_BEFORE), KEYS)
        for _ in range(before):
            self.page.keyboard.press("Tab")
        for _ in range(KEYS - before):
            if wanted.evaluate("element => element === document.activeElement"):
                assert wanted.evaluate("element => element.matches(':focus-visible')")
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {target}")

    def enters(self, target: Locator) -> None:
        self.tabs_to(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def skips_the_menu(self) -> None:
        self.page.keyboard.press("Tab")
        expect(self.page.get_by_role("link", name="Skip to main content")).to_be_focused()
        self.page.keyboard.press("Enter")

    def follows(self, name: str, heading: str) -> None:
        self.enters(self.page.get_by_role("link", name=name).first)
        self.arrives(heading)

    def presses(self, name: str, heading: str) -> None:
        self.enters(self.page.get_by_role("button", name=name))
        self.arrives(heading)

    def is_told(self, button: str, problem: str) -> None:
        """The form is sent as it is, and says what it needs; the link there leads to the box."""
        self.enters(self.page.get_by_role("button", name=button, exact=True))
        assert self.page.title().startswith("Error: ")
        self.arrives("")
        link = self.page.get_by_role("link", name=problem).first
        self.tabs_to(link)
        self.page.keyboard.press("Enter")
        box = self.page.locator((link.get_attribute("href") or "").replace("#", "[id='") + "']")
        expect(box).to_be_focused()

    def types(self, label: str, words: str) -> None:
        self.tabs_to(self.page.get_by_label(label, exact=True))
        self.page.keyboard.type(words)

    def chooses(self, question: str, answer: str) -> None:
        """A group of choices is one stop; the arrows choose in it."""
        group = self.page.get_by_role("group", name=question, exact=True)
        self.tabs_to(group.get_by_role("radio").first)
        self.page.keyboard.press("Space")
        while not group.get_by_label(answer, exact=True).is_checked():
            self.page.keyboard.press("ArrowDown")

    def picks(self, label: str, option: str) -> None:
        box = self.page.get_by_label(label, exact=True)
        self.tabs_to(box)
        assert box.locator("option", has_text=option).count()
        while option not in box.evaluate("box => box.selectedOptions[0].textContent"):
            self.page.keyboard.press("ArrowDown")

    def reads(self, words: str) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()


@contextmanager
def keyboards(
    browser: Browser, service: str, sessions: Mapping[str, Any]
) -> Iterator[Callable[..., AtAKeyboard]]:
    """Sits somebody down at a keyboard: signed in by the session of their name, or before the door
    where no name is given. `sessions` are the sessions by name."""
    contexts: list[BrowserContext] = []

    def sits_down(name: str = "") -> AtAKeyboard:
        how: dict[str, Any] = {"viewport": NARROW}
        context = browser.new_context(base_url=service, **how)
        contexts.append(context)
        if name:
            context.add_cookies([{"name": "onroll", "value": sessions[name], "url": service}])
        return AtAKeyboard(context)

    yield sits_down
    for context in contexts:
        context.close()
