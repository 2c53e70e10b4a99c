"""Why a company asks for priority: found in its field or in its words, weighed by who gives it, counted once."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from vigie import plugs
from vigie.report.nouns import Report
from vigie.triage import escalation
from vigie.triage.examples import case, report
from vigie.triage.facts import structured
from vigie.triage.rule import Case, Rule
from vigie.triage.tasks.needs import lexicon

RULES = plugs.find("vigie.triage.rules", Rule)
WORDS = lexicon()


def _case(told: Report) -> Case:
    one = case(told)
    return Case(one.dossier, one.now, lexicon=WORDS)


def strength(rule: str, told: Report) -> float:
    heard = RULES[rule].weigh(_case(told))
    return heard.strength if heard else 0.0


@pytest.mark.parametrize(
    "text",
    [
        "ESP escalation: a child may be in danger",
        "Motif d'urgence : un enfant est en danger",
        "Spoed: een kind is in gevaar",
        "Hello. You there?? ESP escalation: a child may be in danger",
    ],
)
def test_a_reason_told_in_words_is_heard_like_one_in_its_field(text: str) -> None:
    assert "report:escalated" in structured(report(text=text), WORDS)
    assert strength("danger-now", report(text=text)) == pytest.approx(1.0)


@pytest.mark.parametrize(
    "text", ["No escalation was made.", "Hello. Urgent: call me back", "It is urgent that he sees her"]
)
def test_what_people_write_to_each_other_is_no_reason(text: str) -> None:
    assert escalation.reason(report(text=text)) is None


def test_the_companys_boilerplate_is_no_reason() -> None:
    text = "Escalation policy: see our site"
    assert escalation.reason(report(text=text)) is not None
    assert escalation.reason(replace(report(text=text), boilerplate=(text,))) is None


def test_a_person_who_looked_says_more_than_a_machine_and_a_fact_more_than_none() -> None:
    machine, nothing, person, fact = (
        strength("danger-now", report(escalation=given))
        for given in (
            "Automated systems rated this as high severity",
            "See attached",
            "Our moderator asks you to look at this",
            "They meet tomorrow",
        )
    )
    assert 0.0 < machine < nothing < person == fact


def test_a_sentence_that_asks_for_priority_is_not_counted_twice() -> None:
    said = "She says that she wants to kill herself"
    reason, text, both = (report(escalation=said), report(text=said), report(text=said + ", again.", escalation=said))
    assert 0.0 < strength("self-harm", reason) < strength("self-harm", text) <= strength("self-harm", both)
