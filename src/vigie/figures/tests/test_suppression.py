"""What is hidden cannot be had back from what is shown."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vigie.figures.suppress import SMALL, suppressed, telling
from vigie.figures.table import Grid, Unit

counts = st.integers(min_value=0, max_value=40)
grids = st.integers(min_value=1, max_value=5).flatmap(
    lambda width: st.lists(st.lists(counts, min_size=width, max_size=width).map(tuple), min_size=1, max_size=6)
)


def made(rows: list[tuple[int, ...]], *, additive: bool = True) -> Grid:
    periods = tuple(range(len(rows[0])))
    return Grid(Unit.REPORTS, periods, tuple(map(str, range(len(rows)))), tuple(rows), additive=additive)


@given(grids)
def test_no_small_number_is_shown(rows: list[tuple[int, ...]]) -> None:
    for line in suppressed(made(rows)).cells:
        assert not [n for n in line if n is not None and 0 < n < SMALL]


Rows = list[tuple[int, ...]]
Places = list[tuple[int, int]]


def recovered(rows: Rows) -> Places:
    """The attack: who sees what is shown of a table, of the sums below it, and of the same figure over the whole time,
    works out a small cell. Each such place for which no other table shows the same."""
    grid, whole = suppressed(made(rows)), suppressed(made([(sum(line),) for line in rows]))
    hidden = [(r, c) for r, line in enumerate(grid.cells) for c, n in enumerate(line) if n is None]
    small = [place for place in hidden if 0 < rows[place[0]][place[1]] < SMALL]
    unseen = {f"row {r}" for r, _ in whole.hidden} | {f"column {c}" for c in grid.hidden_totals}
    if whole.hidden_totals:
        unseen.add("rest")
    return [place for place in small if not another(rows, hidden, unseen, place)]


def another(rows: Rows, hidden: Places, unseen: set[str], place: tuple[int, int]) -> bool:
    """Whether another number may stand in a place, by trying: all sums that can be seen stay as they are. The `rest` is
    the sum of the columns whose own are not seen: what the sum of all leaves."""

    def sums(cell: tuple[int, int]) -> list[str]:
        column = f"column {cell[1]}"
        named = (f"row {cell[0]}", "rest" if column in unseen else column)
        return [one for one in named if one not in unseen]

    left: dict[str, int] = {}
    for cell in hidden:
        for one in sums(cell):
            left[one] = left.get(one, 0) + rows[cell[0]][cell[1]]
    order = [place, *(one for one in hidden if one != place)]

    def tried(at: int) -> bool:
        if at == len(order):
            return not any(left.values())
        truth, bound = rows[order[at][0]][order[at][1]], sums(order[at])
        later = {one for cell in order[at + 1 :] for one in sums(cell)}
        for n in sorted(range(min([left[one] for one in bound], default=truth + 2) + 1), key=lambda n: abs(n - truth)):
            if (at == 0 and n == truth) or any(left[one] != n for one in bound if one not in later):
                continue
            for one in bound:
                left[one] -= n
            found = tried(at + 1)
            for one in bound:
                left[one] += n
            if found:
                return True
        return False

    return tried(0)


@settings(max_examples=400)
@example([(0, 0, 1), (0, 1, 1), (1, 1, 5)])  # nothing is left beside the one that is told: something else must go
@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3).map(tuple), min_size=2, max_size=4))
def test_no_small_number_can_be_worked_out_from_what_is_shown_and_the_totals(rows: Rows) -> None:
    assert recovered(rows) == []


def test_company_in_its_row_and_column_would_not_protect_a_cell_between_two_loops() -> None:
    far = 90
    rows: Rows = [(1, 2, far, far), (2, 1, 3, far), (far, far, 1, 2), (far, far, 2, 1)]
    small = [(r, c) for r, line in enumerate(rows) for c, n in enumerate(line) if n < SMALL]
    assert not another(rows, small, set(), (1, 2))  # hiding the small ones alone tells it
    assert recovered(rows) == []


@given(grids)
def test_what_is_shown_is_true(rows: list[tuple[int, ...]]) -> None:
    for line, was in zip(suppressed(made(rows)).cells, rows, strict=True):
        assert all(n is None or n == before for n, before in zip(line, was, strict=True))


def test_numbers_that_do_not_add_up_are_hidden_one_by_one() -> None:
    assert suppressed(made([(3, 100), (50, 60)], additive=False)).cells == ((None, 100), (50, 60))


FEW = [(0, 0), (1, 1), (3, 600), (597, 600), (0, 3)]


@pytest.mark.parametrize(("part", "whole", "told"), [*((*few, None) for few in FEW), (0, 600, 0.0), (5, 10, 50.0)])
def test_a_share_tells_of_no_few(part: int, whole: int, told: float | None) -> None:
    assert telling(part, whole) == told
