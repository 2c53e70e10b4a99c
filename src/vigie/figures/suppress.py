"""Small numbers hidden, so that a published table names nobody: the small cells, then those that would give them away.

A hidden cell that stands alone in its row or column can be had back from the total: the next smallest is then hidden
too, until every row and column with a hidden cell has at least two. (Primary and complementary suppression; Hundepool
et al., Statistical Disclosure Control, 2012, ch. 4.)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from vigie.figures.table import Grid, Number, Unit

SMALL = 5  # counts from 1 to 4 are small
Place = tuple[int, int]


def suppressed(grid: Grid, small: int = SMALL) -> Grid:
    """The grid without its small cells and what would give them away. Shares and times are left: their tables leave
    out what rests on too few."""
    if grid.unit is not Unit.REPORTS or small < 2:
        return grid
    hidden = {
        (row, column)
        for row, cells in enumerate(grid.cells)
        for column, n in enumerate(cells)
        if n is not None and 0 < n < small
    }
    if grid.additive:
        while more := _lonely(grid.cells, hidden):
            hidden |= more
    cells = tuple(
        tuple(None if (row, column) in hidden else n for column, n in enumerate(line))
        for row, line in enumerate(grid.cells)
    )
    return replace(grid, cells=cells, hidden=frozenset(hidden))


def _lonely(cells: Sequence[Sequence[Number]], hidden: set[Place]) -> set[Place]:
    lines = [[(row, column) for column in range(len(line))] for row, line in enumerate(cells)]
    columns = [[(row, column) for row in range(len(cells))] for column in range(len(cells[0]) if cells else 0)]
    found: set[Place] = set()
    for line in (*lines, *columns):
        inside = [place for place in line if place in hidden | found]
        if len(inside) == 1 and (next_ := _smallest(cells, line, hidden | found)) is not None:
            found.add(next_)
    return found


def _smallest(cells: Sequence[Sequence[Number]], line: Iterable[Place], hidden: set[Place]) -> Place | None:
    """The smallest cell that is still shown; one that is nothing tells nothing, and is taken last."""
    shown = [place for place in line if place not in hidden and cells[place[0]][place[1]] is not None]
    return min(shown, key=lambda place: (not cells[place[0]][place[1]], cells[place[0]][place[1]]), default=None)
