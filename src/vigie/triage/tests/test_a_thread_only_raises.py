"""Over the reports of one person: one sign more in any of them lowers none of them, whatever the others say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from vigie.report.nouns import Dossier, Links, Matches, ThreadFacts
from vigie.triage.examples import NOW, WORDS, report
from vigie.triage.policy import Policy, Together
from vigie.triage.score import Standard
from vigie.triage.step import Needs, judge
from vigie.triage.tests.test_more_danger_never_lowers import KINDS, RULES, SENTENCES, STANDARD, Change, dangers

NAMES = sorted(set(RULES) - {"same-person"})


@st.composite
def threads(draw: st.DrawFn) -> list[Dossier]:
    """Two to five reports of one person."""
    number = draw(st.integers(2, 5))
    facts = ThreadFacts(thread="t", reports=number, earlier_reports=number - 1, companies=draw(st.integers(1, 3)))
    found = []
    for key in range(1, number + 1):
        text = " ".join(draw(st.lists(st.sampled_from(SENTENCES), max_size=4)))
        told = report(text=text or None, incident=draw(st.sampled_from(KINDS)))
        matches = Matches(lists=("national@1",))
        found.append(Dossier(key, key, told, NOW, matches=matches, links=Links(facts=facts)))
    return found


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Any points, and any rules that stand together with any share."""
    points = {name: draw(st.integers(0, 40)) for name in draw(st.lists(st.sampled_from(NAMES), max_size=12))}
    mixed = draw(st.permutations(NAMES))
    at = draw(st.integers(2, 12))
    shares = [draw(st.sampled_from([0.0, 0.25, 0.5, 0.8, 1.0])) for _ in range(2)]
    groups = (Together(frozenset(mixed[:at]), shares[0]), Together(frozenset(mixed[at : at + 6]), shares[1]))
    return Policy("any", 1, {"same-person": 40, **points}, groups)


def totals(thread: list[Dossier], standard: Standard) -> list[int]:
    needs = Needs(standard, NOW, WORDS, home=frozenset({"FR"}), keeps=365)
    return [verdict.total for verdict in judge(thread, needs)]


def grows(thread: list[Dossier], changes: list[Change], standard: Standard) -> None:
    before = totals(thread, standard)
    for place, change in enumerate(changes):
        at = place % len(thread)
        facts = thread[at].links
        thread = [*thread[:at], replace(change(thread[at]), links=facts), *thread[at + 1 :]]
        after = totals(thread, standard)
        assert all(new >= old for old, new in zip(before, after, strict=True))
        before = after


@given(threads(), st.lists(dangers, min_size=1, max_size=5))
def test_one_sign_more_lowers_no_report_of_the_thread(thread: list[Dossier], changes: list[Change]) -> None:
    grows(thread, changes, STANDARD)


@given(threads(), st.lists(dangers, min_size=1, max_size=4), policies())
def test_nor_does_it_under_any_policy(thread: list[Dossier], changes: list[Change], policy: Policy) -> None:
    grows(thread, changes, Standard(RULES, policy))


@given(threads())
@pytest.mark.parametrize("order", [1, -1])
def test_the_order_in_which_reports_came_does_not_matter(order: int, thread: list[Dossier]) -> None:
    assert totals(thread[::order], STANDARD)[::order] == totals(thread, STANDARD)
