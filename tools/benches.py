"""Runs `bench/*.py`, prints what they measured, and keeps it, with the machine they ran on, in `bench/results/`.

    tools/benches.py [NAME [OPTION ...]] ...        search --n 1e7 --clustered video

Without a name all are run, at sizes that take a quarter of an hour together (`SUITE`); `--json` of a bench and its own
help say what else it can do. What begins with a dash, and the values behind it, go to the bench before it. What is
measured on one day on one kind of machine is one set: DATE-MACHINE.json, and the same to read in DATE-MACHINE.md.
With `--json` a bench prints its figures as JSON and nothing else, with the unit in the name of each.
"""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 30 * 60  # seconds that one bench may take
# Every bench but `recall`, `agree` and `ceiling`, which judge what they are given, and `validators`, which only checks.
SUITE: tuple[tuple[str, str], ...] = (
    ("search", "--n 1e6"),
    ("search", "--n 1e6 --clustered"),
    ("search", "--n 1e7 --queries 1000"),
    ("pictures", ""),
    ("recall_pictures", ""),
    ("video", ""),
    ("imports", "--n 3e5 --index-n 1e6"),
    ("match_http", "--n 1e6 --seconds 5"),
    ("journey", "--reports 1000"),
    ("linking", "3000"),
    ("desk", "--reports 10000"),
    ("replay", ""),
    ("hearing", ""),
    ("figures", "--reports 200000"),
    ("doors", "--seconds 8"),
    ("portal", "--robots 100"),
    ("upload", "--size 300000000"),
    ("tampering", ""),
)


def machine() -> dict[str, str | int | float]:
    """What a figure depends on; neither a name nor an address of the machine."""
    cpu = [line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    memory = [int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal")]
    return {
        "cpu": cpu[0] if cpu else platform.processor() or platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(memory[0] / 2**20, 1) if memory else 0,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
    }


def kind(told: dict[str, str | int | float]) -> str:
    """A machine's kind as a part of a file's name."""
    words = re.sub(r"\((r|tm)\)|\b(cpu|processor|genuine)\b", " ", str(told["cpu"]).lower())
    return "-".join([f"{told['cores']}x", *re.findall(r"[a-z0-9.]+", words)][:6])


def _lines(path: str) -> list[str]:
    return Path(path).read_text("utf-8").splitlines() if Path(path).exists() else []


def table(figures: object) -> str:
    """Figures to read: a line for each name, or a row for each of several measurements."""
    if isinstance(figures, dict) and (rows_ := _nested(figures)):
        own = {name: value for name, value in figures.items() if not _nested({name: value})}
        return "\n\n".join([table(own), *(table(rows) for rows in rows_)]) if own else table(rows_[0])
    if isinstance(figures, dict):
        wide = max(map(len, figures), default=0)
        return "\n".join(f"{name:{wide}}  {_cell(value)}" for name, value in figures.items())
    rows = [one for one in figures if isinstance(one, dict)] if isinstance(figures, list) else []
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = [names, *([_cell(row.get(name, "")) for name in names] for row in rows)]
    wide_ = [max(len(row[place]) for row in cells) for place in range(len(names))]
    return "\n".join("  ".join(f"{cell:>{width}}" for cell, width in zip(row, wide_, strict=True)) for row in cells)


def _nested(figures: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """The tables within figures: names that have figures of their own, and lists of such."""
    found: list[list[dict[str, Any]]] = []
    for value in figures.values():
        if isinstance(value, dict) and value and all(isinstance(one, dict) for one in value.values()):
            found.append([{"": name, **one} for name, one in value.items()])
        elif isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            found.append(value)
    return found


def _cell(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)


def run(script: Path, results: Path, options: Sequence[str] = ()) -> bool:
    """Runs one bench; its figures go to the terminal and into the set of this day and machine."""
    name = " ".join([script.stem, *options])
    print(f"\n--- {name}", flush=True)
    load, start = round(os.getloadavg()[0], 1), time.monotonic()
    try:
        done = subprocess.run(
            [sys.executable, str(script), "--json", *options],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT), *_also()])},
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
    keep(results, name, {"seconds": took, "load_before": load, "figures": figures})
    print(f"{table(figures)}\n({took} s)", flush=True)
    return True


def _also() -> list[str]:
    """Where else packages lie that a bench may use, such as a peer's."""
    return [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]


def keep(results: Path, name: str, measured: dict[str, Any]) -> None:
    """Puts a bench's figures into the set of this day and machine, in the place of earlier ones."""
    told, day = machine(), datetime.now(UTC).date().isoformat()
    path = results / f"{day}-{kind(told)}.json"
    before: dict[str, Any] = json.loads(path.read_text("utf-8"))["benches"] if path.exists() else {}
    kept = {"on": day, "machine": told, "benches": {**before, name: measured}}
    results.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{json.dumps(kept, indent=1, ensure_ascii=False)}\n", "utf-8")
    path.with_suffix(".md").write_text(page(kept), "utf-8")


def page(kept: dict[str, Any]) -> str:
    """A set, to read."""
    of = kept["machine"]
    parts = [
        f"# Measured on {kept['on']}\n\n{of['cores']} cores of {of['cpu']}, {of['memory_gib']} GiB, Python "
        f"{of['python']}, {of['system']}. Other work ran beside where the load says so: ratios to a peer in the same "
        "run, and processor time, tell more than the clock.\n"
    ]
    for name, one in kept["benches"].items():
        told = f"{one['seconds']} s, load {one['load_before']} before it"
        parts.append(f"\n## {name}\n\n{told}\n\n```text\n{table(one['figures'])}\n```\n")
    return "".join(parts)


def chosen(words: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Names of benches, each with the options behind it."""
    found: list[tuple[str, list[str]]] = []
    for place, word in enumerate(words):
        if place and (word.startswith("-") or word[:1].isdigit()):
            found[-1][1].append(word)
        else:
            found.append((word, []))
    return found


def main(words: list[str]) -> int:
    """Runs the benches by name, or all. 0 when each gave its figures."""
    scripts = {path.stem: path for path in sorted((ROOT / "bench").glob("*.py"))}
    asked = chosen(words) or [(name, options.split()) for name, options in SUITE]
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
