"""What a report itself says of those concerned makes signs of a contact say less, and is shown; a child undoes it."""

from __future__ import annotations

import pytest

from vigie.report.nouns import Role
from vigie.triage.examples import case, child, report
from vigie.triage.rule import Case
from vigie.triage.rules.meeting import RULE as MEETING
from vigie.triage.rules.self_harm import RULE as SELF_HARM

PLAN = "He wants to meet tomorrow at the station."


def _strength(one: Case) -> float:
    heard = MEETING.weigh(one)
    assert heard is not None
    return heard.strength


def test_grown_ups_among_themselves_are_heard_in_part_and_the_words_are_shown() -> None:
    plain, less = case(report(text=PLAN)), case(report(text=f"{PLAN} Both adults, says the reviewer."))
    assert _strength(less) == pytest.approx(0.4 * _strength(plain))
    heard = MEETING.weigh(less)
    assert heard is not None
    assert "grown up (Both adults)" in str(heard.why) or "grown up (both adults)" in str(heard.why)


def test_a_child_undoes_what_is_said_of_grown_ups() -> None:
    young = report(child(Role.VICTIM, 12), text=f"{PLAN} Both adults.")
    assert not case(young).of_adults
    assert _strength(case(report(text=f"{PLAN} Both adults. She is 12 years old."))) == _strength(
        case(report(text=PLAN))
    )


def test_minors_among_themselves_are_heard_in_part_unless_one_is_grown_up() -> None:
    words = f"{PLAN} They are in the same class."
    assert _strength(case(report(text=words))) == pytest.approx(0.5 * _strength(case(report(text=PLAN))))
    assert not case(report(child(Role.REPORTED, 34), text=words)).among_minors


def test_self_harm_among_minors_is_heard_in_full() -> None:
    alone, peers = (
        SELF_HARM.weigh(case(report(text=f"She will hurt herself. {more}"))) for more in ("", "Same class.")
    )
    assert alone is not None
    assert peers is not None
    assert peers.strength == alone.strength
