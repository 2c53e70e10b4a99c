"""References on a caseload made elsewhere: simple orders, careful rules with linking, and an all-knowing reader.

    python -m bench.elsewhere.reader --reports 12000 --seed 1

The reader is a ridge logistic fit of the truth on all fields of each report, on its words, and on the same of its
thread (what shares an account, e-mail, telephone, device or address). Each report is judged by a fit that saw neither
it nor its thread. It has read the truth, and may never rank anything: it says how much can be told.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any
from zlib import crc32

import click
import numpy as np
from numpy.typing import NDArray

from bench.elsewhere.caseload import Caseload, caseload
from bench.elsewhere.retold import retell
from bench.elsewhere.rules import careful
from bench.elsewhere.threads import threads
from bench.elsewhere.visible import truth

SHARES = (0.01, 0.02, 0.05, 0.10)
_FOLDS, _STEPS, _TURNS, _LEAST, _RIDGE = 5, 10, 15, 15, 100.0
Floats = NDArray[np.float32]
_WORD = re.compile(r"[a-z0-9]{2,}")


def _words(text: str) -> set[str]:
    plain = unicodedata.normalize("NFD", text.lower()).encode("ascii", "ignore").decode()
    return set(_WORD.findall(plain))


def _bag(texts: Sequence[str]) -> Floats:
    said = [_words(text) for text in texts]
    counts = Counter(word for words in said for word in words)
    place = {word: at for at, word in enumerate(sorted(w for w, n in counts.items() if n >= _LEAST))}
    table = np.zeros((len(texts), len(place)), dtype=np.float32)
    for row, words in enumerate(said):
        table[row, [place[word] for word in words if word in place]] = 1
    return table


def _fields(rows: Sequence[dict[str, Any]]) -> Floats:
    """Flags, counts, kinds and hints; and each less what is usual at its company."""
    seen = [one["visible"] for one in rows]
    flat = [
        {name: float(value) for name, value in one.items() if not isinstance(value, str | list)}
        | {f"is {one['kind']}": 1.0} | {f"says {cue}": 1.0 for cue in one["cues"]} for one in seen
    ]  # fmt: skip
    names = sorted({name for one in flat for name in one})
    table = np.log1p(np.array([[one.get(name, 0.0) for name in names] for one in flat], dtype=np.float32))
    companies = np.unique([one["company"] for one in rows], return_inverse=True)[1]
    usual = np.array([table[companies == at].mean(axis=0) for at in range(companies.max() + 1)])
    return np.hstack([table, table - usual[companies], np.eye(companies.max() + 1, dtype=np.float32)[companies]])


def _threaded(own: Floats, groups: NDArray[np.int64]) -> Floats:
    """What stands in the thread altogether, capped so that a crowd is no proof."""
    sums = np.zeros((groups.max() + 1, own.shape[1]), dtype=np.float32)
    np.add.at(sums, groups, own)
    size = np.bincount(groups)[groups].astype(np.float32)
    return np.hstack([np.clip(sums[groups] - own, -3, 3), np.log(size)[:, None]])


def _solved(table: Floats, bend: Floats, ridge: Floats, slope: Floats) -> Floats:
    """The step of Newton, by conjugate gradients: the table is too wide for its square."""
    step, left = np.zeros_like(slope), slope.copy()
    way, size = left.copy(), float(left @ left)
    for _ in range(_TURNS):
        bent = table.T @ (bend * (table @ way)) + ridge * way
        far = size / max(float(way @ bent), 1e-30)
        step += far * way
        left -= far * bent
        size, before = float(left @ left), size
        if size < 1e-8:
            break
        way = left + size / before * way
    return step


def _fit(table: Floats, grave: Floats) -> Floats:
    ridge: Floats = np.full(table.shape[1], _RIDGE, dtype=np.float32)
    ridge[0] = 1e-3
    weights = np.zeros_like(ridge)
    weights[0] = np.log(grave.mean())
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ (chance - grave) + ridge * weights
        step = _solved(table, chance * (1 - chance) + 1e-4, ridge, slope)
        weights -= step * min(1.0, 5.0 / max(float(np.abs(table @ step).max()), 1e-6))
    return weights


def all_knowing(made: Caseload, rows: Sequence[dict[str, Any]], groups: NDArray[np.int64]) -> Floats:
    """A score for each report from a fit that saw nothing of its thread."""
    bag, fields = _bag([case.latest.texts() for case in made.cases]), _fields(rows)
    own = np.hstack([fields, bag])
    table = np.hstack([own, _threaded(own, groups)])
    spread = table.std(axis=0)
    table = ((table - table.mean(axis=0)) / np.where(spread > 0, spread, 1))[:, spread > 0]
    table = np.clip(table, -8, 8)
    table = np.hstack([np.ones((len(table), 1), dtype=np.float32), table])
    grave = np.array([one["grave"] for one in rows], dtype=np.float32)
    fold = np.array([crc32(str(group).encode()) % _FOLDS for group in groups])
    scores = np.zeros(len(table), dtype=np.float32)
    for held in range(_FOLDS):
        scores[fold == held] = table[fold == held] @ _fit(table[fold != held], grave[fold != held])
    return scores


def recalls(scores: NDArray[Any], grave: NDArray[np.bool_]) -> list[float]:
    """The share of the grave in the first hundredths, highest first, arrival where alike."""
    found = grave[np.argsort(-scores, kind="stable")]
    return [float(found[: int(share * len(found))].sum() / found.sum()) for share in SHARES]


def references(made: Caseload) -> dict[str, list[float]]:
    """How far each order comes."""
    rows = list(truth(made).values())
    grave = np.array([one["grave"] for one in rows], dtype=bool)
    groups = threads(made)
    flags = {name: np.array([float(one["visible"][name]) for one in rows]) for name in ("unknown", "escalated")}
    orders = {
        "first come, first served": np.zeros(len(rows)),
        "unknown content first": flags["unknown"],
        "company's escalation first": flags["escalated"],
        "careful rules, one report at a time": careful(rows, np.arange(len(rows))),
        "careful rules with linking": careful(rows, groups),
        "all-knowing reader": all_knowing(made, rows, groups),
    }
    return {name: recalls(scores, grave) for name, scores in orders.items()}


def by_hidden(made: Caseload) -> dict[str, int]:
    """How many grave reports there are of each hidden kind."""
    counts: dict[str, int] = defaultdict(int)
    for case in made.cases:
        counts[case.who.kind.name] += case.grave
    return {name: count for name, count in counts.items() if count}


@click.command()
@click.option("--reports", default=12000, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--retold", is_flag=True, help="Of the caseload that is told with sentences of another hand.")
def main(reports: int, seed: int, retold: bool) -> None:
    """Print how many of the grave reports each order has in the first 1, 2, 5 and 10 %."""
    if retold:
        retell()
    made = caseload(reports, seed)
    click.echo(f"{len(made.cases)} reports, grave: {by_hidden(made)}")
    for name, found in references(made).items():
        click.echo(f"{name:40}" + "".join(f"{share:8.1%}" for share in found))


if __name__ == "__main__":
    main()
