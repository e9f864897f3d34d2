"""Where the tests find what no lock can hold: a browser, and Java for Spark.

What is installed is used; else a package manager is asked, where this user may ask it. `run.py`
imports this with whatever Python it was started with, so it is standard library only.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
)
OLDEST_JAVA = 17  # the oldest that Spark 4 runs on


def browser_and_java(python: str) -> tuple[dict[str, str], list[str]]:
    """Where they are, as environment variables; and a sentence for each that is not to be had.

    `python` is the interpreter whose packages include Playwright.
    """
    browser = (
        find_browser(python)
        or (apt_get("chromium", "fonts-liberation") and find_browser(python))
        or (playwright_fetches(python) and find_browser(python))
    )
    java = find_java() or (apt_get("default-jre-headless") and find_java())
    found, missing = {}, []
    if browser:
        found["ONROLL_CHROMIUM"] = str(browser)
    else:
        missing.append("a browser. Install Chromium or Chrome, or set ONROLL_CHROMIUM to its path.")
    if java:
        found["JAVA_HOME"] = str(java)
    else:
        missing.append("Java 17 or newer, for Spark. Install it, or set JAVA_HOME to its folder.")
    return found, missing


def find_browser(python: str) -> Path | None:
    """An installed Chromium or Chrome, else the one Playwright has fetched before."""
    named = os.environ.get("ONROLL_CHROMIUM")
    for place in (named, *map(shutil.which, BROWSERS), *PLACES):
        if place and Path(place).exists():
            return Path(place)
    ask = (
        "from playwright.sync_api import sync_playwright as start\n"
        "with start() as playwright: print(playwright.chromium.executable_path)"
    )
    answer = subprocess.run([python, "-c", ask], capture_output=True, text=True).stdout.strip()
    return Path(answer) if answer and Path(answer).exists() else None


def find_java() -> Path | None:
    """The folder of a Java that Spark runs on: JAVA_HOME, else that of the `java` on the path."""
    on_path = shutil.which("java")
    named = os.environ.get("JAVA_HOME")
    folders = [Path(named)] if named else []
    folders += [Path(on_path).resolve().parents[1]] if on_path else []
    return next((folder for folder in folders if java_version(folder) >= OLDEST_JAVA), None)


def java_version(folder: Path) -> int:
    """The feature release, 17 or 21; 0 when there is no Java in `folder` that starts."""
    java = folder / "bin" / ("java.exe" if os.name == "nt" else "java")
    try:
        words = subprocess.run([java, "-version"], capture_output=True, text=True).stderr
    except OSError:
        return 0
    version = re.search(r'version "(\d+)', words)
    return int(version[1]) if version else 0


def apt_get(*packages: str) -> bool:
    """Whether Debian's packages were installed: only where this user may, and never asking."""
    if not shutil.which("apt-get") or os.name == "nt" or os.geteuid() != 0:
        return False
    announce(f"Installing {', '.join(packages)} with apt-get …")
    quietly = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=quietly)
    return (
        subprocess.run(["apt-get", "install", "-qq", "-y", *packages], env=quietly).returncode == 0
    )


def playwright_fetches(python: str) -> bool:
    announce("No browser was found: asking Playwright for its own …")
    return subprocess.run([python, "-m", "playwright", "install", "chromium"]).returncode == 0


def announce(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
