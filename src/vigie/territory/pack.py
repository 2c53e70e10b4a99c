"""A country's file: law, classes, units, courts, retention and words, read from `packs/<country>/*.toml`.

Each TOML file of the folder is one part. A country pack is data: this module knows its shape, never its content.
"""

from __future__ import annotations

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


@cache
def load(country: str) -> Pack:
    """The pack of a country by its lower-case code. Raises `BadPack`."""
    place = folder() / country.lower()
    if not place.is_dir():
        raise BadPack(f"there is no pack for {country!r}")
    parts = {}
    for path in sorted(place.glob("*.toml")):
        try:
            parts[path.stem] = tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise BadPack(f"{path.name} of pack {country}: {error}") from error
    if "pack" not in parts:
        raise BadPack(f"pack {country} has no pack.toml")
    if "version" not in parts["pack"]:
        raise BadPack(f"pack.toml of pack {country}: `version` is missing")
    return Pack(country.upper(), str(parts["pack"]["version"]), parts)


@cache
def every() -> tuple[Pack, ...]:
    """All packs, by country."""
    return tuple(load(path.name) for path in sorted(folder().iterdir()) if (path / "pack.toml").exists())
