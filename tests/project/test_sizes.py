"""Each file can be read in one sitting."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
LONGEST = 300


def test_no_module_is_over_300_lines() -> None:
    modules = [*(ROOT / "onroll").rglob("*.py"), ROOT / "run.py"]
    long = {
        str(module.relative_to(ROOT)): lines
        for module in modules
        if "migrations" not in module.parts
        and (lines := len(module.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    empty = {"utils", "helpers", "common", "manager", "misc", "handler", "util", "helper"}
    assert [path for path in (ROOT / "onroll").rglob("*.py") if path.stem in empty] == []
