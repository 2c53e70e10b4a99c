"""How long ten years of figures take: 1.5 million reports, every table, by year and by month.

    bench/figures.py [--reports N] [--json]

The facts are invented. They are written in columns as `vigie figures` writes them; then every figure there is is asked.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from itertools import islice
from pathlib import Path

from vigie.figures import columns, fact, invented, sheet
from vigie.figures.table import Asked, Period

AT_ONCE = 500_000


def main() -> None:
    """Prints a table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1_500_000)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = write(Path(folder), asked.reports)
        told = [measure(Path(folder), period) for period in (Period.YEAR, Period.MONTH)]
    result = {"reports": asked.reports, "facts": rows, "limit_s": 2.0, "runs": told}
    print(json.dumps(result, indent=1) if asked.json else table(told, asked.reports, rows))


def write(folder: Path, reports: int) -> int:
    """Invents the facts and writes them. Returns how many."""
    facts = invented.years(2016, 10, reports)
    first = 1
    while piece := [fact.cells(one) for one in islice(facts, AT_ONCE)]:
        columns.append(folder, first, first + len(piece) - 1, piece)
        first += len(piece)
    return first - 1


def measure(folder: Path, period: Period) -> dict[str, object]:
    """The seconds each figure takes, and all of them."""
    asked = Asked(date(2016, 1, 1), date(2025, 12, 31), period)
    begun = time.perf_counter()
    facts = columns.Columns(folder)
    seconds, cpu = dict[str, float](), dict[str, float]()
    for name, one in sheet.tables().items():
        start, spent = time.perf_counter(), time.process_time()
        one.query(facts, asked)
        seconds[name] = round(time.perf_counter() - start, 3)
        cpu[name] = round(time.process_time() - spent, 3)  # of both threads: what a busy machine does not stretch
    whole = round(time.perf_counter() - begun, 3)
    return {"by": period.value, "all_s": whole, "seconds": seconds, "cpu_seconds": cpu}


def table(told: Sequence[dict[str, object]], reports: int, rows: int) -> str:
    """The same for people."""
    lines = [f"{reports:,} reports, {rows:,} facts, ten years"]
    for one in told:
        lines.append(f"by {one['by']}: all figures {one['all_s']} s (limit for a summary: 2 s)")
        seconds = one["seconds"]
        if isinstance(seconds, dict):
            lines += [f"  {name:<18} {value:7.3f} s" for name, value in seconds.items()]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
