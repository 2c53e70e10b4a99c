"""The kernels on a processor of 2003, without population count or wide registers, as far as this one can play it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np

import vigie
from vigie.kernels import hamming, multi_index, pdq, pdq_fast

OLD = {
    "NUMBA_CPU_NAME": "generic",
    "NUMBA_CPU_FEATURES": "",
    "OPENBLAS_CORETYPE": "Prescott",
    "NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4 AVX2 FMA3 AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL",
}
CODE = "from vigie.kernels.tests import test_an_older_processor_gives_the_same_answers as it; it.tell()"


def answers() -> dict[str, Any]:
    """What is found among crowded rows, by the tables and by the compiled scan; and what PDQ says of some pictures."""
    rng = np.random.default_rng(11)
    rows = rng.integers(0, 1 << 64, (30_000, 4), dtype=np.uint64)
    rows[::7] = rows[3] ^ (np.uint64(1) << rng.integers(0, 64, (len(rows[::7]), 4), dtype=np.uint64))
    queries = rows[:60] ^ (np.uint64(1) << rng.integers(0, 64, (60, 4), dtype=np.uint64))
    found = [multi_index.search(multi_index.build(rows), queries), multi_index.scan(rows, queries)]
    truth = hamming.scan(rows, queries)
    pictures = rng.integers(0, 256, (3, 7, 9, 3), dtype=np.uint8).repeat(40, axis=1).repeat(40, axis=2)
    return {
        "hits": [[column.tolist() for column in one] for one in found],
        "truth": [column.tolist() for column in truth],
        "pdq": [pdq.bits(pdq_fast.fast(one).dct).hex() for one in pictures],
    }


def tell() -> None:
    sys.stdout.write(json.dumps(answers()))


def test_an_older_processor_gives_the_same_answers(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        **OLD,
        "PYTHONPATH": str(Path(vigie.__file__).parents[1]),
        "NUMBA_CACHE_DIR": str(tmp_path),
        "PYTHONWARNINGS": "ignore",  # NumPy names the features that this processor has not anyway
    }
    said = subprocess.run(
        [sys.executable, "-c", CODE], capture_output=True, text=True, env=environment, check=True, timeout=300
    )
    old, new = json.loads(said.stdout), answers()
    assert len(new["truth"][0]) > 1000
    assert old["hits"] == new["hits"] == [new["truth"]] * 2
    assert old["truth"] == new["truth"]
    for one, other in zip(old["pdq"], new["pdq"], strict=True):
        assert (
            int(one, 16) ^ int(other, 16)
        ).bit_count() <= 2  # sums in another order: a bit that stands on the median
