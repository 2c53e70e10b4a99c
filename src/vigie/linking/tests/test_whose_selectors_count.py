"""Only what is the suspect's own ties; what is somebody else's, or nobody's, is shown at most."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from vigie.linking import tasks
from vigie.linking.tests.cast import NOON, dossier, keep, suspect, threads, victim
from vigie.report.nouns import Address, Channel, Email, Person, Phone, ReportId, Role, Sighting

pytestmark = pytest.mark.django_db
ONE, TWO = {frozenset({1, 2})}, {frozenset({1}), frozenset({2})}


def test_the_reporter_s_address_ties_nobody() -> None:
    company = Person(Role.REPORTER, emails=(Email("desk@chat.example"),))
    for key in (1, 2):
        keep(dossier(key, suspect("Desk@chat.example"), company))
    assert threads([1, 2]) == TWO


def test_what_a_company_writes_in_every_report_ties_nobody() -> None:
    for key in (1, 2):
        one = dossier(key, suspect("legal-desk@chat.example"))
        report = msgspec.structs.replace(one.report, boilerplate=("Ask legal-desk@chat.example for more.",))
        keep(msgspec.structs.replace(one, report=report))
    assert threads([1, 2]) == TWO


def test_an_office_s_mailbox_ties_nobody() -> None:
    keep(dossier(1, suspect("noreply@mail.example")), dossier(2, suspect("noreply@mail.example")))
    assert threads([1, 2]) == TWO


def test_a_linked_account_is_its_owner_s_and_a_guardian_s_is_not() -> None:
    def linked(kind: str) -> Person:
        return Person(Role.ASSOCIATED, emails=(Email(f"{kind}@mail.example"),), association=kind)

    keep(dossier(1, suspect("a@mail.example"), linked("Linked"), linked("Parent/Guardian")))
    keep(dossier(2, suspect("linked@mail.example")), dossier(3, suspect("parent/guardian@mail.example")))
    assert threads([1, 2, 3]) == {frozenset({1, 2}), frozenset({3})}


def test_a_linked_account_ties_nobody_where_it_may_be_the_victim_s() -> None:
    linked = Person(Role.ASSOCIATED, emails=(Email("l@mail.example"),), association="Linked")
    keep(dossier(1, suspect("a@mail.example"), victim("v@mail.example"), linked), dossier(2, suspect("l@mail.example")))
    assert threads([1, 2]) == TWO


def test_a_victim_who_is_reported_elsewhere_is_said_and_not_folded_into_the_suspect() -> None:
    keep(dossier(1, suspect("a@mail.example"), victim("v@mail.example")), dossier(2, suspect("v@mail.example")))
    facts = tasks.facts_of([1, 2])
    assert threads([1, 2]) == TWO
    assert (facts[1].victim_reported, facts[2].also_victim) == (1, 1)
    hint = next(one for one in tasks.hints(1) if one.kind == "email")
    assert (hint.value, hint.roles, hint.report_keys, hint.ties) == (
        "v@mail.example",
        ("reported", "victim"),
        (1, 2),
        False,
    )


def test_earlier_reports_named_by_the_service_tie_in_either_order() -> None:
    earlier = suspect("a@mail.example")
    later = suspect("b@mail.example", prior_reports=(ReportId("9000001"),))
    keep(dossier(2, later))
    keep(dossier(1, earlier))
    assert threads([1, 2]) == ONE


@pytest.mark.parametrize(
    ("minutes", "ports", "proxy", "expected"),
    [
        (5, (None, None), None, ONE),
        (60, (None, None), None, TWO),
        (5, (50_000, 50_001), None, TWO),  # at once, and not the same: perhaps two subscribers of a shared address
        (600, (50_000, 50_000), None, ONE),
        (600, (50_000, 50_001), None, TWO),
        (600, (443, 443), None, TWO),  # the service's own port says nothing
        (5, (None, None), True, TWO),
        (3000, (50_000, 50_000), None, TWO),
    ],
)
def test_an_address_ties_by_time_or_port(
    minutes: int, ports: tuple[int | None, int | None], proxy: bool | None, expected: set[frozenset[int]]
) -> None:
    for key, (port, later) in enumerate(zip(ports, (0, minutes), strict=True), 1):
        at = NOON + timedelta(minutes=later)
        keep(
            dossier(key, suspect(f"s{key}@mail.example", sightings=(Sighting("198.51.100.9", None, at, port, proxy),)))
        )
    assert threads([1, 2]) == expected
    others = {one for hint in tasks.hints(2) if hint.kind == "ip" for one in hint.report_keys}
    assert expected == ONE or 1 in others


def test_an_address_of_documentation_ties_and_a_private_one_does_not() -> None:
    for key, ip in enumerate(("2001:db8::7", "2001:db8:0::0007", "192.168.1.5", "192.168.1.5", "127.0.0.1", "::1"), 1):
        keep(dossier(key, suspect(f"s{key}@mail.example", sightings=(Sighting(ip, None, NOON),))))
    assert threads(range(1, 7)) == {frozenset({1, 2}), *(frozenset({key}) for key in range(3, 7))}


def test_where_nobody_is_named_the_address_of_sharing_ties() -> None:
    for key in (1, 2):
        one = dossier(key)
        shared = Channel("p2p", sightings=(Sighting("198.51.100.9", None, NOON),))
        keep(msgspec.structs.replace(one, report=msgspec.structs.replace(one.report, channels=(shared,))))
    assert threads([1, 2]) == ONE


def test_a_national_number_is_its_country_s_or_else_whose_nine_digits_are_the_same() -> None:
    def phone(number: str, country: str | None = None) -> Person:
        where = (Address(country=country),) if country else ()
        return Person(Role.REPORTED, phones=(Phone(number),), addresses=where)

    keep(dossier(1, phone("06 39 98 12 34")), dossier(2, phone("0639981234")))
    keep(
        dossier(3, phone("0639981234", "FR")),
        dossier(4, phone("+33 639 98 12 34")),
        dossier(5, phone("0639981234", "BE")),
    )
    assert threads(range(1, 6)) == {frozenset({1, 2, 3, 4}), frozenset({5})}
