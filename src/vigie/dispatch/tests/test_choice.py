"""Which country, which unit: the best evidence wins, what contradicts it is said, and unknown is never home."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vigie.dispatch.step import route
from vigie.dispatch.tests.cast import (
    COMCAST,
    FREE,
    NOBODY,
    ORANGE,
    OVH,
    PROXIMUS,
    dossier,
    login,
    needs,
    routed,
    suspect,
    upload,
)
from vigie.report.nouns import Address, Disabled, Person, Phone, Place, ReportedFile, Role, Routing, Sighting


def notes(routing: Routing) -> str:
    return "\n".join(str(note) for note in routing.notes)


def test_nothing_to_go_by_is_not_known_and_goes_to_the_basket_that_people_read() -> None:
    routing = routed(suspect(screen_name="somebody"))
    assert (routing.country, routing.home, routing.unit) == (None, None, "ofmin-inconnu")
    assert "not known" in str(routing.why[0])


@pytest.mark.parametrize("code", ["A1", "A2", "O1", "EU", "AP", "AN", ""])
def test_a_legacy_code_is_not_known_never_home(code: str) -> None:
    routing = routed(suspect(place=Place(country=code), addresses=(Address(country=code),)))
    assert (routing.country, routing.home) == (None, None)


def test_a_reserved_address_is_not_known_never_home() -> None:
    routing = routed(suspect(upload(NOBODY), login("2001:db8::1"), login("10.0.0.1")))
    assert (routing.country, routing.home) == (None, None)
    assert "belongs to nobody" in notes(routing)


def test_a_french_address_is_home_with_a_subscriber_to_identify() -> None:
    routing = routed(suspect(upload(ORANGE)))
    assert (routing.country, routing.home, routing.unit) == ("FR", True, "ofmin-identification")
    assert routing.unit_label and routing.prosecutor is None


def test_a_billing_address_leads_to_the_unit_and_the_prosecutor() -> None:
    address = Address(city="Lyon", postal_code="69003", country="FR", kind="Billing")
    routing = routed(suspect(login(ORANGE), addresses=(address,)))
    assert (routing.country, routing.home, routing.unit) == ("FR", True, "departement-69")
    assert routing.prosecutor and "Lyon" in routing.prosecutor
    assert len(routing.why) == 2
    assert "Lyon" in str(routing.why[0])  # the best ground first


@pytest.mark.parametrize(
    ("code", "area"),
    [("GP", "971"), ("MQ", "972"), ("GF", "973"), ("RE", "974"), ("YT", "976"), ("NC", "988"), ("PF", "987")],
)
def test_overseas_france_is_home_and_its_code_is_its_place(code: str, area: str) -> None:
    routing = routed(suspect(place=Place(country=code)))
    assert (routing.country, routing.home, routing.unit) == (code, True, f"departement-{area}")


def test_an_old_code_of_france_is_home() -> None:
    assert routed(suspect(place=Place(country="FX"))).home is True


def test_another_country_is_outgoing_and_says_to_whom() -> None:
    routing = routed(suspect(upload(PROXIMUS)))
    assert (routing.country, routing.home, routing.unit) == ("BE", False, "ofmin-international")
    assert "DJSOC" in notes(routing)
    assert routing.prosecutor is None


def test_the_same_report_is_at_home_in_belgium() -> None:
    routing = routed(suspect(upload(PROXIMUS), place=Place(city="Charleroi", country="BE")), home="BE")
    assert (routing.country, routing.home, routing.unit) == ("BE", True, "pjf-charleroi")
    assert routing.prosecutor == "Parquet fédéral → Procureur du Roi — Charleroi"
    assert "Tribunal de première instance du Hainaut" in notes(routing)
    assert routing.pack.startswith("BE ")


def test_a_city_without_a_country_only_places_what_something_else_has_given_to_us() -> None:
    place = Place(city="Nantes")
    assert routed(suspect(place=place)).country is None
    assert routed(suspect(upload(FREE), place=place)).unit == "departement-44"
    assert routed(suspect(upload(PROXIMUS), place=place)).home is False


def test_an_ambiguous_city_stays_without_a_place() -> None:
    assert routed(suspect(place=Place(city="Saint-Denis", country="FR"))).unit == "ofmin-identification"


def test_evidence_that_disagrees_is_said() -> None:
    routing = routed(suspect(login(COMCAST), place=Place(city="Lyon", country="FR")))
    assert (routing.country, routing.home, routing.unit) == ("FR", True, "departement-69")
    assert "another ground says US" in notes(routing)


def test_a_foreign_address_given_by_the_suspect_does_not_send_away_what_a_home_line_uploaded() -> None:
    """A declared address may be false, and nobody abroad would tell us."""
    abroad = Address(city="Springfield", country="US", kind="Home")
    routing = routed(suspect(upload(ORANGE), addresses=(abroad,)))
    assert (routing.country, routing.home, routing.unit) == ("US", True, "ofmin")
    assert "stays here until" in notes(routing)


@pytest.mark.parametrize("hidden", [upload(ORANGE, proxy=True), upload(OVH)])
def test_an_address_behind_which_anybody_may_stand_holds_nothing_back(hidden: Sighting) -> None:
    abroad = Address(city="Springfield", country="US", kind="Home")
    assert routed(suspect(hidden, addresses=(abroad,))).home is False


def test_a_direct_address_is_better_than_one_behind_a_proxy() -> None:
    routing = routed(suspect(upload(COMCAST, proxy=True), login(ORANGE)))
    assert routing.country == "FR"


def test_the_upload_outweighs_the_login_and_a_file_s_address_is_an_upload() -> None:
    file = ReportedFile(sightings=(Sighting(ORANGE),))
    routing = routed(suspect(login(PROXIMUS)), files=(file,))
    assert routing.country == "FR"
    assert "another ground says BE" in notes(routing)


def test_a_victim_at_home_keeps_the_report_here_though_the_suspect_is_abroad() -> None:
    victim = Person(Role.VICTIM, addresses=(Address(city="Nantes", postal_code="44000", country="FR"),))
    routing = routed(suspect(upload(COMCAST)), victim)
    assert (routing.country, routing.home, routing.unit) == ("US", True, "ofmin")


def test_a_victim_abroad_is_said() -> None:
    victim = Person(Role.VICTIM, place=Place(city="Gent", country="BE"))
    routing = routed(suspect(upload(ORANGE)), victim)
    assert routing.country == "FR"
    assert "a victim may be in BE" in notes(routing)


def test_only_a_victim_s_place_is_said_to_be_only_that() -> None:
    routing = routed(Person(Role.VICTIM, place=Place(city="Nantes", country="FR")))
    assert (routing.country, routing.home, routing.unit) == ("FR", True, "departement-44")
    assert "nothing says where the suspect is" in notes(routing)


def test_the_victim_s_town_does_not_place_the_suspect() -> None:
    victim = Person(Role.VICTIM, addresses=(Address(city="Nantes", postal_code="44000", country="FR"),))
    assert routed(suspect(upload(ORANGE)), victim).unit == "ofmin-identification"


def test_a_reporter_s_address_is_no_ground() -> None:
    assert routed(Person(Role.REPORTER, sightings=(login(ORANGE),), place=Place(country="FR"))).country is None


def test_a_calling_code_gives_a_country_and_shared_ones_none() -> None:
    assert routed(suspect(phones=(Phone("639980001", calling_code="+33"),))).country == "FR"
    assert routed(suspect(phones=(Phone("+32 470 00 00 00"),))).country == "BE"
    assert routed(suspect(phones=(Phone("00262 692 00 00 00"),))).home is True
    assert routed(suspect(phones=(Phone("+1 555 0100"), Phone("0639980001"), Phone("+999")))).country is None


@pytest.mark.parametrize(
    ("rules", "said", "unit"),
    [
        (("self-harm",), {}, "ofmin-permanence"),
        (("hands-on",), {}, "ofmin"),
        (("made-here",), {}, "ofmin"),
        ((), {"files": (ReportedFile(annotations=("liveStreaming",)),)}, "ofmin"),
        ((), {"incident_kind": "Child Sexual Molestation"}, "ofmin"),
        (("sextortion",), {}, "departement-69"),
        (("sextortion", "self-harm"), {}, "ofmin"),
        ((), {"annotations": ("sextortion",)}, "departement-69"),
        (("new-material",), {}, "departement-69"),
    ],
)
def test_the_gravest_stay_with_the_central_office_and_the_rest_goes_to_the_unit(
    rules: tuple[str, ...], said: dict[str, Any], unit: str
) -> None:
    routing = routed(suspect(place=Place(city="Lyon", country="FR")), rules=rules, **said)
    assert routing.unit == unit
    assert ("stays with" in notes(routing)) is unit.startswith("ofmin")


def test_live_danger_with_no_territory_does_not_wait_in_a_basket() -> None:
    routing = routed(suspect(), rules=("self-harm",))
    assert (routing.home, routing.unit) == (None, "ofmin-permanence")


def test_live_danger_abroad_must_leave_today() -> None:
    routing = routed(suspect(upload(COMCAST)), rules=("self-harm",))
    assert routing.unit == "ofmin-international"
    assert "urgent" in str(routing.notes[0])


def test_a_batch_gives_each_its_own_answer_in_order() -> None:
    batch = [
        dossier(suspect(upload(ip), disabled_for_good=Disabled(True)), key=key)
        for key, ip in enumerate([ORANGE, PROXIMUS, NOBODY, COMCAST, ORANGE])
    ]
    found = route(batch, needs())
    assert [routing.country for routing in found] == ["FR", "BE", None, "US", "FR"]
    assert [[territory.ip for territory in routing.territories] for routing in found][1] == [PROXIMUS]
    assert route([], needs()) == []


@settings(max_examples=60, deadline=None)
@given(country=st.text(max_size=4), city=st.text(max_size=12), code=st.text(max_size=7), ip=st.text(max_size=20))
def test_no_text_whatever_breaks_it_or_is_home_without_a_ground(country: str, city: str, code: str, ip: str) -> None:
    address = Address(city=city, postal_code=code, country=country)
    phone = Phone(code, calling_code=country)
    routing = routed(suspect(Sighting(ip, "login"), addresses=(address,), phones=(phone,), place=Place(city, country)))
    assert routing.unit in needs().home.units
    assert (routing.home is None) is (routing.country is None)
