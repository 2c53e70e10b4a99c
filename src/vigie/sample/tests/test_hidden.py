"""The grave reports must be findable, and nothing that can be seen may give them away."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

from vigie.sample.companies import COMPANIES
from vigie.sample.looks import INCIDENT_KINDS
from vigie.sample.places import NOWHERE, OVERSEAS
from vigie.sample.studio import Numbers
from vigie.sample.telling import Told, World
from vigie.sample.truth import of_report

REPORTS = 6000


@cache
def _all() -> tuple[Told, ...]:
    world = World(21, REPORTS, Numbers(21))
    return tuple(world.told(number) for number in range(REPORTS))


@cache
def _truths() -> tuple[dict[str, Any], ...]:
    return tuple(of_report(told, told, "") for told in _all())


def _marks(one: dict[str, Any]) -> set[str]:
    """Everything that can be seen of a report, as words."""
    seen = one["visible"]
    marks = {f"cue {cue}" for cue in seen["cues"]} | {
        f"kind {seen['kind']}",
        f"company {one['company']}",
        f"form {one['form']}",
    }
    return marks | {name for name, value in seen.items() if name not in ("kind", "cues") and value}


def test_two_or_three_reports_in_a_hundred_are_grave() -> None:
    assert 0.018 < sum(one["grave"] for one in _truths()) / REPORTS < 0.032


def test_nothing_that_can_be_seen_gives_the_grave_ones_away() -> None:
    seen, grave = Counter[str](), Counter[str]()
    for one in _truths():
        for mark in _marks(one):
            seen[mark] += 1
            grave[mark] += one["grave"]
    shares = {mark: grave[mark] / seen[mark] for mark in seen if seen[mark] >= 12}
    assert {mark: share for mark, share in shares.items() if share > 0.7} == {}


def test_no_single_mark_covers_most_of_the_grave_and_few_of_the_others() -> None:
    total = sum(one["grave"] for one in _truths())
    seen, grave = Counter[str](), Counter[str]()
    for one in _truths():
        for mark in _marks(one):
            seen[mark] += 1
            grave[mark] += one["grave"]
    assert {mark for mark in seen if grave[mark] / total > 0.5 and seen[mark] / REPORTS < 0.1} == set()


def test_the_grave_are_spread_over_countries_companies_and_languages() -> None:
    found = [one for one in _truths() if one["grave"]]
    assert len({one["company"] for one in found}) >= 8
    assert len({one["country"] for one in found}) >= 8
    assert {one["language"] for one in found} == {"en", "fr", "nl"}
    assert len({one["why"] for one in found}) == 4


def test_overseas_france_and_codes_that_say_nothing_are_seen() -> None:
    codes = {person.place.country for told in _all() for person in told.report.people if person.place}
    assert codes & OVERSEAS
    assert set(NOWHERE) <= codes


def test_companies_keep_their_habits() -> None:
    by_company = {
        company.name: [told.report for told in _all() if told.report.company == company.name] for company in COMPANIES
    }
    assert all(report.escalation for report in by_company["Example Chatroom"])
    assert not any(file.sightings for report in by_company["Example Micro"] for file in report.files)
    assert all(
        file.viewed
        for report in by_company["Example Social"]
        for file in report.files
        if file.hashes[0].kind != "md5" or file.viewed is not None
    )
    assert len({report.incident_kind for report in by_company["Example Micro"]}) == 1
    ports = [
        seen.port for report in by_company["Example Drive"] for person in report.people for seen in person.sightings
    ]
    assert ports
    assert set(ports) == {None}


def test_incident_kinds_are_of_the_schema() -> None:
    assert {told.report.incident_kind for told in _all()} <= set(INCIDENT_KINDS)


def test_alike_reports_have_different_truths() -> None:
    alike: dict[tuple[Any, ...], set[bool]] = {}
    for one in _truths():
        seen = one["visible"]
        key = (
            one["company"],
            seen["kind"],
            seen["files"],
            seen["unknown"],
            tuple(seen["cues"]),
            seen["escalated"],
            seen["address"],
        )
        alike.setdefault(key, set()).add(one["grave"])
    assert sum(len(truths) == 2 for truths in alike.values()) > 10


def test_thin_reports_are_insufficient() -> None:
    thin = [one for told, one in zip(_all(), _truths(), strict=True) if told.thin and one["class"] != "viral"]
    assert thin
    assert {one["class"] for one in thin} == {"insufficient"}
