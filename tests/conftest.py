"""What holds for every test."""

import pytest
from hypothesis import settings

# Here, so that web and browser tests share one database: fixtures imported twice are made twice.
pytest_plugins = ["tests.web.fixtures"]

settings.register_profile("onroll", deadline=None)
settings.load_profile("onroll")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests on Spark share one worker, for a session takes ten seconds and a gigabyte to start."""
    for item in items:
        if item.get_closest_marker("spark"):
            item.add_marker(pytest.mark.xdist_group("spark"))
