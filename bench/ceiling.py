"""What a sum of signs could find in a caseload if it heard everything, found every tie and knew the best points.

    python bench/ceiling.py TRUTH OTHER_TRUTH ... [--json]

Points are fitted (logistic, held near nothing) on other seeds of the same caseload, on all that its reports show:
marks, hints of texts, kind, content, whether the company asks for haste. Twice: points that may take away, and points
that may only add, as the house's. A person's other reports add what they say beyond the usual, each next one less.
What an all-knowing reader finds beyond that lies in which signs come together, and in how a caseload was drawn.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from vigie.sample.recall import Fact, facts

Floats = NDArray[np.float64]
SHARES = (0.01, 0.02, 0.05)
HELD = 1.0  # how strongly points are drawn to nothing, in squares
ROUNDS = 25
OTHERS, NEXT = 0.75, 0.6  # of what a person's other report says beyond the usual; of each next one


def shown(one: Fact) -> set[str]:
    """All that a report shows, by name."""
    names = {f"{name}={value}" for name, value in one.visible.items() if isinstance(value, str | bool)}
    cues = one.visible.get("cues")
    return names | {str(cue) for cue in cues} if isinstance(cues, list | tuple) else names


def table(told: Sequence[Fact], names: Mapping[str, int]) -> Floats:
    """Reports by what they show, with a last column of ones."""
    found = np.zeros((len(told), len(names) + 1))
    found[:, -1] = 1.0
    for row, one in enumerate(told):
        found[row, [names[name] for name in shown(one) if name in names]] = 1.0
    return found


def fitted(signs: Floats, grave: Floats) -> Floats:
    """The points, by Newton's method."""
    points = np.zeros(signs.shape[1])
    held = HELD * np.eye(len(points))
    held[-1, -1] = 0.0
    for _ in range(ROUNDS):
        odds = 1 / (1 + np.exp(-np.clip(signs @ points, -30, 30)))
        slope = signs.T @ (grave - odds) - held @ points
        points = points + np.linalg.solve((signs * (odds * (1 - odds))[:, None]).T @ signs + held, slope)
    return points


def tied(told: Sequence[Fact], scores: Floats) -> Floats:
    """With what the same person's other reports say beyond the usual."""
    beyond = np.maximum(scores - np.median(scores), 0)
    of_person: dict[str, list[int]] = defaultdict(list)
    for row, one in enumerate(told):
        of_person[one.suspect].append(row)
    found = scores.copy()
    for rows in of_person.values():
        for row in rows:
            others = sorted((float(beyond[other]) for other in rows if other != row), reverse=True)
            found[row] += sum(OTHERS * NEXT**place * value for place, value in enumerate(others))
    return found


def recall(told: Sequence[Fact], scores: Floats) -> list[float]:
    """The part of the grave in the first shares of an order, in percent."""
    order = sorted(range(len(told)), key=lambda row: (-scores[row], row))
    grave = sum(one.grave for one in told)
    return [round(100 * sum(told[row].grave for row in order[: int(len(told) * of)]) / grave, 1) for of in SHARES]


def ceilings(told: Sequence[Fact], others: Sequence[Fact]) -> dict[str, list[float]]:
    """Recall of each kind of sum, in percent of the grave."""
    names = {name: at for at, name in enumerate(sorted({name for one in others for name in shown(one)}))}
    points = fitted(table(others, names), np.array([float(one.grave) for one in others]))
    signs, found = table(told, names), {}
    for kind, some in (("adds and takes away", points), ("only adds", np.maximum(points, 0))):
        scores = signs[:, :-1] @ some[:-1]
        found[f"{kind}, one report at a time"] = recall(told, scores)
        found[f"{kind}, every tie found"] = recall(told, tied(told, scores))
    return found


@click.command()
@click.argument("truth", type=click.Path(exists=True, path_type=Path))
@click.argument("others", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def main(truth: Path, others: tuple[Path, ...], as_json: bool) -> None:
    """Fit on OTHERS (truth.json of other seeds), and order TRUTH."""
    found = ceilings(list(facts(truth).values()), [one for path in others for one in facts(path).values()])
    if as_json:
        click.echo(json.dumps(found))
        return
    click.echo(f"{'recall of the grave, %':44}" + "".join(f"{of:>8.0%}" for of in SHARES))
    for kind, shares in found.items():
        click.echo(f"{kind:44}" + "".join(f"{one:8.1f}" for one in shares))


if __name__ == "__main__":
    main()
