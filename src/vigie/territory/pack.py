"""A country's file: law, classes, units, courts, retention and words, read from `packs/<country>/*.toml`.

Each TOML file of the folder is one part. A country pack is data: this module knows its shape, never its content.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

HERE = Path(__file__).resolve()
PLACES = (HERE.parents[1] / "packs", HERE.parents[3] / "packs")  # in a wheel; in a checkout


Part = TypeVar("Part")


class BadPack(Exception):
    """A pack that is missing or says something impossible. Permanent: somebody must mend the file."""

    permanent = True


@dataclass(frozen=True, slots=True, eq=False)  # one object per country, so that it can be a key
class Pack:
    """One country. `parts` are the TOML files by stem, as read."""

    country: str
    version: str
    parts: Mapping[str, Mapping[str, Any]]
    own: Path | None = None  # the desk's own tables for this country, which stand before the pack's

    def __str__(self) -> str:
        return f"{self.country} {self.version}"

    def part(self, name: str, shape: type[Part]) -> Part:
        """One TOML file of the pack as typed records. Raises `BadPack`, naming the file and the key."""
        if name not in self.parts:
            raise BadPack(f"pack {self.country} has no {name}.toml")
        try:
            return msgspec.convert(self.parts[name], shape, strict=True)
        except msgspec.ValidationError as error:
            raise BadPack(f"{name}.toml of pack {self.country}: {error}") from error


def folder() -> Path:
    """Where the packs are."""
    for place in PLACES:
        if place.is_dir():
            return place
    raise BadPack("no packs folder was found beside the program")


_desk: list[Path] = []


def lay_over(place: Path) -> None:
    """Says where a desk's own tables lie (`<place>/<country>/`): what it imported stands before what the pack says."""
    _desk[:] = [place]
    load.cache_clear()
    every.cache_clear()


def own(country: str) -> Path | None:
    """The folder of the desk's own tables for a country, if it has any."""
    place = _desk[0] / country.lower() if _desk else None
    return place if place and place.is_dir() else None


def _laid(parts: dict[str, Any], place: Path) -> str:
    """Lays the desk's own entries over the pack's, a table at a time. What makes this version another one."""
    digest = hashlib.sha256()
    for path in sorted(place.iterdir()):
        content = path.read_bytes()
        digest.update(content)
        if path.suffix == ".toml":
            try:
                told = tomllib.loads(content.decode("utf-8"))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                raise BadPack(f"{path}: {error}") from error
            part = dict(parts.get(path.stem, {}))
            for key, value in told.items():
                part[key] = {**part.get(key, {}), **value} if isinstance(value, dict) else value
            parts[path.stem] = part
    return digest.hexdigest()[:8]


@cache
def load(country: str) -> Pack:
    """The pack of a country by its lower-case code, under what this desk has imported. Raises `BadPack`."""
    place = folder() / country.lower()
    if not place.is_dir():
        raise BadPack(f"there is no pack for {country!r}")
    parts: dict[str, Any] = {}
    for path in sorted(place.glob("*.toml")):
        try:
            parts[path.stem] = tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise BadPack(f"{path.name} of pack {country}: {error}") from error
    if "pack" not in parts:
        raise BadPack(f"pack {country} has no pack.toml")
    if "version" not in parts["pack"]:
        raise BadPack(f"pack.toml of pack {country}: `version` is missing")
    version, over = str(parts["pack"]["version"]), own(country)
    if over:
        version += f"+{_laid(parts, over)}"
    return Pack(country.upper(), version, parts, over)


@cache
def every() -> tuple[Pack, ...]:
    """All packs, by country."""
    return tuple(load(path.name) for path in sorted(folder().iterdir()) if (path / "pack.toml").exists())
