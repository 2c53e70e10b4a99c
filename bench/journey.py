"""What the whole journey costs: sealed, read, matched, linked, ranked, routed, in the ledger.

    python bench/journey.py [--reports N] [--media] [--workers N] [--flat] [--json]

An invented caseload is written to a temporary folder and taken into a new installation there. What counts on a machine
that others use too is the processor's time for each report, of all processes together. `--flat` takes the caseload in
two halves and says what the second cost against the first. VIGIE_DATABASE_URL, an empty database, is used where it is
set.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

VIGIE = [sys.executable, "-c", "from vigie.project.cli import main; main()"]
Figures = dict[str, float | int | bool]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one command printed, and what it cost: seconds on the clock, seconds of all processors."""

    said: str
    wall: float
    processor: float


def processor() -> float:
    """Seconds that the processes started from here, and by these, have used so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def vigie(home: Path, *words: str) -> Cost:
    """Runs `vigie words...`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VIGIE_")}
    kept |= {"VIGIE_HOME": str(home), "VIGIE_DATABASE_URL": os.environ.get("VIGIE_DATABASE_URL", "")}
    began, before = time.perf_counter(), processor()
    done = subprocess.run([*VIGIE, *words], env=kept, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr)
    return Cost(done.stdout, time.perf_counter() - began, processor() - before)


def take(home: Path, path: Path, workers: int) -> tuple[Cost, dict[str, int]]:
    """Takes a folder in. Returns the cost, and what `vigie take` counted."""
    cost = vigie(home, "take", "--json", "--workers", str(workers), str(path))
    return cost, json.loads(cost.said)


def figures(cost: Cost, count: int) -> Figures:
    """The figures of one taking."""
    return {
        "seconds": round(cost.wall, 1),
        "processor_seconds": round(cost.processor, 1),
        "reports_per_second": round(count / cost.wall, 1),
        "processor_ms_per_report": round(1000 * cost.processor / count, 3),
    }


def prepare(folder: Path, reports: int, media: bool, seed: int) -> Path:
    """A caseload, and a new installation with its lists. Returns the caseload's folder."""
    home, sample = folder / "home", folder / f"sample-{seed}"
    vigie(home, "init")
    vigie(home, "sample", "--reports", str(reports), "--seed", str(seed), str(sample), *["--media"] * media)
    for name, purpose in (("known", "known"), ("viral", "viral")):
        path = sample / "lists" / f"{name}.csv"
        if path.is_file():
            vigie(home, "lists", "import", "--name", name, "--purpose", purpose, "--format", "csv", str(path))
    return sample / "reports"


def measure(folder: Path, reports: int, media: bool, workers: int) -> Figures:
    """One caseload taken, then taken again."""
    sample = prepare(folder, reports, media, 11)
    first, counts = take(folder / "home", sample, workers)
    second, twice = take(folder / "home", sample, workers)
    return {
        "reports": counts["received"],
        "media": media,
        "workers": workers,
        **figures(first, counts["received"]),
        "second_taking_seconds": round(second.wall, 1),
        "second_taking_new": twice["new"] + twice["version"],
    }


def halved(sample: Path) -> list[Path]:
    """Puts every other entry of each sender's folder into one of two folders; what explains a table into both."""
    halves = [sample.with_name(f"{sample.name}-{place}") for place in (1, 2)]
    for sender in sample.iterdir():
        for half in halves:
            (half / sender.name).mkdir(parents=True)
        entries = sorted(path for path in sender.iterdir() if path.suffix != ".toml")
        for place, path in enumerate(entries):
            path.rename(halves[place % 2] / sender.name / path.name)
        for path in sender.glob("*.toml"):
            for half in halves:
                shutil.copy(path, half / sender.name / path.name)
    return halves


def flat(folder: Path, reports: int, media: bool, workers: int) -> Figures:
    """One caseload taken in two halves, one after the other."""
    found: Figures = {"media": media, "workers": workers}
    costs = []
    for name, half in zip(("first", "second"), halved(prepare(folder, reports, media, 11)), strict=True):
        cost, counts = take(folder / "home", half, workers)
        costs.append(cost.processor / counts["received"])
        found[f"{name}_reports"] = counts["received"]
        found |= {f"{name}_{what}": figure for what, figure in figures(cost, counts["received"]).items()}
    return found | {"second_against_first": round(costs[1] / costs[0], 3)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--media", action="store_true")
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--flat", action="store_true")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = (flat if asked.flat else measure)(Path(folder), asked.reports, asked.media, asked.workers)
        size = sum(path.stat().st_size for path in Path(folder, "home").rglob("*") if path.is_file())
    found |= {
        "largest_process_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
        "home_mb": size // 2**20,
    }
    print(json.dumps(found) if asked.json else "\n".join(f"{name:>32}  {value}" for name, value in found.items()))


if __name__ == "__main__":
    main()
