"""What every kind must do; a new file in `selectors/` is tested here without an edit."""

from __future__ import annotations

import pytest

from vigie import plugs
from vigie.linking.selector import Found, SelectorKind

KINDS = plugs.find("vigie.linking.selectors", SelectorKind)


def _values(name: str, found: Found) -> set[str]:
    return {value for selector in KINDS[name].of(found) for value in (selector.value, *selector.also)}


@pytest.mark.parametrize("name", KINDS)
def test_the_same_thing_written_differently_is_one_value(name: str) -> None:
    first, second = KINDS[name].same
    assert _values(name, first) & _values(name, second)


@pytest.mark.parametrize("name", KINDS)
def test_different_things_and_fillers_share_no_value(name: str) -> None:
    first, second = KINDS[name].other
    assert not _values(name, first) & _values(name, second)


@pytest.mark.parametrize("name", KINDS)
def test_a_selector_bears_the_name_of_its_kind(name: str) -> None:
    kind = KINDS[name]
    found = [selector for example in (*kind.same, *kind.other) for selector in kind.of(example)]
    assert {selector.kind for selector in found} == {name}


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_that_ties_says_when_a_value_is_a_crowd(name: str) -> None:
    assert (KINDS[name].crowd > 0) is KINDS[name].ties
