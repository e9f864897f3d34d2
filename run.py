#!/usr/bin/env python3
"""The one entry to onroll: `python3 run.py demo` to see it, `python3 run.py test` to prove it.

Needs Python 3.11 and nothing else. Makes `.venv`, installs the locked packages into it (each
checked against its hash) and does what was asked; a second start installs nothing.

    demo [--children N] [--port P] [--no-serve] [--seed N]   Exampleshire, made and served
    test [pytest arguments]    every test, with a browser and Java found; loud about what is skipped
    check                      what CI checks: format, lint, types, layers, locks, migrations, guide
    fix                        put right what a tool can: format, lint, guide
    guide                      print docs/reference from the definitions, feeds and commands
    bench [NAME]               run bench/NAME.py, or list the benchmarks
    prove [NAME]               in full what the tests run a sample of, or list the proofs
    lock                       resolve pyproject.toml into the two hashed locks
"""

from __future__ import annotations

import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import venv
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.project.browser_and_java import browser_and_java

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(BIN / ("python.exe" if os.name == "nt" else "python"))
UV = "uv==0.13.9"
RUN_LOCK, TEST_LOCK = ROOT / "requirements-run.lock", ROOT / "requirements-test.lock"
GROUPS = {RUN_LOCK: [], TEST_LOCK: ["--group", "test", "--group", "lint"]}
IN_CI = os.environ.get("CI") == "true"


def main(argv: Sequence[str]) -> int:
    """The exit code of what was asked; 2 when it is not a thing that can be asked."""
    if sys.version_info < (3, 11):  # noqa: UP036 (whatever Python is there starts this file)
        sys.exit(f"error: onroll needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    command, *rest = argv or ["--help"]
    if command in ("-h", "--help", "help"):
        print(__doc__)
        return 0
    if command not in COMMANDS:
        say(f"error: there is no `{command}`. There is: {', '.join(COMMANDS)}.")
        return 2
    return COMMANDS[command](rest)


# What can be asked


def demo(rest: Sequence[str]) -> int:
    install(RUN_LOCK)
    return run(PYTHON, "-m", "onroll.cli", "demo", *rest)


def test(rest: Sequence[str]) -> int:
    install(TEST_LOCK)
    found, missing = browser_and_java(PYTHON)
    report = VENV / "last-test.xml"
    found["ONROLL_HOME"] = str(VENV / "test-home")
    code = run(PYTHON, "-m", "pytest", *in_parallel(rest), f"--junitxml={report}", *rest, env=found)
    skipped = skips(report)
    if skipped or missing:
        say("", "=" * 78)
        say(*(f"NOT RUN: {count} tests. {reason}" for reason, count in skipped.items()))
        say(*(f"MISSING: {what}" for what in missing), "=" * 78)
    return code or int(IN_CI and bool(missing))


def check(rest: Sequence[str]) -> int:
    install(TEST_LOCK)
    failed = [name for name, passes in CHECKS.items() if not announced(name, passes)]
    if failed:
        say(f"error: {', '.join(failed)}. `python3 run.py fix` puts right what a tool can.")
    return int(bool(failed))


def fix(rest: Sequence[str]) -> int:
    install(TEST_LOCK)
    return (
        run(PYTHON, "-m", "ruff", "check", "--fix", ".")
        | run(PYTHON, "-m", "ruff", "format", ".")
        | guide([])
    )


def guide(rest: Sequence[str]) -> int:
    install(TEST_LOCK)
    return run(PYTHON, "docs/guide.py", *rest)


def bench(rest: Sequence[str]) -> int:
    benches = sorted(path.stem for path in (ROOT / "bench").glob("[a-z]*.py"))
    if not rest or rest[0] not in benches:
        say("There is: " + ", ".join(f"`run.py bench {name}`" for name in benches))
        return 2 if rest else 0
    install(TEST_LOCK)
    return run(PYTHON, f"bench/{rest[0]}.py", *rest[1:])


def prove(rest: Sequence[str]) -> int:
    if not rest:
        texts = {path.stem: path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py")}
        names = sorted(n.removeprefix("test_") for n in texts if "mark.proof" in texts[n])
        say("There is: " + ", ".join(f"`run.py prove {name}`" for name in names))
        return 0
    install(TEST_LOCK)
    found, _ = browser_and_java(PYTHON)
    examples, seed = os.environ.get("ONROLL_PROOF", "5000"), os.environ.get("ONROLL_SEED", "1")
    shown = "--capture=no"  # each proof prints its own figure
    proof = ["-m", "pytest", "-m", "proof", shown, f"--hypothesis-seed={seed}", "-k", *rest]
    code = run(PYTHON, *proof, env={"ONROLL_PROOF": examples} | found)
    found_any = "a difference" if code else "none"
    say(f"N = {examples}, seed {seed}: {found_any} found.")
    return code


def lock(rest: Sequence[str]) -> int:
    install(TEST_LOCK)
    return max(resolve(path, *rest).returncode for path in GROUPS)


# Installing


def install(lock: Path) -> None:
    """Leave `.venv` holding what `lock` says, and an `onroll` command. Does nothing if it does."""
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = VENV / f"installed-{lock.stem}"
    if works(PYTHON) and stamp.exists() and stamp.read_text() == wanted:
        return
    say(f"Installing the packages of {lock.name} into .venv (once) …")
    if not works(PYTHON):
        make_venv()
    uv = [PYTHON, "-m", "uv", "pip", "install"] if has_uv() else None
    pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check"]
    if run(*(uv or pip), "--quiet", "--require-hashes", "--requirement", str(lock)):
        sys.exit("error: the packages could not be installed. Check the line and run this again.")
    make_command()
    stamp.write_text(wanted)


def make_venv() -> None:
    try:
        venv.create(VENV, with_pip=True, clear=True)
    except subprocess.CalledProcessError:
        sys.exit(
            "error: this Python cannot make a virtual environment. On Debian and Ubuntu:"
            " `apt-get install python3-venv`, then run this again."
        )


def has_uv() -> bool:
    """Whether `.venv` has uv, which installs in a quarter of pip's time; gets it where it can."""
    return (
        works(PYTHON, "-m", "uv")
        or run(PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", UV) == 0
    )


def make_command() -> None:
    """Put onroll on `.venv`'s path, and `onroll` among its commands.

    Two small text files and no build: nothing is fetched that the lock does not name.
    """
    purelib = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = subprocess.run([PYTHON, "-c", purelib], capture_output=True, text=True, check=True)
    (Path(packages.stdout.strip()) / "onroll.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    if os.name == "nt":
        (BIN / "onroll.cmd").write_text(f'@"{PYTHON}" -m onroll.cli %*\n')
    else:
        command = BIN / "onroll"
        command.write_text(f'#!/bin/sh\nexec {shlex.quote(PYTHON)} -m onroll.cli "$@"\n')
        command.chmod(0o755)


def resolve(lock: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Resolve pyproject.toml into `lock`, for every platform, keeping the pins it holds already."""
    has_uv()
    together = ["--constraint", str(RUN_LOCK)] if lock.name == TEST_LOCK.name else []
    groups = GROUPS[ROOT / lock.name]
    silent = "--quiet --no-header --no-annotate --no-emit-index-url --no-emit-find-links"
    wanted = "--universal --python-version=3.11 --generate-hashes"
    command = [PYTHON, "-m", "uv", "pip", "compile", *silent.split(), *wanted.split()]
    return subprocess.run(
        [*command, *groups, *together, "pyproject.toml", "--output-file", str(lock), *arguments],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.DEVNULL,
    )


# What CI checks


def tool(*arguments: str) -> Callable[[], bool]:
    """A check that passes when a tool does. Django is set up for some, and needs no database."""
    nowhere = {
        "DJANGO_SETTINGS_MODULE": "onroll.web.config.settings",
        "DATABASE_URL": "postgresql://127.0.0.1:1/none",
        "ONROLL_HOME": str(VENV / "no-home"),
    }
    return lambda: run(PYTHON, *arguments, env=nowhere) == 0


def locks_are_clean() -> bool:
    """Whether the locks pin what pyproject.toml asks for, and name no address of any registry."""
    with tempfile.TemporaryDirectory() as scratch:
        for lock in GROUPS:
            again = Path(shutil.copy(lock, scratch))
            if "://" in lock.read_text() or resolve(again).returncode or pins(again) != pins(lock):
                say(f"error: {lock.name} is not what pyproject.toml asks for. `run.py lock`.")
                return False
    return True


def pins(lock: Path) -> list[str]:
    """The `name==version ; marker` lines. Hashes are left out: a new wheel of an old version
    would change them, and nothing here."""
    return [line.rstrip(" \\") for line in lock.read_text().splitlines() if line[:1].isalnum()]


CHECKS: dict[str, Callable[[], bool]] = {
    "format": tool("-m", "ruff", "format", "--check", "."),
    "lint": tool("-m", "ruff", "check", "."),
    "types": tool("-m", "mypy"),
    "layers": lambda: run(str(BIN / "lint-imports"), "--no-logo") == 0,
    "locks": locks_are_clean,
    "migrations": tool("-Wignore", "-m", "django", "makemigrations", "--check", "--dry-run"),
    "guide": tool("docs/guide.py", "--check"),
}


def announced(name: str, passes: Callable[[], bool]) -> bool:
    say(f"check: {name}")
    return passes()


# What the tests could not run


def in_parallel(rest: Sequence[str]) -> list[str]:
    """Two to four workers, unless the one who asks has said how many."""
    said = any(word.startswith(("-n", "--numprocesses", "--pdb")) for word in rest)
    workers = min(4, max(2, os.cpu_count() or 2))
    return [] if said else ["-n", str(workers), "--dist=loadfile", "--no-loadscope-reorder"]


def skips(report: Path) -> Counter[str]:
    """How many tests were skipped, by reason."""
    if not report.exists():
        return Counter()
    return Counter(skip.get("message", "") for skip in ET.parse(report).iter("skipped"))


# Running


def run(*command: str, env: dict[str, str] | None = None) -> int:
    try:
        return subprocess.run(command, cwd=ROOT, env=environment() | (env or {})).returncode
    except KeyboardInterrupt:
        return 130


def works(*command: str) -> bool:
    try:
        return subprocess.run([*command, "--version"], capture_output=True).returncode == 0
    except OSError:
        return False


def environment() -> dict[str, str]:
    """This process's environment, for a child. Without PYTHONDONTWRITEBYTECODE, under which every
    start would compile every package again; and without leave to fetch another Python."""
    dropped = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONHOME")
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return kept | {"VIRTUAL_ENV": str(VENV), "UV_PYTHON_DOWNLOADS": "never"}


def say(*lines: str) -> None:
    print(*lines, sep="\n", file=sys.stderr, flush=True)


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    command.__name__: command for command in (demo, test, check, fix, guide, bench, prove, lock)
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
