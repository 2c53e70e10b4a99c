"""Which points of the policy do several caseloads want moved the same way?

    python bench/agree.py queue1.json truth1.json queue2.json truth2.json ... [--policy packs/policy.toml]

Each caseload (the queue of `vigie queue --json` under that policy, and its truth) is fitted by itself, held near the
points that stand (`steering/fit.py`). A rule that all of them move the same way, by a point or more, is marked: only
such a move is worth a new version. What one caseload wants and another does not is that caseload's own habit. Give it
caseloads that are looked at, never those whose recall is reported.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from vigie.sample.recall import facts
from vigie.steering.feedback import Decided
from vigie.steering.fit import fit
from vigie.steering.known import Known

POLICY = Path(__file__).parents[1] / "packs" / "policy.toml"


def decided(queue: Path, truth: Path, points: Mapping[str, int]) -> list[Decided]:
    """Each report of a caseload as if officers had decided it rightly, with how strongly each rule spoke of it."""
    known = facts(truth)
    found = []
    for key, row in enumerate(json.loads(queue.read_text("utf-8"))):
        if (fact := known.get(str(row["report"]))) is None:
            continue
        said = {r["rule"]: r["points"] / points[r["rule"]] for r in row["reasons"] if points.get(r["rule"])}
        found.append(Decided(key, said, Known(fact.grave, fact.grave)))
    return found


def moves(caseload: Sequence[Decided], points: Mapping[str, int]) -> dict[str, int]:
    """By how many points this caseload would move each rule that spoke in it, as far as it can tell."""
    told = fit(caseload, points, {})
    return {one.rule: (one.low + one.high) // 2 - one.now if one.low else 0 for one in told if one.fired}


def agreed(moved: Sequence[int]) -> str:
    """`+` or `-` where all move the same way."""
    if not moved or not all(moved) or len({move > 0 for move in moved}) > 1:
        return ""
    return "+" if moved[0] > 0 else "-"


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--policy", default=POLICY, type=click.Path(exists=True, path_type=Path), help="Under which they stand.")
def main(files: tuple[Path, ...], policy: Path) -> None:
    """Fit each caseload (FILES: a queue and its truth, in turn), and print by how many points each would move."""
    if len(files) % 2:
        raise click.UsageError("files come in twos: a queue, its truth")
    points = tomllib.loads(policy.read_text("utf-8"))["points"]
    pairs = zip(files[::2], files[1::2], strict=True)
    every = [moves(decided(queue, truth, points), points) for queue, truth in pairs]
    for rule in sorted(points, key=lambda name: -points[name]):
        moved = [one[rule] for one in every if rule in one]
        cells = "".join(f"{one[rule]:+6}" if rule in one else f"{'':6}" for one in every)
        click.echo(f"{rule:22}{points[rule]:4}{cells}  {agreed(moved)}")


if __name__ == "__main__":
    main()
