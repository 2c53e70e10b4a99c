"""What is a fact of the report, never a guess, makes a sign say less: grown-up people, minors of one age, a machine."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from vigie import plugs
from vigie.report.nouns import Detail
from vigie.triage import escalation
from vigie.triage.examples import PICTURE, SUSPECT, case, child, report
from vigie.triage.habit import Habit
from vigie.triage.rule import Rule

RULES = plugs.find("vigie.triage.rules", Rule)


def test_a_reason_that_a_company_gives_again_and_again_counts_as_a_machines() -> None:
    told = report(escalation="Synthetic: score 91 above the threshold")
    once, often = Habit(400, 1), Habit(400, 12)
    rates = {"report:escalated": Habit(400, 16), escalation.saying(told): once}
    rule = RULES["danger-now"]
    said = rule.weigh(case(told, habits=rates))
    again = rule.weigh(case(told, habits={**rates, escalation.saying(told): often}))
    assert said and again and 0.0 < again.strength < said.strength


def test_digits_do_not_make_another_reason() -> None:
    assert escalation.saying(report(escalation="Score 91")) == escalation.saying(report(escalation="score  7"))
    assert escalation.saying(report()) == ""


GROWN, YOUNG = child(years=34), child(years=12)


@pytest.mark.parametrize("text", ["He threatens her.", "They meet tomorrow.", "It is our secret."])
def test_what_is_said_among_grown_up_people_says_less_and_one_child_brings_it_back(text: str) -> None:
    told = (case(report(*people, text=text)) for people in ((), (GROWN,), (GROWN, YOUNG)))
    plain, grown, both = (
        {name: heard.strength for name, rule in RULES.items() if (heard := rule.weigh(one))} for one in told
    )
    rule = next(name for name in ("sextortion", "meeting", "secrecy") if name in plain)
    assert grown[rule] < plain[rule] <= both[rule]


def test_two_minors_of_one_age_are_told_apart_from_an_older_suspect() -> None:
    kind = "Online Enticement of Children for Sexual Acts"
    alike, older = (
        RULES["enticement"].weigh(case(report(replace(SUSPECT, age=years), YOUNG, incident=kind))) for years in (13, 40)
    )
    assert alike and older and alike.strength < older.strength


@pytest.mark.parametrize("name", ["Model", "Camera Model", "Image Model", "EXIF:Model"])
def test_a_camera_is_heard_wherever_a_service_writes_it(name: str) -> None:
    picture = replace(PICTURE, details=(Detail("ESP", name, "Synthetic 1"),))
    assert RULES["made-here"].weigh(case(report(files=(picture,))))
