"""Small numbers hidden, so that a published table names nobody: the small cells, then those that would give them away.

A hidden cell can be had back from totals unless it lies on a cycle of hidden cells (a tie between its row and its
column that is no bridge): the next smallest beside it is then hidden too, until none can. (Primary and complementary
suppression; Hundepool et al., Statistical Disclosure Control, 2012, ch. 4.) The totals below a table are cells like
others: small ones are hidden, and great ones too where they would tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from vigie.figures.table import Grid, Number, Unit, share
from vigie.report.nouns import say

SMALL = 5  # counts from 1 to 4 are small
Place = tuple[int, int]
Cells = Sequence[Sequence[Number]]


def suppressed(grid: Grid, small: int = SMALL) -> Grid:
    """The grid without its small cells and what would give them away. Shares and times are left: their tables leave
    out what rests on too few."""
    if not grid.unit.counts or small < 2 or not grid.periods or not grid.cells:
        return grid
    cells: list[Sequence[Number]] = list(grid.cells)
    if grid.additive:
        cells.append([sum(n or 0 for n in column) for column in zip(*grid.cells, strict=True)])
    hidden = {
        (row, column)
        for row, line in enumerate(cells)
        for column, n in enumerate(line)
        if n is not None and 0 < n < small
    }
    if grid.additive:
        unseen = _unseen(cells, small)
        while more := _exposed(cells, hidden, unseen):
            hidden |= more
    shown = tuple(
        tuple(None if (row, column) in hidden else n for column, n in enumerate(line))
        for row, line in enumerate(grid.cells)
    )
    last = len(grid.cells)
    return replace(
        grid,
        cells=shown,
        hidden=frozenset(place for place in hidden if place[0] < last),
        hidden_totals=frozenset(column for row, column in hidden if row == last),
    )


def telling(part: int, whole: int) -> Number:
    """A share in percent; None where the few on either side of the line could be told from it and a count beside it."""
    return None if any(0 < n < SMALL for n in (part, whole - part, whole)) else share(part, whole)


FEW = say("A share is left empty where it would tell of fewer than {n} reports.", n=SMALL)


def _unseen(cells: Cells, small: int) -> frozenset[int]:
    """The rows whose own sums nobody sees. The same figure over the whole time tells the others: there they stand in
    one column, with their small numbers hidden as here."""
    if len(cells[0]) < 2:
        return frozenset(range(len(cells)))
    sums = tuple((sum(n or 0 for n in line),) for line in cells[:-1])
    whole = suppressed(Grid(Unit.REPORTS, (0,), tuple(map(str, range(len(sums)))), sums), small)
    return frozenset({row for row, _ in whole.hidden} | ({len(sums)} if whole.hidden_totals else set()))


def _exposed(cells: Cells, hidden: set[Place], unseen: frozenset[int]) -> set[Place]:
    """What must be hidden besides, for hidden cells that the totals still tell: the smallest beside one, else the
    smallest there is; nothing when none is told, or nothing is left. The last row of `cells` holds the sums."""
    shown = [
        (row, column)
        for row, line in enumerate(cells)
        for column, n in enumerate(line)
        if n and (row, column) not in hidden
    ]
    told = sorted(_told(_ties(cells, hidden, unseen)))
    if not told or not shown:
        return set()
    beside = [place for place in shown if any(place[0] == row or place[1] == column for row, column in told)]
    return {min(beside or shown, key=lambda place: (_number(cells, place), place))}


def _number(cells: Cells, place: Place) -> float:
    return float(cells[place[0]][place[1]] or 0)


def _ties(cells: Cells, hidden: set[Place], unseen: frozenset[int]) -> dict[Place, tuple[str, str]]:
    """The hidden cells that are something, each as a tie between its row and its column. Rows whose sums are not seen
    bind nothing: they are one and the same `outside`."""
    return {
        (row, column): ("outside" if row in unseen else f"row {row}", f"column {column}")
        for row, column in hidden
        if _number(cells, (row, column))
    }


def _told(ties: Mapping[Place, tuple[str, str]]) -> set[Place]:
    """The ties on no cycle: only along a cycle can one number grow while others shrink, with all totals as they are."""
    return {place for place, (one, other) in ties.items() if not _joined(ties, place, one, other)}


def _joined(ties: Mapping[Place, tuple[str, str]], without: Place, one: str, other: str) -> bool:
    beside: dict[str, list[str]] = defaultdict(list)
    for place, (first, second) in ties.items():
        if place != without:
            beside[first].append(second)
            beside[second].append(first)
    seen, waiting = {one}, [one]
    while waiting:
        for next_ in beside[waiting.pop()]:
            if next_ not in seen:
                seen.add(next_)
                waiting.append(next_)
    return other in seen
