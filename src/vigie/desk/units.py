"""The units that a report can go to, by the name they have in an officer's language. Pure: read from the pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from vigie.territory.pack import Pack, load

Labels = Mapping[str, str]


def units(country: str) -> Mapping[str, Labels]:
    """Every unit of a country's pack by key: its label in each language the pack gives."""
    return _of(load(country))


@lru_cache(maxsize=8)
def _of(pack: Pack) -> Mapping[str, Labels]:
    return dict(_units(pack.parts.get("units", {}), pack.parts.get("places", {})))


@lru_cache(maxsize=8)
def _models(pack: Pack) -> Mapping[str, Labels]:
    """The model's unit of each area, also where a unit of the area's own has taken its place."""
    part = pack.parts.get("units", {})
    return dict(_units({"territorial": part.get("territorial")}, pack.parts.get("places", {})))


def _units(part: Mapping[str, Any], places: Mapping[str, Any]) -> Iterator[tuple[str, Labels]]:
    own = {str(unit["area"]) for unit in part.get("unit", {}).values() if "area" in unit}
    model = part.get("territorial")
    if model:
        for area, place in places.get("area", {}).items():
            if area not in own:
                yield model["key"].format(area=area).lower(), _model(model["label"], area, place["label"])
    for key, unit in part.get("unit", {}).items():
        yield key, unit["label"]


def _model(labels: Labels, area: str, names: Labels) -> Labels:
    return {language: text.format(area=area, name=said(names, language)) for language, text in labels.items()}


def said(labels: Labels, language: str) -> str:
    """A label in a language, else in English, else as it is."""
    return labels.get(language) or labels.get("en") or next(iter(labels.values()), "")


def unit_label(country: str, key: str, language: str) -> str:
    """What a unit is called; its key when the pack does not know it (a unit of yesterday's pack)."""
    labels = units(country).get(key) or _models(load(country)).get(key)
    return said(labels, language) if labels else key
