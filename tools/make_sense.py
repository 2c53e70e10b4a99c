"""Learns what sentences mean from `packs/sense/*.tsv` and writes `packs/sense/learnt.npz`: run it when they change.

    .venv/bin/python tools/make_sense.py [--json]

Prints what was heard of sentences that were left out of the learning: each file is cut into blocks, and each block is
heard by what was learnt without it. The levels from which a cue is heard are set on these.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

from vigie.territory import pack
from vigie.triage import sense
from vigie.triage.encoder import encode
from vigie.triage.sense import CUES, LEARNT, SPREAD, Example

COORDINATES = 128  # of the 512 of a vector: 64 hear a tenth less, 256 nothing more
SMOOTH = 0.15  # added to the kernel's diagonal: how little one example is trusted
BLOCKS = 6
PASSES = (0.06, 0.006, 0.0018, 0.0006)  # shares of the harmless sentences that pass each level
STRENGTHS = (0.0, 0.3, 0.5, 0.7)  # what a cue says that passes them
HOW = ("perhaps", "a little", "well", "plainly")
Floats = NDArray[np.floating[Any]]


def _codes(vectors: Floats) -> tuple[Floats, Floats, NDArray[np.int8], float]:
    mean = vectors.mean(0)
    basis = np.linalg.svd(vectors - mean, full_matrices=False)[2][:COORDINATES].T.astype(np.float16).astype(float)
    points = (vectors - mean) @ basis
    step = float(np.abs(points).max() / 127)
    return mean, basis, np.round(points / step).astype(np.int8), step


def _kernel(left: Floats, right: Floats) -> Floats:
    apart = (left**2).sum(1)[:, None] + (right**2).sum(1) - 2 * left @ right.T
    found: Floats = np.exp(-SPREAD * apart)
    return found


def _weights(points: Floats, says: Floats) -> Floats:
    return np.linalg.solve(_kernel(points, points) + SMOOTH * np.eye(len(points)), says)


def _left_out(points: Floats, says: Floats, blocks: NDArray[np.int64]) -> Floats:
    """What each example says by what was learnt without its block, (examples, cues)."""
    found = np.zeros_like(says)
    for block in np.unique(blocks):
        here = blocks == block
        found[here] = _kernel(points[here], points[~here]) @ _weights(points[~here], says[~here])
    return found


def _blocks(told: Sequence[Example]) -> NDArray[np.int64]:
    """Neighbours of one file in one block, for they were written together."""
    found = np.zeros(len(told), dtype=np.int64)
    languages = np.array([one.language for one in told])
    for language in np.unique(languages):
        places = np.flatnonzero(languages == language)
        found[places] = np.arange(len(places)) * BLOCKS // len(places)
    return found


def _heard(cues: Sequence[str], says: Floats, scores: Floats, levels: Floats) -> dict[str, dict[str, float]]:
    told = {}
    for at, cue in enumerate(cues):
        own = says[:, at] > 0
        shares = [round(float((scores[own, at] >= level).mean()), 3) for level in levels[at]]
        told[cue] = {
            "examples": int(own.sum()),
            **dict(zip(("perhaps", "a little", "well", "plainly"), shares, strict=True)),
        }
    return told


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def main(as_json: bool) -> None:
    """Learn from the examples, and write what was learnt beside them."""
    folder = pack.folder() / "sense"
    told = sense.examples(folder)
    cues = sorted({cue for one in told for cue in one.cues})
    says = np.array([[float(cue in one.cues) for cue in cues] for one in told])  # far from all examples: 0, unheard
    mean, basis, codes, step = _codes(encode([one.text for one in told]).astype(np.float64))
    points = codes * step
    scores = _left_out(points, says, _blocks(told))
    harmless = np.array([not one.cues for one in told])
    levels = np.quantile(scores[harmless], [1 - share for share in PASSES], axis=0).T
    np.savez_compressed(
        folder / LEARNT,
        version=np.array(sense.digest(folder)),
        cues=np.array(cues),
        mean=mean.astype(np.float32),
        basis=basis.astype(np.float16),
        codes=codes,
        step=np.float32(step),
        weights=_weights(points, says).astype(np.float16),
        levels=levels.astype(np.float32),
        strengths=np.array(STRENGTHS, dtype=np.float32),
    )
    heard = _heard(cues, says, scores, levels)
    if as_json:
        click.echo(json.dumps({"examples": len(told), "harmless": int(harmless.sum()), "heard": heard}, indent=1))
        return
    click.echo(f"{len(told)} examples, {int(harmless.sum())} of them harmless; {CUES} says what each cue says\n")
    for cue, shares in heard.items():
        click.echo(f"{cue:20}" + "".join(f"{name} {share:<8}" for name, share in shares.items()))


if __name__ == "__main__":
    main()
