"""A real browser against the real service, with the small run published in a real PostgreSQL."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.visiting import phone, visit, visit_people  # noqa: F401 - of two files
from tests.web.fixtures import PASSWORD

# Playwright keeps an event loop running, in which Django's ORM refuses to work.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

IMAGES = Path(__file__).parents[2] / "docs" / "images"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """An installed Chromium or Chrome where there is one, else Playwright's own."""
    found = os.environ.get("ONROLL_CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "google-chrome", "chromium-browser"))), None
    )
    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    return browser_type_launch_args | {"executable_path": found, "args": flags + quiet}


@pytest.fixture(scope="session")
def service(published_once: Path, officer_once: Any, django_db_blocker: Any) -> Iterator[str]:
    """The address of the service, running for the whole session."""
    from pytest_django.live_server_helper import LiveServer

    with django_db_blocker.unblock():
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()


@pytest.fixture
def cookie(service: str, officer_once: Any, django_db_blocker: Any) -> Any:
    """What a browser keeps once the officer has signed in: a session of this test's own.

    Another test may end the others, and any is over when it was not used for 15 minutes.
    """

    def signed_in() -> str:
        with django_db_blocker.unblock():
            client = Client()
            client.force_login(officer_once)
            connection.close()
        return client.cookies["onroll"].value

    with ThreadPoolExecutor(1) as pool:  # on another connection, so that the service sees it
        return {"name": "onroll", "value": pool.submit(signed_in).result(), "url": service}


def sign_in(page: Page) -> None:
    page.get_by_label("Email address").fill("priya@exampleshire.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


@pytest.fixture
def opened(browser: Browser, service: str, cookie: Any) -> Iterator[Any]:
    """Opens a page of a signed-in browser with the options given, such as `java_script_enabled`."""
    contexts: list[BrowserContext] = []

    def open_page(address: str, console: list[str] | None = None, **options: Any) -> Page:
        context = browser.new_context(base_url=service, **options)
        context.add_cookies([cookie])
        contexts.append(context)
        page = context.new_page()
        if console is not None:
            page.on("console", lambda message: console.append(message.text))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
