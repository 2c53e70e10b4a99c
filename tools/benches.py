"""Runs `bench/*.py`, prints what they measured, and keeps it, with the machine they ran on, in `bench/results/`.

    tools/benches.py [NAME [OPTION ...]] ...        search --n 1e7 --clustered video

Without a name all are run, each at the size it has by itself: small enough for a coffee. What begins with a dash, and
the values behind it, go to the bench before it. With `--json` a bench prints its figures as JSON and nothing else, with
the unit in the name of each (`reports_per_second`, `largest_process_mb`).
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 30 * 60  # seconds that one bench may take


def machine() -> dict[str, str | int | float]:
    """What a figure depends on."""
    cpu = [line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    memory = [int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal")]
    return {
        "cpu": cpu[0] if cpu else platform.processor() or platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "load": round(os.getloadavg()[0], 1),
        "memory_gib": round(memory[0] / 2**20, 1) if memory else 0,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
    }


def _lines(path: str) -> list[str]:
    return Path(path).read_text("utf-8").splitlines() if Path(path).exists() else []


def table(figures: object) -> str:
    """Figures to read: a line for each name, or a row for each of several measurements."""
    if isinstance(figures, dict):
        wide = max(map(len, figures), default=0)
        return "\n".join(f"{name:{wide}}  {_cell(value)}" for name, value in figures.items())
    rows = [one for one in figures if isinstance(one, dict)] if isinstance(figures, list) else []
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = [names, *([_cell(row.get(name, "")) for name in names] for row in rows)]
    wide_ = [max(len(row[place]) for row in cells) for place in range(len(names))]
    return "\n".join("  ".join(f"{cell:>{width}}" for cell, width in zip(row, wide_, strict=True)) for row in cells)


def _cell(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)


def run(script: Path, results: Path, options: Sequence[str] = ()) -> bool:
    """Runs one bench; its figures go to the terminal and to `results/NAME.json`."""
    print(f"\n--- {' '.join([script.stem, *options])}", flush=True)
    load, start = machine(), time.monotonic()
    try:
        done = subprocess.run(
            [sys.executable, str(script), "--json", *options],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])},
            check=False,
            stdout=subprocess.PIPE,
            text=True,
            timeout=LONGEST,
        )
        figures = json.loads(done.stdout)
    except (ValueError, subprocess.TimeoutExpired) as wrong:
        print(f"{script.name} gave no figures: {wrong}", file=sys.stderr)
        return False
    if done.returncode or not isinstance(figures, dict | list):
        print(f"{script.name} failed, or did not answer in JSON", file=sys.stderr)
        return False
    took = round(time.monotonic() - start, 1)
    kept = {"bench": script.stem, "options": list(options), "on": datetime.now(UTC).date().isoformat(),
            "seconds": took, "machine": load, "figures": figures}  # fmt: skip
    results.mkdir(parents=True, exist_ok=True)
    name = "-".join([script.stem, *(option.strip("-") for option in options)])
    (results / f"{name}.json").write_text(f"{json.dumps(kept, indent=2, ensure_ascii=False)}\n", "utf-8")
    print(f"{table(figures)}\n({took} s)", flush=True)
    return True


def chosen(words: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Names of benches, each with the options behind it."""
    found: list[tuple[str, list[str]]] = []
    for place, word in enumerate(words):
        value = place > 0 and words[place - 1].startswith("--") and word[:1].isdigit()
        if found and (word.startswith("-") or value):
            found[-1][1].append(word)
        else:
            found.append((word, []))
    return found


def main(words: list[str]) -> int:
    """Runs the benches by name, or all. 0 when each gave its figures."""
    scripts = {path.stem: path for path in sorted((ROOT / "bench").glob("*.py"))}
    asked = chosen(words) or [(name, []) for name in scripts]
    if unknown := {name for name, _ in asked} - scripts.keys():
        print(f"No such bench: {', '.join(sorted(unknown))}. There are: {', '.join(scripts)}", file=sys.stderr)
        return 2
    start = time.monotonic()
    print(table(machine()))
    went = [run(scripts[name], ROOT / "bench" / "results", options) for name, options in asked]
    print(f"\n{sum(went)} of {len(went)} measured in {time.monotonic() - start:.0f} s: bench/results/")
    return 0 if all(went) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
