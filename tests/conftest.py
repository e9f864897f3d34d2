"""What holds for every test."""

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

# Here, so that web and browser tests share one database: fixtures imported twice are made twice.
pytest_plugins = ["tests.web.fixtures"]

COMMITTING = ("tests/browser/", "tests/access/")
"""Where a real service answers, so that what a test does is there for every test after it."""

LONGEST = "tests/browser/test_telling_us.py"
"""The file that takes longest: begun first in a browser, so that nobody waits for it at the end."""

settings.register_profile("onroll", deadline=None)
settings.load_profile("onroll")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that commit come last, those in a browser after all: the others find nothing left."""
    items.sort(
        key=lambda item: [
            *(item.nodeid.startswith(folder) for folder in COMMITTING),
            not item.nodeid.startswith(LONGEST),
        ]
    )


class ByWhatTheyShare(LoadScopeScheduling):
    """Tests that share what is dear to make share a worker, so that it is made once.

    Those on Spark, for a session takes ten seconds and a gigabyte to start; those of the two
    counties; those that ask a service by its API; and else those of one file.
    """

    def _split_scope(self, nodeid: str) -> str:
        file, _, name = nodeid.partition("::")
        if "spark" in name:
            return "spark"
        if "/access/test_api_" in file:
            return "a service's api"
        return "counties" if "/demo/" in file else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling | None:
    """`--dist=loadgroup` would do, but this pytest does not see the groups that xdist writes."""
    chosen = config.getvalue("dist") == "loadfile"
    config.option.loadscopereorder = False  # in the order collected, and not the largest file first
    return ByWhatTheyShare(config, log) if chosen else None
