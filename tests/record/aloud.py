"""Lines that a proof prints although its test passes: how much was tried, and from which seed."""

from __future__ import annotations

import pytest


def say_aloud(config: pytest.Config, words: str) -> None:
    """Print a line on the terminal, past pytest's capture."""
    capture = config.pluginmanager.get_plugin("capturemanager")
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    with capture.global_and_fixture_disabled():
        terminal.ensure_newline()
        terminal.write_line(words)
