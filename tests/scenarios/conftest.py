"""An authority of its own for each file of scenarios, with schools and terms and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.scenarios.sources import Sources, new_authority


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an authority whose schools and term dates are loaded. It is copied."""
    return new_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def sources(authority: Path, tmp_path_factory: pytest.TempPathFactory) -> Sources:
    """An authority to which the scenario's sources send their files."""
    folder = tmp_path_factory.mktemp("scenario") / "home"
    shutil.copytree(authority, folder)
    return Sources(folder)
