"""A writer is killed at any moment, in the midst of a write or of a merge: what was published counts, no less and no
more, and the next one goes on."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from vigie.matching.living.index import Living
from vigie.matching.living.tests import crash
from vigie.matching.living.tests.rows import expected, told

KILLS = 12


def killed(folder: Path, after: float) -> None:
    """A writer that dies so long after it began to write."""
    line = [sys.executable, "-m", crash.__name__, str(folder)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with subprocess.Popen(line, stdout=subprocess.PIPE, env=environment) as writing:
        assert writing.stdout is not None
        writing.stdout.read(1)
        time.sleep(after)
        writing.kill()


def test_whenever_it_is_killed_the_index_holds_what_was_published(tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    before = 0
    for _ in range(KILLS):
        killed(tmp_path / "index", float(rng.uniform(0.0, 0.15)))
        view = Living(tmp_path / "index").view()
        done = view.state.change
        assert done > before
        assert view.state.token == f"t{done}"
        # Of the batch that was being taken away when it died, some rows may be gone already: it goes again.
        going = set(expected(range(max(0, done - crash.WINDOW), max(0, done - crash.WINDOW + 1))))
        kept = expected(range(max(0, done - crash.WINDOW), done))
        assert without(told(view), going) == without(kept, going)
        before = done
    index = Living(tmp_path / "index")
    index.settle(whole=True)
    assert without(told(index.view()), going) == without(kept, going)
    files = {path.name for path in (tmp_path / "index").glob("*-*")}
    assert files == {name for one in index.view().segments for name in (one.name, f"{one.name}.struck")} | {
        name for name in [index.view().state.tail] if name
    }


def without(found: dict[int, tuple[bytes, int]], keys: set[int]) -> dict[int, tuple[bytes, int]]:
    return {key: said for key, said in found.items() if key not in keys}
