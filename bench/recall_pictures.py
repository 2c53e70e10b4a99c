"""Which pictures are still recognised after an edit, and as which kind of file: ours, and the field's way beside it.

    PYTHONPATH=src python bench/recall_pictures.py [--json]

Ours: the decoding worker's own way, the eight turnings of one DCT, the form of large pictures that are first brought
to 512 pixels, the form within a border, and those a little cut; below quality 50 nothing is asked. The peer:
`threatexchange`'s `PdqSignal` (Pillow's pixels as they are, no turnings, `pdqhash`) where it is installed, else the
same steps done here. A list holds the fingerprint of the original; found is what lies within 31 of 256 bits, in percent
of 60 invented landscapes, 20 of each kind of file. "Nearest of others": how many are taken for another landscape.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import io
import json
import os
import statistics
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageOps

import vigie.matching.tests.scenes as scenes
from vigie.kernels import hamming, pdq
from vigie.matching import pixels
from vigie.matching.prints import FORMS
from vigie.matching.tests.scenes import KINDS, oriented, saved, scene

PICTURES, WIDTH, HEIGHT = 60, 800, 600
OF_A_KIND, STRANGE = 20, 300
RADIUS, GOOD, MOST = 31, 50, 10**8
HEIC = Path(scenes.__file__).parent / "heic"
Edit = Callable[[Image.Image], Image.Image]


def jpeg(picture: Image.Image, quality: int = 85) -> Image.Image:
    return Image.open(io.BytesIO(saved(picture, "JPEG", quality=quality))).convert("RGB")


def resized(share: float) -> Edit:
    return lambda one: one.resize((round(one.width * share), round(one.height * share)), Image.Resampling.LANCZOS)


def cropped(share: float) -> Edit:
    """So much of the width and of the height cut off, half on each side."""

    def crop(one: Image.Image) -> Image.Image:
        x, y = round(one.width * share / 2), round(one.height * share / 2)
        return one.crop((x, y, one.width - x, one.height - y))

    return crop


def lettered(lines: int) -> Edit:
    def letter(one: Image.Image) -> Image.Image:
        out = one.copy()
        draw = ImageDraw.Draw(out)
        for line in range(lines):
            draw.text((20, 20 + 60 * line), "an invented line of text", fill="white", font_size=44, stroke_width=3,
                      stroke_fill="black")  # fmt: skip
        return out

    return letter


def on_a_screen(one: Image.Image) -> Image.Image:
    """A telephone's screen with the picture in it: bars above and below, a caption."""
    screen = Image.new("RGB", (one.width, one.height + 120), (18, 18, 20))
    screen.paste(one, (0, 60))
    ImageDraw.Draw(screen).text((30, one.height + 75), "an invented caption", fill="white", font_size=30)
    return screen


EDITS: Mapping[str, Edit] = {
    "re-encode q85": jpeg,
    "re-encode q50": lambda one: jpeg(one, 50),
    "re-encode q20": lambda one: jpeg(one, 20),
    "resize 75 %": resized(0.75),
    "resize 50 %": resized(0.5),
    "resize 25 %": resized(0.25),
    "resize 200 %": resized(2.0),
    "crop 2 %": cropped(0.02),
    "crop 5 %": cropped(0.05),
    "crop 10 %": cropped(0.1),
    "crop 20 %": cropped(0.2),
    "rotate 90": lambda one: one.transpose(Image.Transpose.ROTATE_90),
    "rotate 180": lambda one: one.transpose(Image.Transpose.ROTATE_180),
    "rotate 270": lambda one: one.transpose(Image.Transpose.ROTATE_270),
    "rotate 2 degrees": lambda one: one.rotate(2, Image.Resampling.BICUBIC),
    "mirror": ImageOps.mirror,
    "upside down": ImageOps.flip,
    "text, one line": lettered(1),
    "text, four lines": lettered(4),
    "brighter 30 %": lambda one: ImageEnhance.Brightness(one).enhance(1.3),
    "contrast 60 %": lambda one: ImageEnhance.Contrast(one).enhance(0.6),
    "no colour": lambda one: one.convert("L").convert("RGB"),
    "saturation 200 %": lambda one: ImageEnhance.Color(one).enhance(2.0),
    "border 2 %": lambda one: ImageOps.expand(one, round(one.width * 0.02), "black"),
    "border 5 %": lambda one: ImageOps.expand(one, round(one.width * 0.05), "white"),
    "bars of a film": lambda one: ImageOps.expand(one, (0, 100), "black"),
    "screenshot-like": on_a_screen,
}


def heic(seed: int) -> bytes:
    return (HEIC / f"{seed}.heic").read_bytes()


def ours(content: bytes) -> list[bytes]:
    """All that the lists are asked for."""
    seen = pixels.see(content, MOST)
    forms = [*zip(FORMS, seen.looks, strict=False), *seen.others]
    good = [(name, one) for name, one in forms if one.quality >= GOOD]
    return [value for name, one in good for value in pdq.turned(one.dct, FORMS[name]).values()]


def theirs(content: bytes) -> list[bytes]:
    """What `PdqSignal` gives for the same bytes; nothing where it raises. Pillow alone has no HEIC."""
    Image.ID.remove("HEIF")
    try:
        if importlib.util.find_spec("threatexchange"):
            hasher = importlib.import_module("threatexchange.signal_type.pdq.pdq_hasher")
            found, _ = hasher.pdq_from_bytes(content)
            return [bytes.fromhex(found)]
        values = np.asarray(Image.open(io.BytesIO(content)))
        if importlib.util.find_spec("pdqhash"):
            bits, _ = importlib.import_module("pdqhash").compute(values)
            return [np.packbits(bits).tobytes()]
        return [pdq.bits(pdq.reference(values).dct)]
    except (ValueError, TypeError, OSError, IndexError, AttributeError):
        return []
    finally:
        Image.ID.append("HEIF")


def distance(listed: bytes, asked: Sequence[bytes]) -> int:
    one = int.from_bytes(listed)
    return min(((one ^ int.from_bytes(value)).bit_count() for value in asked), default=256)


def row(group: str, name: str, listed: Sequence[bytes], contents: Sequence[bytes]) -> dict[str, object]:
    mine = [distance(one, ours(content)) for one, content in zip(listed, contents, strict=True)]
    its = [distance(one, theirs(content)) for one, content in zip(listed, contents, strict=True)]
    return {
        "by": group,
        "what": name,
        "pictures": len(mine),
        "percent": round(100 * sum(one <= RADIUS for one in mine) / len(mine), 1),
        "peer_percent": round(100 * sum(one <= RADIUS for one in its) / len(its), 1),
        "median_bits": statistics.median(mine),
        "peer_median_bits": statistics.median(its),
    }


def nearest(rows: hamming.Words, asked: Sequence[bytes]) -> int:
    """Bits from any of these to any of the rows."""
    queries = np.frombuffer(b"".join(asked), dtype=np.uint64).reshape(-1, 4)
    return int(np.bitwise_count(queries[:, None] ^ rows[None]).sum(axis=2).min(initial=256))


def mistaken(strange: Sequence[bytes], contents: Sequence[bytes]) -> dict[str, object]:
    """How many are taken for one of many other pictures: none should be."""
    rows = np.frombuffer(b"".join(strange), dtype=np.uint64).reshape(-1, 4)
    distances = [[nearest(rows, way(content)) for content in contents] for way in (ours, theirs)]
    shares = [round(100 * sum(one <= RADIUS for one in some) / len(some), 1) for some in distances]
    return {
        "by": "other",
        "what": f"nearest of {len(strange)} others",
        "pictures": len(contents),
        "percent": shares[0],
        "peer_percent": shares[1],
        "median_bits": statistics.median(distances[0]),
        "peer_median_bits": statistics.median(distances[1]),
    }


def listed(picture: Image.Image) -> bytes:
    """The fingerprint that a list holds: of the pixels at full size, by the published algorithm."""
    return pdq.bits(pdq.reference(np.asarray(picture)).dct)


def rows() -> list[dict[str, object]]:
    pictures = [scene(100 + seed, WIDTH, HEIGHT) for seed in range(PICTURES)]
    known = [listed(one) for one in pictures]
    found = [
        row("edit", name, known, [saved(edit(one), "JPEG", quality=90) for one in pictures])
        for name, edit in EDITS.items()
    ]
    whole = [saved(one, "JPEG", quality=90) for one in pictures]
    for share in (0.05, 0.1, 0.2):
        cut = [listed(cropped(share)(one)) for one in pictures]
        found.append(row("edit", f"the listed one: crop {share:.0%}", cut, whole))
    strange = [listed(scene(5000 + seed, WIDTH, HEIGHT)) for seed in range(STRANGE)]
    found.append(mistaken(strange, whole))
    small = [scene(seed) for seed in range(OF_A_KIND)]
    known = [listed(one) for one in small]
    found += [row("kind", name, known, [write(one) for one in small]) for name, write in KINDS.items()]
    for turn in range(2, 9):
        found.append(row("kind", f"exif-orientation-{turn}", known, [oriented(one, turn) for one in small]))
    found.append(row("kind", "heic", known, [heic(seed) for seed in range(OF_A_KIND)]))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = rows()
    if asked.json:
        print(json.dumps(found))
        return
    print(f"{'':34}{'ours %':>8}{'peer %':>8}{'bits':>7}{'peer bits':>11}")
    for one in found:
        numbers = (
            f"{one['percent']!s:>8}{one['peer_percent']!s:>8}{one['median_bits']!s:>7}{one['peer_median_bits']!s:>11}"
        )
        print(f"{one['by']!s:6}{one['what']!s:28}{numbers}")


if __name__ == "__main__":
    main()
