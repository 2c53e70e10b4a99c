"""`vigie match FILE…`: what the hash lists of this installation know of files."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import click

from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.matching.opinions import overruled
from vigie.matching.prints import Print
from vigie.matching.step import found, strongest, wanted
from vigie.matching.tasks import know
from vigie.project import files, home
from vigie.project.say import answer, as_json, err, out, plain
from vigie.report.nouns import Match, ReportedFile

TOGETHER = 200  # files looked up at a time


@click.command()
@click.argument("paths", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@as_json
def command(paths: tuple[Path, ...], as_json: bool) -> None:
    """Look files up in the hash lists: by equal digests, and by pictures within 31 of 256 bits, turned or mirrored.

    The files are not taken in or kept; that you asked is in the ledger. Exit code 1 when some file has an error.
    """
    home.need()
    told: list[dict[str, Any]] = []
    for one in _looked_up(files.prints(paths, exact=False, doing="matching")):
        told.append(one)
        if not as_json:
            _print(one)
    with short_write() as acts:
        known = sum(bool(one.get("matches")) for one in told)
        acts.append(Act(Tag.LIST_ASKED, "lists", home.me(), {"files": len(told), "known": known}))
    if as_json:
        answer(told)
    raise SystemExit(1 if any("error" in one for one in told) else 0)


def _looked_up(prints: Iterator[tuple[Path, Print | str]]) -> Iterator[dict[str, Any]]:
    while some := list(islice(prints, TOGETHER)):
        asked = [wanted(ReportedFile(), one) if isinstance(one, Print) else None for _, one in some]
        digests = [digest for want in asked if want for digest in want.digests]
        knowledge = know(digests, [look.pdq for want in asked if want for look in want.looks])
        for (path, one), want in zip(some, asked, strict=True):
            if want is None or not isinstance(one, Print):
                yield {"path": str(path), "error": one}
            else:
                matches = [_told(match) for match in overruled(strongest(found(0, want, knowledge)))]
                yield {**files.told(path, one.file), "matches": matches}


def _told(match: Match) -> dict[str, Any]:
    return {
        "list": match.list,
        "purpose": match.purpose.value,
        "entry": match.entry,
        "kind": match.kind,
        "distance": match.distance,
        "category": match.category,
        "series": match.series,
        "victim_identified": match.victim_identified,
        "distributed": match.distributed,
        "submissions": match.submissions,
        "variant": match.variant,
        "quality": match.quality,
        "share": plain(match.share) if match.share else None,
        "member": match.member,
        "votes_for": match.votes_for,
        "votes_against": match.votes_against,
        "overruled": match.overruled,
    }


def _print(one: dict[str, Any]) -> None:
    matches = one.get("matches", [])
    out.print(f"{one['path']}: {len(matches) or 'no'} match{'' if len(matches) == 1 else 'es'}", markup=False)
    for match in matches:
        turned = f", {match['variant']}" if match["variant"] not in (None, "original") else ""
        near = f" at {match['distance']} bits of 256{turned}" if match["kind"] == "pdq" else ""
        if share := match["share"]:
            near += f", {share['frames']} of {share['of']} frames here, "
            near += f"{share['entry_frames']} of {share['entry_of']} there"
        what = f", category {match['category']}" if match["category"] else ""
        out.print(
            f"  {match['list']} ({match['purpose']}): {match['entry']} by {match['kind']}{near}{what}", markup=False
        )
    if "error" in one:
        err.print(f"{one['path']}: {one['error']}", markup=False)
