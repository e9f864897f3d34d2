"""The locks hold hashes, and nothing of where the packages came from."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted(ROOT.glob("requirements-*.lock"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index-url" not in text


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_package_of_a_lock_has_a_hash(lock: Path) -> None:
    lines = lock.read_text(encoding="utf-8").splitlines()
    unhashed = [
        line
        for line, following in zip(lines, [*lines[1:], ""], strict=True)
        if "==" in line and "--hash=sha256:" not in following
    ]
    assert unhashed == []


def pinned(lock: Path) -> set[str]:
    """Each package with its version, on whatever platforms it is wanted."""
    return {line.split()[0] for line in lock.read_text().splitlines() if "==" in line}


def test_the_lock_for_tests_holds_the_same_versions_as_the_lock_to_run() -> None:
    run, test = map(pinned, LOCKS)
    assert run - test == set()


def test_no_lock_that_would_name_addresses_is_kept() -> None:
    assert "uv.lock" in (ROOT / ".gitignore").read_text().splitlines()
