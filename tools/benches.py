"""Runs `bench/*.py` and keeps what they measured, with the machine they ran on, in `bench/results/`.

With `--json` a bench prints one JSON object as its last line: its figures, with the unit in the name of each
(`reports_per_second`, `largest_process_mb`). Names as arguments choose some.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def machine() -> dict[str, str | int | float]:
    """What a figure depends on."""
    cpu = [line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    memory = [int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal")]
    return {
        "cpu": cpu[0] if cpu else platform.processor() or platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(memory[0] / 2**20, 1) if memory else 0,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
    }


def _lines(path: str) -> list[str]:
    return Path(path).read_text("utf-8").splitlines() if Path(path).exists() else []


def run(script: Path, results: Path) -> bool:
    """Runs one bench; its words go to the terminal, its figures go to `results/NAME.json`."""
    print(f"\n--- {script.stem}", flush=True)
    command = [sys.executable, str(script), "--json"]
    said = ""
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            said = line.strip() or said
    try:
        figures = json.loads(said)
    except ValueError:
        figures = None
    if process.returncode or not isinstance(figures, dict):
        print(f"{script.name} failed, or its last line is not a JSON object", file=sys.stderr)
        return False
    kept = {"bench": script.stem, "on": datetime.now(UTC).date().isoformat(), "machine": machine(), "figures": figures}
    results.mkdir(parents=True, exist_ok=True)
    (results / f"{script.stem}.json").write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return True


def main(names: list[str]) -> int:
    """Runs the benches by name, or all. 0 when each gave its figures."""
    scripts = {path.stem: path for path in sorted((ROOT / "bench").glob("*.py"))}
    if unknown := set(names) - scripts.keys():
        print(f"No such bench: {', '.join(sorted(unknown))}. There are: {', '.join(scripts)}", file=sys.stderr)
        return 2
    went = [run(scripts[name], ROOT / "bench" / "results") for name in (names or scripts)]
    return 0 if all(went) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
