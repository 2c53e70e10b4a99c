"""How fast everything within 31 bits of 256 is found, beside faiss, in one run on one core.

    PYTHONPATH=src python bench/search.py --n 1000000 [--clustered] [--queries 2000] [--json]

The peer is faiss `IndexBinaryMultiHash(16 x 16)`, one bit flipped in each part, the ten nearest: as threatexchange
uses it. It may miss; ours is checked against a full scan. Without faiss (`pip install faiss-cpu`) its figures are null.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import os
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np

from vigie.kernels import multi_index
from vigie.kernels.hamming import Words

CLUSTERS, SHARE, SPREAD = 200, 0.05, 24  # clustered: this share of the rows, within so many bits of few centres


def changed(rng: np.random.Generator, rows: Words, most: int) -> Words:
    """Each row with between 0 and `most` of its bits changed."""
    bits = np.unpackbits(np.ascontiguousarray(rows).view(np.uint8), axis=1)
    for row in bits:
        row[rng.choice(256, int(rng.integers(0, most + 1)), replace=False)] ^= 1
    return np.packbits(bits, axis=1).view(np.uint64)


def rows_of(rng: np.random.Generator, count: int, clustered: bool) -> Words:
    rows = rng.integers(0, 1 << 64, (count, 4), dtype=np.uint64)
    if clustered:
        some = rng.choice(count, int(count * SHARE), replace=False)
        centres = rng.integers(0, 1 << 64, (CLUSTERS, 4), dtype=np.uint64)
        rows[some] = changed(rng, centres[rng.integers(0, CLUSTERS, len(some))], SPREAD)
    return rows


def ours(rows: Words, queries: Words) -> dict[str, float | int]:
    start = time.perf_counter()
    tables = multi_index.build(rows)
    built = time.perf_counter() - start
    multi_index.search(tables, queries[:2])
    start = time.process_time()
    hits = multi_index.search(tables, queries)
    rate = len(queries) / (time.process_time() - start)
    single = []
    for number in range(len(queries)):
        start = time.perf_counter()
        multi_index.search(tables, queries[number : number + 1])
        single.append((time.perf_counter() - start) * 1000)
    few = queries[: min(len(queries), 300)]
    truth = multi_index.scan(rows, few)
    found = set(zip(hits.query.tolist(), hits.row.tolist(), strict=True))
    true = set(zip(truth.query.tolist(), truth.row.tolist(), strict=True))
    size = sum(one.nbytes for one in tables)
    return {
        "recall": len(found & true) / len(true) if true else 1.0,
        "qps_per_core": round(rate),
        "p50_ms": round(float(np.percentile(single, 50)), 4),
        "p99_ms": round(float(np.percentile(single, 99)), 4),
        "bytes_per_hash": round(size / len(rows), 1),
        "build_s": round(built, 2),
    }


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
    start = time.process_time()
    index.search(asked, 10)
    return len(asked) / (time.process_time() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=lambda text: int(float(text)), default=1_000_000)
    parser.add_argument("--queries", type=int, default=2000)
    parser.add_argument("--clustered", action="store_true")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    rng = np.random.default_rng(1)
    rows = rows_of(rng, asked.n, asked.clustered)
    queries = changed(rng, rows[rng.integers(0, len(rows), asked.queries)], 40)
    mine, its = ours(rows, queries), peer(rows, queries)
    told = {
        "n": asked.n,
        "clustered": asked.clustered,
        **mine,
        "peer": "faiss IndexBinaryMultiHash 16x16 nflip 1",
        "peer_qps_per_core": None if its is None else round(its, 1),
        "ratio": None if its is None else round(mine["qps_per_core"] / its, 1),
    }
    if asked.json:
        print(json.dumps(told))
    else:
        for name, value in told.items():
            print(f"{name:20} {value}")


if __name__ == "__main__":
    main()
