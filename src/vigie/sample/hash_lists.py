"""The lists that a desk would have: what is known, what circulates, what is harmless; as CSV, and PDQ as NDJSON."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path

from vigie.sample.draws import chance, stream
from vigie.sample.materials import Kind, Material, material
from vigie.sample.studio import Numbers, Studio
from vigie.sample.telling import World

COLUMNS = ("md5", "sha1", "sha256", "pdq", "category", "series", "victim_identified", "distributed", "submissions")


def _yes(value: bool | None) -> str:
    return "" if value is None else ("true" if value else "false")


def _row(studio: Studio, one: Material, number: int = 0) -> dict[str, str]:
    copy = studio.copy(one, number)
    category = {"1": "1", "2": "2"}.get(one.act or "", "5")
    return {
        "md5": copy.md5,
        "sha1": copy.sha1,
        "sha256": copy.sha256,
        "pdq": copy.pdq or "",
        "category": category,
        "series": one.series or "",
        "victim_identified": _yes(one.victim_identified),
        "distributed": _yes(one.distributed),
        "submissions": str(one.submissions) if one.submissions else "",
    }


def _write(path: Path, rows: Iterable[dict[str, str]]) -> int:
    with path.open("w", encoding="utf-8", newline="") as lines:
        table = csv.DictWriter(lines, COLUMNS)
        table.writeheader()
        count = 0
        for row in rows:
            table.writerow(row)
            count += 1
    return count


class Lists:
    """Writes the lists. Only what was delivered is drawn as a picture: for the rest invented numbers will do."""

    def __init__(self, folder: Path, world: World, delivered: set[str]) -> None:
        self._folder, self._world, self._delivered = folder, world, delivered
        self._numbers = Numbers(world.seed)

    def _studio(self, one: Material) -> Studio:
        return self._world.studio if one.key in self._delivered else self._numbers

    def _of(self, kind: Kind, numbers: Iterable[str]) -> Iterable[Material]:
        return (material(self._world.seed, kind, number) for number in numbers)

    def _known(self) -> Iterable[dict[str, str]]:
        for one in self._of(Kind.KNOWN, map(str, range(self._world.shelf.known))):
            row = _row(self._studio(one), one)
            if chance(stream(self._world.seed, "md5 only", one.key), 0.2):  # an old entry: nothing but a digest
                row |= {"sha1": "", "sha256": "", "pdq": ""}
            yield row

    def _viral(self) -> Iterable[dict[str, str]]:
        for one in self._of(Kind.VIRAL, map(str, range(self._world.shelf.viral))):
            for number in (0, 1):
                yield _row(self._studio(one), one, number)

    def _good(self) -> Iterable[dict[str, str]]:
        for one in self._of(Kind.BENIGN, (f"stock-{number}" for number in range(self._world.shelf.stock))):
            yield _row(self._studio(one), one)

    def _fingerprints(self) -> int:
        """Those of unlisted content that a partner knows: a fingerprint and nothing else."""
        count = 0
        with (self._folder / "pdq.ndjson").open("w", encoding="utf-8") as lines:
            for one in self._of(Kind.UNLISTED, map(str, range(0, self._world.shelf.unlisted, 5))):
                pdq = self._studio(one).copy(one, 0).pdq
                if pdq:
                    lines.write(json.dumps({"id": one.key, "pdq": pdq, "category": "2"}) + "\n")
                    count += 1
        return count

    def write(self) -> dict[str, int]:
        """All four; returns how many entries each has."""
        self._folder.mkdir(parents=True, exist_ok=True)
        return {
            "known": _write(self._folder / "known.csv", self._known()),
            "viral": _write(self._folder / "viral.csv", self._viral()),
            "known-good": _write(self._folder / "known-good.csv", self._good()),
            "pdq": self._fingerprints(),
        }
