"""What a picture costs from its bytes to its fingerprint, beside Pillow with pdqhash, in one run on one core.

    PYTHONPATH=src python bench/pictures.py [--json]

Generated pictures with noise, saved as JPEG. `max_bits`: the farthest that scaled decoding lies from the peer.
`floor_ms` is the decoding to grey at full size alone. The work of the decoding worker is measured, not its pipe.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import io
import json
import os
import statistics
import time
from collections.abc import Callable

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from PIL import Image

from vigie.kernels import pdq
from vigie.matching import pixels

SIZES = ((512, 512, 40), (1600, 1250, 12), (4000, 3000, 6))
SEEDS = range(6)
MOST = 10**9


def picture(seed: int, width: int, height: int) -> bytes:
    rng = np.random.default_rng(seed)
    soft = Image.fromarray(rng.integers(0, 256, (9, 12, 3), dtype=np.uint8)).resize(
        (width, height), Image.Resampling.BICUBIC
    )
    noisy = np.asarray(soft).astype(np.int16) + rng.integers(-14, 15, (height, width, 1))
    out = io.BytesIO()
    Image.fromarray(noisy.clip(0, 255).astype(np.uint8)).save(out, "JPEG", quality=85)
    return out.getvalue()


def cost(work: Callable[[], object], times: int) -> float:
    """The median of the processor's milliseconds."""
    work()
    spent = []
    for _ in range(times):
        start = time.process_time()
        work()
        spent.append((time.process_time() - start) * 1000)
    return round(statistics.median(spent), 2)


def floor(content: bytes) -> None:
    with Image.open(io.BytesIO(content)) as grey:
        grey.draft("L", grey.size)
        grey.load()


def peer(content: bytes) -> bytes:
    """The fingerprint as the peer makes it; without it, the reference's."""
    with Image.open(io.BytesIO(content)) as opened:
        colours = np.asarray(opened.convert("RGB"))
    if importlib.util.find_spec("pdqhash") is None:
        return pdq.bits(pdq.reference(colours).dct)
    bits, _ = importlib.import_module("pdqhash").compute(colours)
    return np.packbits(bits).tobytes()


def apart(content: bytes) -> int:
    mine = pdq.bits(pixels.see(content, MOST).looks[0].dct)
    return (int.from_bytes(mine) ^ int.from_bytes(peer(content))).bit_count()


def row(width: int, height: int, times: int) -> dict[str, object]:
    content = picture(0, width, height)
    mine = cost(lambda: pixels.see(content, MOST), times)
    its = cost(lambda: peer(content), max(3, times // 3))
    return {
        "px": f"{width}x{height}",
        "ms": mine,
        "exact_ms": cost(lambda: pixels.see(content, MOST, exact=True), times),
        "floor_ms": cost(lambda: floor(content), times),
        "peer_ms": its,
        "ratio": round(its / mine, 1),
        "max_bits": max(apart(picture(seed, width, height)) for seed in SEEDS),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    rows = [row(*size) for size in SIZES]
    if asked.json:
        print(json.dumps(rows))
        return
    print("  ".join(f"{name:>9}" for name in rows[0]))
    for one in rows:
        print("  ".join(f"{value!s:>9}" for value in one.values()))


if __name__ == "__main__":
    main()
