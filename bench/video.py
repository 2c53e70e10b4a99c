"""Seconds of video read by a second of processor: keyframes, and one frame a second, beside vpdq, in one run on a core.

    PYTHONPATH=src python bench/video.py [--json]

The peer is `vpdq` at one hash a second where it is installed, else the same work done by a loop over every frame with
`pdqhash` at every second (`peer` says which). The films are made here: panning landscapes at 1280 x 720, 30 frames a
second. With the package `av` they are H.264 by its usual encoder: `web` with the encoder's own defaults, `phone` with a
keyframe each second, `quiet` with little grain. Without it there is one, of MPEG-4 by OpenCV, which writes
a keyframe every 12 frames: the ratio is then far lower than for most videos.
`found`: the share of the peer's good hashes that one of ours at every second lies within 31 bits of.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from numpy.typing import NDArray

from vigie.kernels import pdq
from vigie.matching.film import Bounds, Film
from vigie.matching.screening import Screened, screened
from vigie.matching.tests.scenes import scene

WIDTH, HEIGHT, RATE, SECONDS, SHOTS = 1280, 720, 30, 25, 1
BOUNDS = Bounds(10**8, 10**5, 600.0)
RUNS = 3
RADIUS, GOOD = 31, 50


class Kind(NamedTuple):
    """A way in which videos are written: grain in levels, and the encoder's options where they are not its own."""

    name: str
    grain: float
    options: dict[str, str]


KINDS = (
    Kind("web", 9.0, {"preset": "veryfast"}),
    Kind("phone", 9.0, {"preset": "veryfast", "g": str(RATE)}),
    Kind("quiet", 0.0, {"preset": "veryfast"}),
)


def frames(grain: float) -> Iterator[NDArray[np.uint8]]:
    rng = np.random.default_rng(1)
    noise = (grain * rng.uniform(-1, 1, (HEIGHT, WIDTH, 1))).astype(np.int16)
    count = SECONDS * RATE // SHOTS
    for shot in range(SHOTS):
        wide = np.asarray(scene(30 + shot, WIDTH + 320, HEIGHT)).astype(np.int16)
        for number in range(count):
            left = number * 320 // count
            window = wide[:, left : left + WIDTH] + np.roll(noise, 7 * number, axis=1)
            yield window.clip(0, 255).astype(np.uint8)


def write_h264(path: Path, kind: Kind) -> None:
    av = importlib.import_module("av")
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=RATE)
        stream.width, stream.height, stream.pix_fmt, stream.options = WIDTH, HEIGHT, "yuv420p", dict(kind.options)
        for frame in frames(kind.grain):
            out.mux(stream.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")))
        out.mux(stream.encode())


def write_mpeg4(path: Path, kind: Kind) -> None:
    cv2 = importlib.import_module("cv2")
    out = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"mp4v"), RATE, (WIDTH, HEIGHT))
    for frame in frames(kind.grain):
        out.write(np.ascontiguousarray(frame[:, :, ::-1]))
    out.release()


def mine(path: Path, every: float | None) -> Screened:
    with path.open("rb") as stream:
        return screened(stream, BOUNDS, every)


def vpdq_hashes(path: Path) -> list[tuple[str, int]]:
    return [(one.hex, one.quality) for one in importlib.import_module("vpdq").computeHash(str(path))]


def loop_hashes(path: Path) -> list[tuple[str, int]]:
    """Every frame decoded, and the field's own PDQ of one each second: what vpdq does, without its copies to RGB."""
    hashes: list[tuple[str, int]] = []
    with path.open("rb") as stream, Film(stream, BOUNDS) as film:
        for frame in film.frames(1.0):
            colours = np.repeat(frame.luma.astype(np.uint8)[:, :, None], 3, axis=2)
            hashes.append(_peer_pdq(colours))
    return hashes


def _peer_pdq(colours: NDArray[np.uint8]) -> tuple[str, int]:
    if importlib.util.find_spec("pdqhash") is None:
        seen = pdq.reference(colours)
        return pdq.bits(seen.dct).hex(), seen.quality
    bits, quality = importlib.import_module("pdqhash").compute(colours)
    return np.packbits(bits).tobytes().hex(), int(quality)


def cost(work: Callable[[], Any], times: int) -> float:
    """The median of the processor's seconds."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return statistics.median(spent)


def found(ours: Screened, theirs: list[tuple[str, int]]) -> float:
    good = [int(value, 16) for value, quality in theirs if quality >= GOOD]
    values = [int.from_bytes(still.looks[:32]) for still in ours.stills]
    near = sum(any((one ^ other).bit_count() <= RADIUS for other in values) for one in good)
    return round(near / len(good), 3) if good else 0.0


def row(kind: Kind, folder: Path, h264: bool) -> dict[str, object]:
    path = folder / f"{kind.name}.mp4"
    (write_h264 if h264 else write_mpeg4)(path, kind)
    theirs = vpdq_hashes if importlib.util.find_spec("vpdq") else loop_hashes
    keyframes, peer = cost(lambda: mine(path, None), RUNS), cost(lambda: theirs(path), RUNS - 1)
    return {
        "film": kind.name,
        "codec": "h264" if h264 else "mpeg4",
        "mbit_per_second": round(path.stat().st_size * 8 / SECONDS / 1e6, 1),
        "keyframes": len(mine(path, None).stills),
        "seconds_per_cpu_second": round(SECONDS / keyframes, 1),
        "each_second_per_cpu_second": round(SECONDS / cost(lambda: mine(path, 1.0), 1), 1),
        "peer": theirs.__name__.removesuffix("_hashes"),
        "peer_seconds_per_cpu_second": round(SECONDS / peer, 1),
        "ratio": round(peer / keyframes, 1),
        "found": found(mine(path, 1.0), theirs(path)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    h264 = importlib.util.find_spec("av") is not None
    with tempfile.TemporaryDirectory() as folder:
        rows = [row(kind, Path(folder), h264) for kind in (KINDS if h264 else KINDS[-1:])]
    if asked.json:
        print(json.dumps(rows))
        return
    for one in rows:
        print("  ".join(f"{name} {value}" for name, value in one.items()))


if __name__ == "__main__":
    main()
