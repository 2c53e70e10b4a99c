"""What is hidden cannot be had back from what is shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vigie.figures.suppress import SMALL, suppressed
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


@given(grids)
def test_a_hidden_cell_is_never_alone_with_others_in_its_row_or_column(rows: list[tuple[int, ...]]) -> None:
    grid = suppressed(made(rows))
    lines = [list(line) for line in grid.cells] + [list(column) for column in zip(*grid.cells, strict=True)]
    for line in lines:
        if len(line) > 1:
            assert line.count(None) != 1


@given(grids)
def test_what_is_shown_is_true(rows: list[tuple[int, ...]]) -> None:
    for line, was in zip(suppressed(made(rows)).cells, rows, strict=True):
        assert all(n is None or n == before for n, before in zip(line, was, strict=True))


def test_numbers_that_do_not_add_up_are_hidden_one_by_one() -> None:
    assert suppressed(made([(3, 100), (50, 60)], additive=False)).cells == ((None, 100), (50, 60))
