"""What happens to a picture as it goes round: cropped, made smaller, mirrored, framed, written in another format."""

from __future__ import annotations

import io
from collections.abc import Callable
from random import Random

import numpy as np
from PIL import Image, ImageEnhance, ImageOps

from vigie.sample.draws import Weighted

Picture = Image.Image


def _smaller(rng: Random, image: Picture) -> Picture:
    share = rng.uniform(0.45, 0.9)
    return image.resize((max(64, int(image.width * share)), max(64, int(image.height * share))))


def _cropped(rng: Random, image: Picture) -> Picture:
    most = rng.choice((0.015, 0.06))  # a little, which fingerprints bear, or more, which they do not
    left, top, right, bottom = (rng.uniform(0, most) for _ in range(4))
    across, down = image.size
    return image.crop((int(left * across), int(top * down), int(across * (1 - right)), int(down * (1 - bottom))))


def _mirrored(_: Random, image: Picture) -> Picture:
    return ImageOps.mirror(image)


def _turned(rng: Random, image: Picture) -> Picture:
    return image.transpose(
        rng.choice((Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270))
    )


def _toned(rng: Random, image: Picture) -> Picture:
    image = ImageEnhance.Brightness(image).enhance(rng.uniform(0.85, 1.15))
    return ImageEnhance.Contrast(image).enhance(rng.uniform(0.85, 1.15))


def _grey(_: Random, image: Picture) -> Picture:
    return image.convert("L").convert("RGB")


def _framed(rng: Random, image: Picture) -> Picture:
    return ImageOps.expand(image, border=max(4, image.width // 60), fill=(rng.randrange(256),) * 3)


def _unchanged(_: Random, image: Picture) -> Picture:
    return image


RETOUCHES: dict[str, Callable[[Random, Picture], Picture]] = {
    "re-encoded": _unchanged,
    "smaller": _smaller,
    "cropped": _cropped,
    "mirrored": _mirrored,
    "turned": _turned,
    "toned": _toned,
    "grey": _grey,
    "framed": _framed,
}


def _saved(image: Picture, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _jpeg(rng: Random, image: Picture) -> bytes:
    return _saved(image, "JPEG", quality=rng.randrange(55, 92))


def _oriented_jpeg(rng: Random, image: Picture) -> bytes:
    """Stored lying on its side, with the EXIF tag that says so: it looks the same."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return _saved(image.transpose(Image.Transpose.ROTATE_90), "JPEG", quality=rng.randrange(60, 90), exif=exif)


def _cmyk_jpeg(rng: Random, image: Picture) -> bytes:
    return _saved(image.convert("CMYK"), "JPEG", quality=rng.randrange(50, 80))


def _grey_jpeg(rng: Random, image: Picture) -> bytes:
    return _saved(image.convert("L"), "JPEG", quality=rng.randrange(60, 90))


def _at_most(image: Picture, side: int) -> Picture:
    image = image.copy()
    image.thumbnail((side, side))
    return image


def _palette_png(_: Random, image: Picture) -> bytes:
    return _saved(
        _at_most(image, 480).quantize(48, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE), "PNG", compress_level=3
    )


def _clear_png(rng: Random, image: Picture) -> bytes:
    """With an alpha channel, opaque but for a corner."""
    small = _at_most(image, 300).convert("RGBA")
    small.paste((0, 0, 0, 0), (0, 0, rng.randrange(4, 12), rng.randrange(4, 12)))
    return _saved(small, "PNG", compress_level=3)


def _deep_png(_: Random, image: Picture) -> bytes:
    """Sixteen bits of grey."""
    grey = np.asarray(_at_most(image, 260).convert("L"), dtype=np.uint16)
    return _saved(Image.fromarray(grey * 257), "PNG", compress_level=3)


def _gif(_: Random, image: Picture) -> bytes:
    return _saved(_at_most(image, 480).quantize(64, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE), "GIF")


def _webp(rng: Random, image: Picture) -> bytes:
    return _saved(_at_most(image, 640), "WEBP", quality=rng.randrange(55, 85), method=0)


WRITERS: dict[str, tuple[str, Callable[[Random, Picture], bytes]]] = {
    "jpeg": ("jpg", _jpeg),
    "jpeg, lying on its side": ("jpg", _oriented_jpeg),
    "jpeg, four inks": ("jpg", _cmyk_jpeg),
    "jpeg, grey": ("jpg", _grey_jpeg),
    "png, palette": ("png", _palette_png),
    "png, alpha": ("png", _clear_png),
    "png, 16 bits": ("png", _deep_png),
    "gif": ("gif", _gif),
    "webp": ("webp", _webp),
}
FORMATS = Weighted(
    {
        "jpeg": 74,
        "jpeg, lying on its side": 5,
        "jpeg, four inks": 2,
        "jpeg, grey": 2,
        "png, palette": 5,
        "png, alpha": 2,
        "png, 16 bits": 1,
        "gif": 3,
        "webp": 6,
    }
)
CHANGES = Weighted(
    {
        "re-encoded": 34,
        "smaller": 22,
        "cropped": 14,
        "toned": 9,
        "mirrored": 7,
        "turned": 5,
        "grey": 5,
        "framed": 4,
    }
)
