"""Writes the index until it is killed: started by the test beside this, which kills it."""

from __future__ import annotations

import sys
from pathlib import Path

from vigie.matching.living import writer
from vigie.matching.living.index import Living
from vigie.matching.living.tests.rows import EACH, batch

WINDOW = 12  # batches that stay: older ones are removed again


def main(folder: Path) -> None:
    """Batch after batch, and the one that is too old goes; merging whenever there is reason to."""
    writer.FULL = (3 * EACH, 3 * EACH)
    index = Living(folder)
    while True:
        with index.writing() as one:
            number = one.state.change
            one.remove(batch(number - WINDOW).look_keys if number >= WINDOW else batch(0).look_keys[:0])
            one.add(batch(number))
            one.publish(number + 1, f"t{number + 1}")
        sys.stdout.write(".")
        sys.stdout.flush()
        index.settle(wait=number % 3 == 0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
