"""Each ground proposes on its own example and is silent on the other: a test that comes by itself with each file."""

from __future__ import annotations

import pytest

from vigie.dispatch.route import SUBSCRIBER, Route
from vigie.plugs import find
from vigie.territory.codes import known

ROUTES = find("vigie.dispatch.routes", Route)


@pytest.mark.parametrize("name", ROUTES)
def test_it_proposes_on_its_example_and_says_why(name: str) -> None:
    question = ROUTES[name].example()
    proposal = ROUTES[name].propose(question)
    assert proposal is not None
    assert str(proposal.why) and ROUTES[name].about
    assert 0 <= proposal.weight <= SUBSCRIBER
    assert proposal.country and known(proposal.country) == proposal.country
    if proposal.place:
        assert proposal.place in question.lands[proposal.country].places.area


@pytest.mark.parametrize("name", ROUTES)
def test_it_is_silent_where_it_has_nothing_to_go_by(name: str) -> None:
    assert ROUTES[name].propose(ROUTES[name].silent()) is None
