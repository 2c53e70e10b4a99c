"""Runs `bench/*.py` and keeps what they measured, with the machine they ran on, in `bench/results/`.

With `--json` a bench prints its figures as JSON and nothing else, with the unit in the name of each
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
    """Runs one bench; its figures go to the terminal and to `results/NAME.json`."""
    print(f"\n--- {script.stem}", flush=True)
    done = subprocess.run(
        [sys.executable, str(script), "--json"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},  # a bench may use another's desk
        check=False,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        figures = json.loads(done.stdout)
    except ValueError:
        figures = None
    if done.returncode or not isinstance(figures, dict | list):
        print(f"{script.name} failed, or did not answer in JSON", file=sys.stderr)
        return False
    kept = {"bench": script.stem, "on": datetime.now(UTC).date().isoformat(), "machine": machine(), "figures": figures}
    results.mkdir(parents=True, exist_ok=True)
    text = json.dumps(kept, indent=2, ensure_ascii=False)
    (results / f"{script.stem}.json").write_text(f"{text}\n", "utf-8")
    print(text, flush=True)
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
