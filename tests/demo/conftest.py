"""Two small counties, made once for every test of the demo: one as systems write, one clean."""

from __future__ import annotations

import pytest

from onroll.demo import Exampleshire, make


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Exampleshire:
    """3,000 children, with the errors that systems make."""
    return make(tmp_path_factory.mktemp("county"), children=3000)


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Exampleshire:
    """The same children, in files without error."""
    return make(tmp_path_factory.mktemp("clean"), children=3000, clean=True)
