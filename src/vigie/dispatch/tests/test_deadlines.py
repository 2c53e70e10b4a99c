"""How long there is to ask: from the sighting's own time, the nearest first, what has expired said."""

from __future__ import annotations

from datetime import timedelta

import pytest

from vigie.dispatch.tests.cast import (
    COMCAST,
    FREE,
    FREE_MOBILE,
    FREE_V6,
    NOBODY,
    NOW,
    ORANGE,
    ORANGE_ALSO,
    ORANGE_TOO,
    OVH,
    login,
    routed,
    suspect,
    upload,
)
from vigie.report.nouns import Person, ReportedFile, Role, Routing, Sighting
from vigie.territory.tests import hosts

YEAR = timedelta(days=365)


def notes(routing: Routing) -> str:
    return "\n".join(str(note) for note in routing.notes)


def test_a_subscriber_is_kept_a_year_from_the_moment_the_address_was_seen() -> None:
    [deadline] = routed(suspect(login(ORANGE, 100))).deadlines
    assert deadline.at == NOW - timedelta(days=100) + YEAR
    assert "still knows" in str(deadline.what) and ORANGE in str(deadline.what)


def test_the_nearest_ahead_leads_and_the_expired_come_after_latest_first() -> None:
    routing = routed(suspect(login(ORANGE, 10), login(FREE, 360), login(ORANGE_TOO, 400), login(ORANGE_ALSO, 500)))
    assert [deadline.at > NOW for deadline in routing.deadlines] == [True, True, False, False]
    assert [str(deadline.what).startswith("expired") for deadline in routing.deadlines] == [False, False, True, True]
    assert routing.deadlines[0].at < routing.deadlines[1].at
    assert routing.deadlines[2].at > routing.deadlines[3].at


def test_the_time_of_the_incident_is_never_used() -> None:
    assert routed(suspect(Sighting(ORANGE, "login")), incident_at=NOW - timedelta(days=5)).deadlines == ()


def test_an_upload_stands_for_its_address_until_it_is_too_old() -> None:
    fresh = routed(suspect(upload(ORANGE, 200), login(ORANGE, 5)))
    assert [deadline.at for deadline in fresh.deadlines] == [NOW - timedelta(days=200) + YEAR]
    stale = routed(suspect(upload(ORANGE, 400), login(ORANGE, 5)))
    assert [deadline.at for deadline in stale.deadlines] == [
        NOW - timedelta(days=5) + YEAR,
        NOW - timedelta(days=400) + YEAR,
    ]


def test_a_file_s_own_address_counts_as_its_upload() -> None:
    file = ReportedFile(sightings=(Sighting(ORANGE, at=NOW - timedelta(days=1)),))
    assert len(routed(files=(file,)).deadlines) == 1


@pytest.mark.parametrize("ip", [COMCAST, NOBODY, "nonsense"])
def test_where_no_rule_is_known_nothing_is_promised(ip: str) -> None:
    assert routed(suspect(login(ip))).deadlines == ()


def test_a_victim_s_address_gives_no_deadline() -> None:
    assert routed(Person(Role.VICTIM, sightings=(login(ORANGE),))).deadlines == ()


def test_a_service_keeps_what_it_reported_for_a_year_since_2024() -> None:
    [deadline] = routed(suspect(), sent_at=NOW - timedelta(days=30), company="Example Chat").deadlines
    assert deadline.at == NOW - timedelta(days=30) + YEAR
    assert "Example Chat" in str(deadline.what)


def test_hundreds_of_addresses_give_a_bounded_list() -> None:
    sightings = tuple(login(hosts.host(hosts.ORANGE, "FR", n), n / 10) for n in range(100))
    routing = routed(suspect(*sightings))
    assert len(routing.territories) == 100
    assert len(routing.deadlines) == 40
    assert len(routing.notes) <= 20


def test_a_missing_port_on_a_shared_network_is_asked_of_the_service() -> None:
    routing = routed(suspect(login(FREE_MOBILE)), company="Example Chat")
    assert "ask Example Chat for it" in notes(routing)
    assert routing.territories[0].shared is True


def test_with_port_and_time_there_is_nothing_to_ask() -> None:
    assert "port" not in notes(routed(suspect(login(FREE_MOBILE, port=40123))))


def test_a_port_without_a_time_is_not_enough() -> None:
    routing = routed(suspect(Sighting(FREE_MOBILE, "login", port=40123)))
    assert "port is missing" in notes(routing) and "time nobody said" in notes(routing)


def test_a_network_that_shares_some_addresses_is_said_to() -> None:
    routing = routed(suspect(login(ORANGE)))
    assert "without the port the answer may be several subscribers" in notes(routing)
    assert routing.territories[0].shared is None  # not known, which is not "no"


def test_ipv6_needs_no_port() -> None:
    assert "port" not in notes(routed(suspect(login(FREE_V6))))


def test_a_possible_proxy_and_a_hosting_company_are_named() -> None:
    assert "may be a proxy" in notes(routed(suspect(login(ORANGE, proxy=True))))
    assert "hosting company" in notes(routed(suspect(login(OVH))))
