"""A country's file: law, classes, units, courts, retention and words, read from `packs/<country>/*.toml`.

Each TOML file of the folder is one part. A country pack is data: this module knows its shape, never its content.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from vigie.territory import amendment
from vigie.territory.amendment import Amendment

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
    _base.cache_clear()
    _amended.cache_clear()
    _told.cache_clear()


def own(country: str) -> Path | None:
    """The folder of the desk's own tables for a country, if it has any."""
    place = _desk[0] / country.lower() if _desk else None
    return place if place and place.is_dir() else None


def _laid(parts: dict[str, Any], place: Path) -> str:
    """Lays the desk's own entries over the pack's, a table at a time. What makes this version another one."""
    digest, imported = hashlib.sha256(), [path for path in sorted(place.iterdir()) if path.name != amendment.FILE]
    for path in imported:
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
    return digest.hexdigest()[:8] if imported else ""


def load(country: str) -> Pack:
    """The pack of a country by its lower-case code, under what this desk has imported and changed. What is changed at
    the desk holds from the next call on, in every process. Raises `BadPack`."""
    country = country.lower()
    over = own(country)
    now = in_force(over, date.today()) if over else ()
    return _amended(country, msgspec.json.encode(now)) if now else _base(country)


def in_force(place: Path, on: date) -> tuple[Amendment, ...]:
    """What the desk changed and holds on a day. Raises `BadPack`."""
    mark = amendment.stamp(place)
    return tuple(one for one in _told(place, mark) if one.holds(on)) if mark else ()


@lru_cache(maxsize=8)
def _told(place: Path, stamp: tuple[int, ...]) -> tuple[Amendment, ...]:
    try:
        return amendment.read((place / amendment.FILE).read_bytes())
    except msgspec.DecodeError as error:
        raise BadPack(f"{place / amendment.FILE}: {error}") from error


@lru_cache(maxsize=8)
def _amended(country: str, now: bytes) -> Pack:
    """The pack under these changes: they are named in its version, so that an old routing stays explainable."""
    base, digest = _base(country), hashlib.sha256(now).hexdigest()[:8]
    laid = amendment.lay(dict(base.parts), msgspec.json.decode(now, type=tuple[Amendment, ...]))
    return Pack(base.country, f"{base.version}+{digest}", laid, base.own)


@cache
def _base(country: str) -> Pack:
    """The pack as its files say it, under what this desk has imported."""
    place = folder() / country
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
    laid = _laid(parts, over) if over else ""
    if laid:
        version += f"+{laid}"
    return Pack(country.upper(), version, parts, over)


def every() -> tuple[Pack, ...]:
    """All packs, by country."""
    return tuple(load(name) for name in _names())


@cache
def _names() -> tuple[str, ...]:
    return tuple(path.name for path in sorted(folder().iterdir()) if (path / "pack.toml").exists())
