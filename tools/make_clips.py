"""Makes the short films and the HEIC pictures that tests read: benign invented landscapes, in many kinds of file.

    PYTHONPATH=src python tools/make_clips.py

Needs the packages `av` and `pillow-heif` in the environment it runs in. Their wheels bring encoders under the GPL: they
make these test files and are no part of Vigie (docs/decisions/0015).
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vigie.matching.tests.scenes import scene

CLIPS = Path(__file__).resolve().parents[1] / "src" / "vigie" / "matching" / "tests" / "clips"
HEIC = CLIPS.parent / "heic"
WIDTH, HEIGHT, RATE = 256, 192, 10
FAST = {"movflags": "faststart"}
H264 = {"preset": "medium", "crf": "26", "g": "20", "x264-params": "scenecut=0"}
ONE_KEYFRAME = {**H264, "g": "999"}


class Clip(NamedTuple):
    """A file: its scenes by seed, seconds of each, and how it is written."""

    name: str
    codec: str
    seeds: tuple[int, ...]
    seconds: float
    options: Mapping[str, str]
    mirrored: bool = False
    container: Mapping[str, str] = {}


PARK = (1, 2, 3)
CLIPS_MADE = (
    Clip("park.mp4", "libx264", PARK, 2, H264, container=FAST),
    Clip("park.webm", "libvpx-vp9", PARK, 2, {"b": "80000", "deadline": "good"}),
    Clip("park.mkv", "libx265", PARK, 2, {"preset": "medium", "crf": "28", "x265-params": "log-level=none"}),
    Clip("park-av1.mp4", "libsvtav1", PARK, 2, {"preset": "6", "crf": "35"}),
    Clip("park.mpg", "mpeg1video", PARK, 2, {"b": "250000", "g": "15"}),
    Clip("mirror.avi", "mpeg4", PARK, 2, {"b": "300000", "g": "20", "qmax": "6"}, mirrored=True),
    Clip("piece.mp4", "libx264", (2,), 2, H264, container=FAST),
    Clip("other.mp4", "libx264", (7, 8, 9), 2, H264, container=FAST),
    Clip("late.mp4", "libx264", (11, *PARK), 2, ONE_KEYFRAME, container=FAST),
    Clip("long.mp4", "libx264", (2, 20, 21, 22, 23, 24), 2, H264, container=FAST),
)


def frames(clip: Clip) -> Iterator[NDArray[np.uint8]]:
    """RGB frames: a window that moves over each scene."""
    for seed in clip.seeds:
        wide = np.asarray(scene(seed, WIDTH + WIDTH // 4, HEIGHT))
        count = int(clip.seconds * RATE)
        for number in range(count):
            left = number * (WIDTH // 8) // count
            window = wide[:, left : left + WIDTH]
            yield np.ascontiguousarray(window[:, ::-1] if clip.mirrored else window)


def make(clip: Clip) -> None:
    av = importlib.import_module("av")
    with av.open(str(CLIPS / clip.name), "w", options=dict(clip.container)) as out:
        stream = out.add_stream(clip.codec, rate=25 if clip.codec == "mpeg1video" else RATE)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        stream.options = dict(clip.options)
        for picture in frames(clip):
            for packet in stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")):
                out.mux(packet)
        for packet in stream.encode():
            out.mux(packet)


def make_heic() -> None:
    importlib.import_module("pillow_heif").register_heif_opener()
    HEIC.mkdir(exist_ok=True)
    for seed in range(20):
        scene(seed).save(HEIC / f"{seed}.heic", quality=60)


def main() -> None:
    make_heic()
    CLIPS.mkdir(exist_ok=True)
    for clip in CLIPS_MADE:
        make(clip)
        print(clip.name, (CLIPS / clip.name).stat().st_size)


if __name__ == "__main__":
    main()
