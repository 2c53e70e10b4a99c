"""A rare name ties wherever it is used; an address of IPv6 ties within a week, a device by its number."""

from __future__ import annotations

from datetime import timedelta

import pytest

from vigie.linking.selectors.handle import distinctive
from vigie.linking.tests.cast import NOON, dossier, keep, suspect, threads, victim
from vigie.report.nouns import Device, Person, Role, Sighting

pytestmark = pytest.mark.django_db
ONE, TWO = {frozenset({1, 2})}, {frozenset({1}), frozenset({2})}


@pytest.mark.parametrize("name", ["heron_48151", "@Heron-48151", "brigitte.heron7718", "thegreatgreyheron 418"])
def test_a_name_with_digits_that_mean_nothing_is_one_person_s(name: str) -> None:
    assert distinctive(name)


@pytest.mark.parametrize(
    "name",
    ["heronheron", "heron1999", "heron12081999", "heron1208", "heron120899", "heron123", "heron12345", "heron777",
     "heron974", "heron75011", "heron33000", "h48151", "48151623", "heron77", None, "", "unknown"],
)  # fmt: skip
def test_a_name_that_many_may_bear_is_nobody_s(name: str | None) -> None:
    assert distinctive(name) is None


def test_a_rare_name_at_two_services_ties() -> None:
    keep(dossier(1, suspect(service="A", screen_name="Grey_Heron48151")))
    keep(dossier(2, suspect(service="B", screen_name="greyheron48151")))
    assert threads([1, 2]) == ONE


def test_a_rare_name_before_the_at_of_an_address_ties() -> None:
    keep(dossier(1, suspect(service="A", screen_name="greyheron48151")))
    keep(dossier(2, suspect("greyheron48151.77@mail.example")))
    assert threads([1, 2]) == ONE


def test_a_common_name_at_two_services_ties_nobody() -> None:
    keep(dossier(1, suspect(service="A", screen_name="heron1999")), dossier(2, suspect("heron1999@mail.example")))
    assert threads([1, 2]) == TWO


def test_a_victim_s_rare_name_ties_nobody() -> None:
    keep(dossier(1, victim("greyheron48151@mail.example")))
    keep(dossier(2, suspect(service="B", screen_name="greyheron48151")))
    assert threads([1, 2]) == TWO


def test_a_rare_name_of_many_accounts_ties_nobody() -> None:
    for key in range(1, 7):
        keep(dossier(key, suspect(service=f"S{key}", identifier=f"u{key}", screen_name="greyheron48151")))
    assert threads(list(range(1, 7))) == {frozenset({key}) for key in range(1, 7)}


def _seen(ip: str, days: float) -> Person:
    return Person(Role.REPORTED, sightings=(Sighting(ip, "login", NOON + timedelta(days=days)),))


def test_an_address_of_ipv6_ties_within_the_week_and_not_after_it() -> None:
    keep(dossier(1, _seen("2001:db8::7:1", 0)), dossier(2, _seen("2001:db8::7:1", 2)))
    assert threads([1, 2]) == ONE
    keep(dossier(3, _seen("2001:db8::7:2", 0)), dossier(4, _seen("2001:db8::7:2", 30)))
    assert threads([3, 4]) == {frozenset({3}), frozenset({4})}


def test_a_device_is_the_same_whatever_a_service_calls_its_number() -> None:
    for key, kind in enumerate(("device id", "IMEI"), 1):
        keep(dossier(key, suspect(devices=(Device(kind, "8f14e45fceea167a"),))))
    assert threads([1, 2]) == ONE


def test_a_service_is_the_same_by_its_name_and_its_domain() -> None:
    for key, service in enumerate(("Grey Heron, Inc.", "www.grey-heron.example", "greyheron.co.uk"), 1):
        keep(dossier(key, suspect(identifier="u-1", service=service)))
    assert threads([1, 2, 3]) == {frozenset({1, 2, 3})}


def test_a_long_number_of_an_account_is_one_service_s_whoever_reports_it() -> None:
    keep(dossier(1, suspect(identifier="gh784977414", service="Grey Heron")))
    keep(dossier(2, suspect(identifier="gh784977414", service="A hotline")))
    assert threads([1, 2]) == ONE
    keep(dossier(3, suspect(identifier="4711", service="Grey Heron")))
    keep(dossier(4, suspect(identifier="4711", service="A hotline")))
    assert threads([3, 4]) == {frozenset({3}), frozenset({4})}
