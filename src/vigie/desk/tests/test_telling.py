"""What a report says, as lines for a reader: all of it, and nothing that was not said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from vigie.desk import telling
from vigie.desk.changed import changed
from vigie.desk.tests import caseload
from vigie.desk.timeline import MOST, moments
from vigie.report.nouns import Person, ReportedFile, Role, Sighting


def named(facts: tuple[telling.Fact, ...]) -> dict[str, list[str]]:
    return {str(fact.name): [str(part.value) for part in fact.parts] for fact in facts}


def test_what_was_not_said_has_no_line() -> None:
    assert telling.person(Person(role=Role.VICTIM)) == ()


def test_an_address_says_its_port_and_time_or_that_they_are_missing() -> None:
    full = telling.sighting(Sighting("192.0.2.17", "login", caseload.NOW, 51820))
    bare = telling.sighting(Sighting("192.0.2.17"))
    assert [str(word) for word in full.beside] == ["login", str(caseload.NOW), "port 51820"]
    assert [str(word) for word in bare.beside] == ["time not said", "port not said"]


def test_three_values_stay_three() -> None:
    said = [
        named(telling.file(ReportedFile(viewed=viewed)))["Seen by a person at the service"]
        for viewed in (True, False, None)
    ]
    assert said == [["yes"], ["no"], ["not said"]]


def test_a_person_is_told_whole() -> None:
    lines = named(telling.person(caseload.suspect()))
    assert lines["Occupation"] == ["night guard in a boarding school"]
    assert lines["E-mail"] == ["one@mail.invalid", "two@mail.invalid"]
    assert lines["Phone"] == ["+33 639981234"]
    assert lines["IP address"] == ["192.0.2.17", "198.51.100.4"]
    assert lines["Closed"] == ["yes"]


def test_moments_stand_in_order_and_are_not_endless() -> None:
    seen = tuple(Sighting("192.0.2.17", "login", caseload.NOW - timedelta(hours=n)) for n in range(500))
    told = caseload.report(people=(Person(role=Role.REPORTED, sightings=seen),))
    found = moments(told, caseload.NOW)
    assert [one.at for one in found] == sorted(one.at for one in found)
    assert len(found) == MOST
    assert found[0].at == caseload.NOW - timedelta(hours=499)


def test_a_change_says_where_and_what() -> None:
    one = changed(
        "people[1].sightings", "", '[{"at":"2026-06-06T11:01:17Z","event":"login","ip":"192.0.2.1","port":19943}]'
    )
    assert [str(word) for word in one.where] == ["Person or account 2", "IP address"]
    assert one.before == ()
    assert one.after == ((datetime(2026, 6, 6, 11, 1, 17, tzinfo=UTC), "login", "192.0.2.1", "port: 19943"),)


def test_a_change_that_was_cut_short_is_shown_as_it_is() -> None:
    assert changed("newField", None, '[{"a":"b…').after == (('[{"a":"b…',),)
