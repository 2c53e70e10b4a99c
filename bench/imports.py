"""How fast hash lists come in, when an index is ready, and how soon what is added or removed counts elsewhere.

    PYTHONPATH=src python bench/imports.py [--n 1000000] [--index-n 1000000] [--json]

- `index_per_s`: entries of two hashes each (a digest and a picture) taken by the index alone, in batches of 10,000,
  merging included; for each second of the clock and of the processor.
- `import_per_s`: the same entries from a CSV file by `vigie lists import`: read, in the database, in the index.
- `ready_s`: a new process with compiled code on the disk, from its first instruction to its first answer.
- `added_s`, `removed_s`: from before the import of one entry, or of its tombstone, until another process, that asks
  all the time, is told so; the longest of several times. `asked_ms`: the longest that this process waited for an
  answer while 50,000 entries came in.

The peer (Hasher-Matcher-Actioner 1.1.7) was measured once, on the machine of the design: 215 added a second, matched
after 60 s, when all is built anew (35 s). VIGIE_DATABASE_URL, an empty database, is used where it is set.
"""

from __future__ import annotations

import argparse
import importlib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import django
import numpy as np

from vigie.matching.living.index import Living
from vigie.matching.tags import Hashes
from vigie.report.nouns import Purpose

BATCH = 10_000
TIMES = 5  # that one entry is added and removed
MEANWHILE = 50_000  # entries that come in while another process asks


def rows(rng: np.random.Generator, count: int) -> np.ndarray[Any, np.dtype[np.uint8]]:
    return rng.integers(0, 256, (count, 48), dtype=np.uint8)


def write(path: Path, rng: np.random.Generator, count: int) -> None:
    with path.open("w", encoding="ascii") as file:
        file.write("md5,pdq\n")
        for start in range(0, count, BATCH):
            some = rows(rng, min(BATCH, count - start))
            file.writelines(f"{row[:16].tobytes().hex()},{row[16:].tobytes().hex()}\n" for row in some)


def clocks() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def index_alone(folder: Path, count: int) -> dict[str, float]:
    rng, index = np.random.default_rng(1), Living(folder)
    parts = []
    for start in range(0, count, BATCH):
        keys = np.arange(start + 1, start + BATCH + 1, dtype=np.int64)
        looks = rng.integers(0, 1 << 64, (BATCH, 4), dtype=np.uint64)
        parts.append(Hashes(keys, looks, keys, rng.integers(0, 1 << 64, BATCH, dtype=np.uint64)))
    clock, processor = clocks()
    for number, part in enumerate(parts, 1):
        with index.writing() as writer:
            writer.add(part)
            writer.publish(number, str(number))
        index.settle()
    index.settle(wait=True)
    now = clocks()
    size = sum(path.stat().st_blocks * 512 for path in folder.glob("segment-*"))
    return {
        "index_n": count,
        "index_per_s": round(count / (now[0] - clock)),
        "index_per_cpu_s": round(count / (now[1] - processor)),
        "index_bytes_per_entry": round(size / count, 1),
    }


def list_import(path: Path, count: int) -> dict[str, float]:
    tasks = importlib.import_module("vigie.matching.tasks")  # after Django is set up
    clock, processor = clocks()
    with path.open("rb") as stream:
        done = tasks.import_list("bench", Purpose.KNOWN, None, stream)
    now = clocks()
    clock_again = time.perf_counter()
    with path.open("rb") as stream:
        again = tasks.import_list("bench", Purpose.KNOWN, None, stream)
    if (done.new, again.new, again.same) != (count, 0, count):
        raise SystemExit(f"{done} {again}")
    return {
        "n": count,
        "import_per_s": round(count / (now[0] - clock)),
        "import_per_cpu_s": round(count / (now[1] - processor)),
        "again_per_s": round(count / (time.perf_counter() - clock_again)),
    }


CODE = """
import os, sys, time
begun = time.perf_counter()
import django
django.setup()
from vigie.matching.tasks.lookup import know  # as the journey and `POST /match` do
asked = sys.argv[1]
know([], [asked])
print("ready", time.perf_counter() - begun, time.process_time(), flush=True)
known, waited = None, []
while True:
    start = time.perf_counter()
    now = bool(know([], [asked], patient=True).near)
    waited.append(time.perf_counter() - start)
    if known is not now:
        known = now
        print("known" if now else "unknown", time.time(), flush=True)
    if len(waited) > 200:
        print("waited", max(waited), sorted(waited)[len(waited) // 2], flush=True)
        waited = []
"""


class Reader:
    """Another process, that asks all the time for one picture."""

    def __init__(self, pdq: str) -> None:
        self._process = subprocess.Popen([sys.executable, "-c", CODE, pdq], stdout=subprocess.PIPE, text=True)
        self.ready = [float(told) for told in self.until("ready")[1:]]
        self.until("unknown")
        self.waited: list[float] = []

    def until(self, word: str) -> list[str]:
        assert self._process.stdout is not None
        while True:
            told = self._process.stdout.readline().split()
            if not told:
                raise SystemExit("the reader ended")
            if told[0] == "waited" and hasattr(self, "waited"):
                self.waited.append(float(told[1]))
            if told[0] == word:
                return told

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()


def freshness(path: Path) -> dict[str, float]:
    tasks = importlib.import_module("vigie.matching.tasks")  # after Django is set up
    pdq = np.random.default_rng(99).integers(0, 256, 32, dtype=np.uint8).tobytes().hex()
    reader = Reader(pdq)
    added: list[float] = []
    removed: list[float] = []
    for _ in range(TIMES):
        for content, word, kept in (("", "known", added), ("true", "unknown", removed)):
            start = time.time()
            line = f"id,pdq,removed\nx,{pdq if not content else ''},{content}\n"
            tasks.import_list("one", Purpose.KNOWN, None, io.BytesIO(line.encode()))
            kept.append(float(reader.until(word)[1]) - start)
    reader.waited.clear()
    write(path, np.random.default_rng(7), MEANWHILE)
    with path.open("rb") as stream:
        tasks.import_list("meanwhile", Purpose.KNOWN, None, stream)
    line = f"id,pdq\nx,{pdq}\n"
    tasks.import_list("one", Purpose.KNOWN, None, io.BytesIO(line.encode()))
    reader.until("known")
    reader.until("waited")
    reader.stop()
    return {
        "ready_s": round(reader.ready[0], 2),
        "ready_cpu_s": round(reader.ready[1], 2),
        "added_s": round(max(added), 3),
        "removed_s": round(max(removed), 3),
        "asked_ms": round(1000 * max(reader.waited), 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=lambda text: int(float(text)), default=1_000_000)
    parser.add_argument("--index-n", type=lambda text: int(float(text)), default=1_000_000)
    parser.add_argument("--folder", help="where the installation is made for the time of the bench")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        told = measured(Path(folder), asked)
    if asked.json:
        print(json.dumps(told))
    else:
        for name, value in told.items():
            print(f"{name:24} {value}")


def measured(folder: Path, asked: argparse.Namespace) -> dict[str, Any]:
    os.environ |= {"VIGIE_HOME": str(folder / "home"), "DJANGO_SETTINGS_MODULE": "vigie.project.settings"}
    django.setup()
    importlib.import_module("vigie.project.home").make()
    told = index_alone(folder / "alone", asked.index_n)
    shutil.rmtree(folder / "alone")
    write(folder / "list.csv", np.random.default_rng(3), asked.n)
    told |= list_import(folder / "list.csv", asked.n)
    return {**told, **freshness(folder / "more.csv"), "peer_added_per_s": 215, "peer_added_s": 60}


if __name__ == "__main__":
    main()
