"""Everything that CI runs, one check after another, with the time each took. Names as arguments choose some."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Check:
    """One command of the environment. `postgres` and `browser`: what it needs, fetched just before it runs."""

    name: str
    command: tuple[str, ...]
    postgres: bool = False
    browser: bool = False
    settings: dict[str, str] = field(default_factory=dict)


CHECKS = (
    Check("format", ("ruff", "format", "--check", ".")),
    Check("lint", ("ruff", "check", ".")),
    Check("types", ("mypy",)),
    Check("contracts", ("lint-imports",)),
    Check(
        "migrations",
        ("python", "-m", "django", "makemigrations", "--check", "--dry-run"),
        settings={"DJANGO_SETTINGS_MODULE": "vigie.project.settings"},
    ),
    Check("catalogue", ("python", "tools/catalogue.py", "check")),
    Check("house", ("pytest", "-q", "tests/house")),
    Check("tests", ("pytest", "-q", "src"), browser=True),
    Check("browser", ("pytest", "-q", "tests/browser"), browser=True),
    Check("journeys", ("pytest", "-q", "tests/journey"), browser=True),
    Check("journeys on PostgreSQL", ("pytest", "-q", "tests/journey"), postgres=True, browser=True),
)


def ask(*command: str) -> str:
    """What a tool of this folder prints. Its own words go to the terminal when it fails."""
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def run(check: Check) -> bool:
    """Runs one check in a home of its own, and says whether it went well."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith("VIGIE_")} | check.settings
    try:
        if check.postgres:
            settings["VIGIE_DATABASE_URL"] = ask("tools/postgresql.sh", "start")
        if check.browser:
            ask("tools/browser.sh")
    except subprocess.CalledProcessError:
        return False
    home = ROOT / ".test" / "home"
    home.mkdir(parents=True, exist_ok=True)
    settings |= {"PYTHONUTF8": "1", "VIGIE_HOME": str(home)}
    program, *arguments = check.command
    return subprocess.run([BIN / program, *arguments], cwd=ROOT, env=settings, check=False).returncode == 0


def main(names: list[str]) -> int:
    """Runs the checks, all of them even when one fails, and prints the table. 0 when every one went well."""
    unknown = set(names) - {check.name for check in CHECKS}
    if unknown:
        print(f"No such check: {', '.join(sorted(unknown))}. There are: {', '.join(c.name for c in CHECKS)}")
        return 2
    rows: list[tuple[str, bool, float]] = []
    chosen = [check for check in CHECKS if not names or check.name in names]
    for check in chosen:
        print(f"\n--- {check.name}", flush=True)
        begun = time.monotonic()
        rows.append((check.name, run(check), time.monotonic() - begun))
    if any(check.postgres for check in chosen):
        subprocess.run(["tools/postgresql.sh", "stop"], cwd=ROOT, check=False)
    print()
    for name, well, seconds in rows:
        print(f"{name:<24}{'ok' if well else 'FAILED':<8}{seconds:7.1f} s")
    print(f"{'in all':<32}{sum(row[2] for row in rows):7.1f} s")
    return 0 if all(row[1] for row in rows) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
