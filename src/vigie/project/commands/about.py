"""`vigie about`: what this is made of: version, country packs, open data and libraries, with licences and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib import metadata
from typing import Any

import click
from rich.table import Table

from vigie import __version__
from vigie.project.say import answer, as_json, out
from vigie.territory import atlas, pack
from vigie.territory.shapes import Identity

NAME = re.compile(r"[A-Za-z0-9._-]+")
LICENCE = "EUPL-1.2"


@dataclass(frozen=True, slots=True)
class Library:
    """A library Vigie runs on, and its licence as its own package states it."""

    name: str
    version: str
    licence: str


@click.command()
@as_json
def command(as_json: bool) -> None:
    """Say what this is made of: version, country packs, open data with licences and dates, libraries."""
    told: dict[str, Any] = {
        "version": __version__,
        "licence": LICENCE,
        "packs": list(packs()),
        "data": list(open_data()),
        "libraries": [asdict(library) for library in libraries()],
    }
    if as_json:
        answer(told)
    else:
        _print(told)


def packs() -> Iterator[dict[str, Any]]:
    """Every country pack: its version, territories, and the parts it holds."""
    for one in pack.every():
        identity = one.part("pack", Identity)
        yield {
            "country": one.country,
            "version": one.version,
            "name": dict(identity.name),
            "territories": list(identity.territories),
            "languages": list(identity.languages),
            "parts": sorted(one.parts),
        }


def open_data() -> Iterator[dict[str, str]]:
    """Every data set that ships: addresses, then each pack's places."""
    for source in atlas.sources():
        yield {
            "title": source.title,
            "about": source.about,
            "date": source.date.isoformat(),
            "licence": source.licence,
            "attribution": source.attribution,
            "link": source.link,
        }
    for one in pack.every():
        for origin in one.part("pack", Identity).sources:
            yield {
                "title": origin.title,
                "about": origin.note,
                "date": origin.on.isoformat(),
                "licence": origin.licence,
                "attribution": origin.attribution,
                "link": origin.link,
            }


def libraries() -> Iterator[Library]:
    """The libraries this installation runs on, those it names itself, by name."""
    try:
        wanted = metadata.requires("vigie") or []
    except metadata.PackageNotFoundError:  # run from its sources, without having been installed
        return
    names = {match[0] for line in wanted if "extra ==" not in line and (match := NAME.match(line))}
    for name in sorted(names, key=str.lower):
        try:
            found = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue
        stated = licence_of(found)
        yield Library(name, found["Version"], _written_out(name) if stated == "?" else stated)


def _written_out(name: str) -> str:
    """The title of the licence that a package brings along, where its description names none."""
    files = [file for file in metadata.files(name) or [] if file.name.upper().startswith(("LICENSE", "LICENCE"))]
    lines = (file.read_text(encoding="utf-8").strip().partition("\n")[0].strip() for file in files)
    return next((line for line in lines if line), "?")


def licence_of(found: metadata.PackageMetadata) -> str:
    """An SPDX expression if the package gives one, else its own short text, else its classifiers."""
    stated = next((found[name] for name in ("License-Expression", "License") if name in found), "")
    if stated and "\n" not in stated and len(stated) < 60:
        return stated
    classified = [
        line.rpartition(" :: ")[2] for line in found.get_all("Classifier") or [] if line.startswith("License ::")
    ]
    return ", ".join(classified) or "?"


def _print(told: dict[str, Any]) -> None:
    out.print(f"Vigie {told['version']} ({told['licence']})")
    _table("packs", ("country", "version", "parts"), told["packs"])
    # In full, never cut to the terminal's width: the licences ask that the attributions be shown.
    out.print("\ndata", style="italic")
    for source in told["data"]:
        out.print(f"{source['title']}, {source['date']}, {source['licence']}: {source['about']}")
        out.print(f"  {source['attribution']} {source['link']}", style="dim")
    _table("libraries", ("name", "version", "licence"), told["libraries"])


def _table(title: str, columns: tuple[str, ...], rows: list[dict[str, Any]]) -> None:
    table = Table(*columns, title=title, title_justify="left", box=None, pad_edge=False)
    for row in rows:
        values = (row[column] for column in columns)
        table.add_row(*(" ".join(value) if isinstance(value, list) else str(value) for value in values))
    out.print()
    out.print(table)
