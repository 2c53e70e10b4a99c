"""Everything that CI runs, two checks at a time, with the time each took. Names as arguments choose some."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
AT_ONCE = 2
LIMIT = 900  # seconds for one check: what hangs is named and ended, and never takes the others with it
LAST_WORDS = 10  # seconds that a check has to say where it stood


@dataclass(frozen=True, slots=True)
class Check:
    """One command of the environment, and what it needs: a PostgreSQL, a browser, other programs of Debian's."""

    name: str
    command: tuple[str, ...]
    postgres: bool = False
    browser: bool = False
    programs: tuple[str, ...] = ()  # of `PROGRAMS`
    settings: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """How a check went, and how long it took."""

    well: bool
    seconds: float


PROGRAMS = {"sshd": "openssh-server", "softhsm2-util": "softhsm2"}  # and the package that has it
JOURNEYS = ("pytest", "-q", "tests/journey")
# What these do touches files and processes, or no database at all: it is the same on every one.
ALIKE = tuple(
    f"--ignore=tests/journey/test_{name}.py"
    for name in ("hostile", "videos", "dossier", "sftp", "afar", "third", "demo")
)
PAGES = ("tests/browser/test_day.py", "tests/browser/test_looks.py")
# The longest first, so that the two lanes end together.
CHECKS = (
    Check("journeys", JOURNEYS, programs=("sshd",)),
    Check("journeys on PostgreSQL", (*JOURNEYS, *ALIKE), postgres=True),
    Check("pages of the desk in Chromium", ("pytest", "-q", *PAGES), browser=True),
    Check("tests", ("pytest", "-q", "src"), programs=("softhsm2-util",)),
    Check(
        "other pages in Chromium",
        ("pytest", "-q", "tests/browser", *(f"--ignore={page}" for page in PAGES)),
        browser=True,
    ),
    Check("types", ("mypy",)),
    Check("house", ("pytest", "-q", "tests/house")),
    Check("format", ("ruff", "format", "--check", ".")),
    Check("lint", ("ruff", "check", ".")),
    Check("contracts", ("lint-imports",)),
    Check(
        "migrations",
        ("python", "-m", "django", "makemigrations", "--check", "--dry-run"),
        settings={"DJANGO_SETTINGS_MODULE": "vigie.project.settings"},
    ),
    Check("catalogue", ("python", "tools/catalogue.py", "check")),
)


def fetch(chosen: Sequence[Check]) -> str:
    """Installs what the checks need, and returns the address of a PostgreSQL. Raises `CalledProcessError` when this
    machine lacks something that only root can install; which command does was said then."""
    if any(check.browser for check in chosen):
        _ask("tools/browser.sh")
    wanted = dict.fromkeys(program for check in chosen for program in check.programs)
    place = f"{os.environ['PATH']}:/usr/sbin"
    if missing := [PROGRAMS[program] for program in wanted if shutil.which(program, path=place) is None]:
        _ask("tools/debian.sh", *missing)
    return _ask("tools/postgresql.sh", "start") if any(check.postgres for check in chosen) else ""


def _ask(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def run(check: Check, database_url: str = "") -> Result:
    """Runs one check in a home of its own, and prints what it said."""
    home = ROOT / ".test" / "home"
    home.mkdir(parents=True, exist_ok=True)
    settings = {name: value for name, value in os.environ.items() if not name.startswith("VIGIE_")} | check.settings
    settings |= {"PYTHONUTF8": "1", "VIGIE_HOME": str(home)}
    if check.postgres:
        settings["VIGIE_DATABASE_URL"] = database_url
    begun = time.monotonic()
    print(f"... {check.name}", flush=True)
    code, said = _bounded([str(BIN / check.command[0]), *check.command[1:]], settings)
    seconds = time.monotonic() - begun
    print(f"\n--- {check.name}\n{said}", end="", flush=True)
    return Result(code == 0, seconds)


def _bounded(command: list[str], settings: dict[str, str]) -> tuple[int, str]:
    """The exit code of a command, and what it said. One that is not done after `LIMIT` is asked where it stands (pytest
    answers SIGABRT with the stack of each thread), then it and all that it started are killed."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as out:
        running = subprocess.Popen(
            command, cwd=ROOT, env=settings, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            code = running.wait(LIMIT)
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGABRT)
            with suppress(subprocess.TimeoutExpired):
                running.wait(LAST_WORDS)
            code = 1
            print(f"Ended after {LIMIT} s: {' '.join(command)}", file=out)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
            running.wait()
        out.seek(0)
        return code, out.read()


def main(names: list[str]) -> int:
    """Runs the checks, all of them even when one fails, and prints the table. 0 when every one went well."""
    unknown = set(names) - {check.name for check in CHECKS}
    if unknown:
        print(f"No such check: {', '.join(sorted(unknown))}. There are: {', '.join(c.name for c in CHECKS)}")
        return 2
    chosen, begun = [check for check in CHECKS if not names or check.name in names], time.monotonic()
    try:
        address = fetch(chosen)
    except subprocess.CalledProcessError:
        return 1
    with ThreadPoolExecutor(AT_ONCE) as lanes:
        results = list(lanes.map(lambda check: run(check, address), chosen))
    if address:
        subprocess.run(["tools/postgresql.sh", "stop"], cwd=ROOT, check=False)
    print()
    for check, result in zip(chosen, results, strict=True):
        print(f"{check.name:<24}{'ok' if result.well else 'FAILED':<8}{result.seconds:7.1f} s")
    print(f"{'in all':<32}{time.monotonic() - begun:7.1f} s")
    return 0 if all(result.well for result in results) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
