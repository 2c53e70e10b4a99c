"""Benign pictures for tests: soft invented landscapes, each seed another one; and files of them in every kind."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw


def scene(seed: int, width: int = 400, height: int = 300) -> Image.Image:
    """A sky, hills and a few houses that nobody lives in."""
    rng = np.random.default_rng(seed)
    sky = rng.integers(60, 256, (5, 6, 3), dtype=np.uint8)
    picture = Image.fromarray(sky).resize((width, height), Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(picture)
    for layer in range(4):
        top = height * (3 + layer) // 8
        hills = [(x, top + int(rng.integers(-height // 7, height // 7))) for x in range(0, width + 50, 50)]
        draw.polygon([(0, height), *hills, (width, height)], fill=tuple(int(v) for v in rng.integers(0, 200, 3)))
    for _ in range(5):
        x, y = int(rng.integers(0, width)), int(rng.integers(height // 2, height))
        draw.rectangle((x, y, x + width // 9, y + height // 8), fill=tuple(int(v) for v in rng.integers(0, 256, 3)))
    draw.rectangle((0, 0, width // 8, height // 8), fill="white")
    return picture


def saved(picture: Image.Image, format_: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, format_, **options)
    return out.getvalue()


def see_through(picture: Image.Image) -> Image.Image:
    """The picture with its white corner cut out, to black that nobody sees: on white it looks as before."""
    layer = picture.convert("RGBA")
    corner = Image.new("RGBA", (picture.width // 8, picture.height // 8), (0, 0, 0, 0))
    layer.paste(corner, (0, 0))
    return layer


def deep(picture: Image.Image) -> Image.Image:
    """16-bit grey."""
    return Image.fromarray(np.asarray(picture.convert("L")).astype(np.uint16) * 257)


def oriented(picture: Image.Image, orientation: int) -> bytes:
    """A JPEG whose pixels lie as a camera so held stores them, and whose EXIF says how it was held."""
    stored: dict[int, Callable[[Image.Image], Image.Image]] = {
        1: lambda one: one,
        2: lambda one: one.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        3: lambda one: one.transpose(Image.Transpose.ROTATE_180),
        4: lambda one: one.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
        5: lambda one: one.transpose(Image.Transpose.TRANSPOSE),
        6: lambda one: one.transpose(Image.Transpose.ROTATE_90),
        7: lambda one: one.transpose(Image.Transpose.TRANSVERSE),
        8: lambda one: one.transpose(Image.Transpose.ROTATE_270),
    }
    exif = Image.Exif()
    exif[0x0112] = orientation
    return saved(stored[orientation](picture), "JPEG", quality=92, exif=exif)


KINDS: dict[str, Callable[[Image.Image], bytes]] = {
    "jpeg": lambda one: saved(one, "JPEG", quality=85),
    "jpeg-progressive": lambda one: saved(one, "JPEG", quality=85, progressive=True),
    "jpeg-grey": lambda one: saved(one.convert("L"), "JPEG", quality=90),
    "jpeg-cmyk": lambda one: saved(one.convert("CMYK"), "JPEG", quality=90),
    "png": lambda one: saved(one, "PNG"),
    "png-palette": lambda one: saved(one.convert("P", palette=Image.Palette.ADAPTIVE, colors=128), "PNG"),
    "png-palette-see-through": lambda one: saved(see_through(one).quantize(128, method=2), "PNG"),
    "png-grey": lambda one: saved(one.convert("L"), "PNG"),
    "png-grey-alpha": lambda one: saved(see_through(one).convert("LA"), "PNG"),
    "png-16-bit": lambda one: saved(deep(one), "PNG"),
    "png-alpha": lambda one: saved(see_through(one), "PNG"),
    "png-interlaced-two-tones": lambda one: saved(one.convert("1"), "PNG"),
    "gif": lambda one: saved(one.convert("P", palette=Image.Palette.ADAPTIVE), "GIF"),
    "gif-animated": lambda one: saved(one, "GIF", save_all=True, append_images=[scene(99, *one.size)], duration=90),
    "webp": lambda one: saved(one, "WEBP", quality=80),
    "webp-lossless-alpha": lambda one: saved(see_through(one), "WEBP", lossless=True),
    "webp-animated": lambda one: saved(one, "WEBP", save_all=True, append_images=[scene(99, *one.size)]),
    "avif": lambda one: saved(one, "AVIF", quality=75),
    "bmp": lambda one: saved(one, "BMP"),
    "tiff": lambda one: saved(one, "TIFF"),
    "tiff-lzw": lambda one: saved(one, "TIFF", compression="tiff_lzw"),
    "tiff-16-bit": lambda one: saved(deep(one), "TIFF"),
    "tiff-cmyk": lambda one: saved(one.convert("CMYK"), "TIFF"),
    "jpeg-2000": lambda one: saved(one, "JPEG2000", quality_mode="rates", quality_layers=[20]),
}


def vectors() -> Path | None:
    """The published reference pictures, where they lie beside the project."""
    found = (up / "shared/data/pdq" for up in Path(__file__).resolve().parents)
    return next((path for path in found if path.is_dir()), None)
