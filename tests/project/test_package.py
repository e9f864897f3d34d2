"""What the code reads beside itself comes with it where onroll is installed as a package."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_file_that_is_no_module_is_package_data() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    package = ROOT / "onroll"
    taken = {
        path
        for pattern in project["tool"]["setuptools"]["package-data"]["onroll"]
        for path in package.glob(pattern)
    }
    beside = {
        path for path in package.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")
    }
    assert {path.name for path in beside} >= {"thresholds.toml", "census_codes.csv", "app.css"}
    assert beside <= taken
