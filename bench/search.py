"""How fast everything within 31 bits of 256 is found, beside faiss, in one run on one core.

    PYTHONPATH=src python bench/search.py [--n 1000000] [--clustered] [--queries 2000] [--json]

Without `--n`: one million, uniform and clustered. Ten and fifty million take 1 and 6 minutes, 3 and 12 GiB, and the
peer 3 GiB more at ten; `--no-peer` leaves it out.

The peer is faiss `IndexBinaryMultiHash(16 x 16)`, one bit flipped in each part, the ten nearest: as threatexchange
uses it. It may miss; ours is checked against a full scan. Without faiss (`pip install faiss-cpu`) its figures are null.
The index is that of a desk: written to files, mapped by the reader that is measured. Times are the processor's, for
others may use the machine too; `p99_wall_ms` is what the clock said.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import os
import tempfile
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np

from vigie.kernels import multi_index
from vigie.kernels.hamming import Words
from vigie.matching.living.index import Living
from vigie.matching.living.view import View
from vigie.matching.tags import Hashes

ROUNDS = 5  # of which the median counts
CHECKED = 300  # queries that are compared with a full scan
CLUSTERS, SHARE, SPREAD = 200, 0.05, 24  # clustered: this share of the rows, within so many bits of few centres


def changed(rng: np.random.Generator, rows: Words, most: int) -> Words:
    """Each row with at most `most` of its bits changed: seldom fewer than drawn, where one was drawn twice."""
    made, every = rows.copy(), np.arange(len(rows))
    counts = rng.integers(0, most + 1, len(rows))
    for number in range(most):
        bit = rng.integers(0, 256, len(rows))
        made[every, bit >> 6] ^= (number < counts).astype(np.uint64) << (bit & 63).astype(np.uint64)
    return made


def rows_of(rng: np.random.Generator, count: int, clustered: bool) -> Words:
    rows = rng.integers(0, 1 << 64, (count, 4), dtype=np.uint64)
    if clustered:
        some = rng.choice(count, int(count * SHARE), replace=False)
        centres = rng.integers(0, 1 << 64, (CLUSTERS, 4), dtype=np.uint64)
        rows[some] = changed(rng, centres[rng.integers(0, CLUSTERS, len(some))], SPREAD)
    return rows


def ours(rows: Words, queries: Words, folder: Path) -> dict[str, float | int]:
    """The index as a desk has it: written to the disk, and mapped by a reader."""
    keys = np.arange(1, len(rows) + 1, dtype=np.int64)
    none = np.zeros(0, dtype=np.int64)
    start = time.perf_counter()
    with Living(folder).writing() as writer:
        writer.add(Hashes(keys, rows, none, none.astype(np.uint64)))
        writer.publish(1, "bench")
    built = time.perf_counter() - start
    view = Living(folder).view()
    view.near(queries[:200])  # a process that has been asked before: its compiled code and its pages are there
    rates, single = [], []
    for some in np.array_split(queries, ROUNDS):
        start = time.process_time()
        view.near(some)
        rates.append(len(some) / (time.process_time() - start))
    for number in range(len(queries)):
        start, clock = time.process_time(), time.perf_counter()
        view.near(queries[number : number + 1])
        single.append((1000 * (time.process_time() - start), 1000 * (time.perf_counter() - clock)))
    size = sum(path.stat().st_size for path in folder.glob("segment-*"))
    return {
        "recall": recall(view, rows, queries[:CHECKED]),
        "qps_per_core": round(float(np.median(rates))),
        **{f"p{share}_ms": round(float(np.percentile([one for one, _ in single], share)), 4) for share in (50, 99)},
        "p99_wall_ms": round(float(np.percentile([wall for _, wall in single], 99)), 4),
        "bytes_per_hash": round(size / len(rows), 1),
        "build_s": round(built, 2),
    }


def recall(view: View, rows: Words, queries: Words) -> float:
    """Of what a scan of all rows finds, how much was found; 0 when something else was found too."""
    truth = multi_index.scan(rows, queries)
    query, key, _ = view.near(queries)
    found = set(zip(query.tolist(), (key - 1).tolist(), strict=True))
    true = set(zip(truth.query.tolist(), truth.row.tolist(), strict=True))
    return 0.0 if found - true else len(found) / len(true) if true else 1.0


def peer(rows: Words, queries: Words) -> float | None:
    """Queries a second of the peer, or None when it is not there."""
    if importlib.util.find_spec("faiss") is None:
        return None
    faiss = importlib.import_module("faiss")
    faiss.omp_set_num_threads(1)
    index = faiss.IndexBinaryMultiHash(256, 16, 16)
    index.nflip = 1
    index.add(rows.view(np.uint8))
    asked = queries[:500].view(np.uint8)
    index.search(asked[:20], 10)
    rates = []
    for some in np.array_split(asked, ROUNDS):
        start = time.process_time()
        index.search(np.ascontiguousarray(some), 10)
        rates.append(len(some) / (time.process_time() - start))
    return float(np.median(rates))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=lambda text: int(float(text)))
    parser.add_argument("--queries", type=int, default=2000)
    parser.add_argument("--clustered", action="store_true")
    parser.add_argument("--no-peer", dest="peer", action="store_false")
    parser.add_argument("--folder", help="where the index is written for the time of the bench")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    ways = [(asked.n, asked.clustered)] if asked.n else [(1_000_000, False), (1_000_000, True)]
    told = [measured(asked, *way) for way in ways]
    if asked.json:
        print(json.dumps(told[0] if asked.n else told))
        return
    for one in told:
        for name, value in one.items():
            print(f"{name:20} {value}")
        print()


def measured(asked: argparse.Namespace, n: int, clustered: bool) -> dict[str, object]:
    rng = np.random.default_rng(1)
    rows = rows_of(rng, n, clustered)
    queries = changed(rng, rows[rng.integers(0, len(rows), asked.queries)], 40)
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        mine = ours(rows, queries, Path(folder))
    its = peer(rows, queries) if asked.peer else None
    return {
        "n": n,
        "clustered": clustered,
        **mine,
        "peer": "faiss IndexBinaryMultiHash 16x16 nflip 1",
        "peer_qps_per_core": None if its is None else round(its, 1),
        "ratio": None if its is None else round(mine["qps_per_core"] / its, 1),
    }


if __name__ == "__main__":
    main()
