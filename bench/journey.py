"""How many reports a second go through the whole journey: sealed, read, matched, linked, ranked, routed, in the ledger.

    python bench/journey.py [--reports N] [--media] [--json]

An invented caseload is written to a temporary folder and taken into a new installation there.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

VIGIE = [sys.executable, "-c", "from vigie.project.cli import main; main()"]


def vigie(home: Path, *words: str) -> tuple[str, float]:
    """What `vigie words...` prints, and its wall-clock seconds."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VIGIE_")}
    began = time.perf_counter()
    done = subprocess.run([*VIGIE, *words], env=kept | {"VIGIE_HOME": str(home)}, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr)
    return done.stdout, time.perf_counter() - began


def measure(reports: int, media: bool) -> dict[str, float | int | bool]:
    """One caseload taken, then taken again."""
    with tempfile.TemporaryDirectory() as folder:
        home, sample = Path(folder, "home"), Path(folder, "sample")
        vigie(home, "init")
        _, writing = vigie(home, "sample", "--reports", str(reports), "--seed", "11", str(sample), *["--media"] * media)
        for name, purpose in (("known", "known"), ("viral", "viral")):
            path = sample / "lists" / f"{name}.csv"
            if path.is_file():
                vigie(home, "lists", "import", "--name", name, "--purpose", purpose, "--format", "csv", str(path))
        first, seconds = vigie(home, "take", "--json", str(sample / "reports"))
        second, again = vigie(home, "take", "--json", str(sample / "reports"))
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        counts, twice = json.loads(first), json.loads(second)
        return {
            "reports": counts["received"],
            "media": media,
            "seconds": round(seconds, 1),
            "reports_per_second": round(counts["received"] / seconds, 1),
            "second_taking_seconds": round(again, 1),
            "second_taking_new": twice["new"] + twice["version"],
            "largest_process_mb": used.ru_maxrss // 1024,
            "sample_seconds": round(writing, 1),
            "home_mb": sum(path.stat().st_size for path in home.rglob("*") if path.is_file()) // 2**20,
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--media", action="store_true")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = measure(asked.reports, asked.media)
    print(json.dumps(found) if asked.json else "\n".join(f"{name:>24}  {value}" for name, value in found.items()))


if __name__ == "__main__":
    main()
