"""Sending a file through the pages as a browser does, and reading what they say."""

from __future__ import annotations

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from onroll.record.feeds.limited import wait_for
from onroll.record.home import Home


def words(response: Any) -> str:
    """What a page says, without its markup."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(text.replace("&#39;", "'").replace("&amp;", "&").split())


def send(client: Any, name: str, content: bytes, **more: Any) -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post("/feeds/load/", {"chosen": file, "feed": ""} | more)


def checked(client: Any, home: Home, name: str, content: bytes, **more: Any) -> str:
    """Send a file and wait for the end of its check; the address of its result."""
    address = send(client, name, content, **more)["Location"]
    wait_for(home.staged / address.split("/")[-2] / "check")
    return address
