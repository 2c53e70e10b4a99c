"""An address gives a country only when the open data do not contradict each other, and never a guess."""

from __future__ import annotations

from pathlib import Path

import pytest

from vigie.territory.atlas import NO_ADDRESS, RESERVED, Atlas, BadAtlas, judge, sources
from vigie.territory.tests.hosts import COMCAST, FREE, ORANGE, ORANGE_SPAIN, PROXIMUS, TELENET, host

SAID, ALONE = "both", "{country} by one"


@pytest.mark.parametrize(
    ("asn", "country", "family"),
    [(ORANGE, "FR", 4), (FREE, "FR", 4), (FREE, "FR", 6), (PROXIMUS, "BE", 4), (PROXIMUS, "BE", 6), (COMCAST, "US", 4)],
)
def test_an_address_of_a_provider_s_block_is_in_its_country(asn: int, country: str, family: int) -> None:
    [found] = Atlas.load().look_up([host(asn, country, family=family)])
    assert (found.country, found.asn) == (country, asn)
    assert found.network
    assert all(str(source.date) in found.data for source in sources()[:2])


def test_the_space_of_the_big_providers_is_in_their_country_nearly_all_of_it() -> None:
    """What the vote loses: addresses on which the data sets differ. Counted over whole networks."""
    for asn, country in ((ORANGE, "FR"), (FREE, "FR"), (PROXIMUS, "BE"), (TELENET, "BE"), (COMCAST, "US")):
        blocks = Atlas.load().blocks(asn)
        there = sum(block.size for block in blocks if block.country == country)
        assert there / sum(block.size for block in blocks) > 0.99


def test_a_network_that_nobody_runs_has_no_block() -> None:
    assert Atlas.load().blocks(64496) == []


@pytest.mark.parametrize(
    "ip",
    [
        *("192.0.2.1", "198.51.100.77", "203.0.113.5", "2001:db8::1", "3fff::1"),  # documentation
        *("10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.9", "fc00::1", "fe80::1"),  # private, shared, link-local
        *("127.0.0.1", "::1", "0.0.0.0", "255.255.255.255", "ff02::1"),
        *("2001::1", "2002::1"),  # tunnels: Teredo, 6to4
    ],
)
def test_an_address_that_belongs_to_nobody_has_no_country(ip: str) -> None:
    [found] = Atlas.load().look_up([ip])
    assert (found.country, found.asn, found.data) == (None, None, RESERVED)


@pytest.mark.parametrize(
    "text", ["", "nowhere", "192.0.2", "192.0.2.256", "192.0.2.1x", "192.0.2.4\0", ":::", "１.2.3.4", "\ud800"]
)
def test_text_that_is_no_address_has_no_country(text: str) -> None:
    [found] = Atlas.load().look_up([text])
    assert (found.ip, found.country, found.data) == (text, None, NO_ADDRESS)


def test_an_ipv4_address_written_as_ipv6_is_the_same_address() -> None:
    ip = host(ORANGE, "FR")
    plain, mapped = Atlas.load().look_up([ip, f"::ffff:{ip}"])
    assert (plain.country, plain.asn) == (mapped.country, mapped.asn)


def test_answers_come_in_the_order_asked_whatever_the_family() -> None:
    ips = ["2001:db8::1", "x", host(PROXIMUS, "BE"), "", host(FREE, "FR", family=6), "192.0.2.1"]
    assert [found.ip for found in Atlas.load().look_up(ips)] == ips
    assert Atlas.load().look_up([]) == []


def test_two_votes_for_one_country_make_it_known() -> None:
    assert judge("FR", "FR", SAID, ALONE) == ("FR", "both")


def test_one_vote_is_enough_when_the_other_is_silent_and_the_answer_says_so() -> None:
    assert judge("FR", "", SAID, ALONE) == ("FR", "FR by one")
    assert judge("EU", "BE", SAID, ALONE) == ("BE", "BE by one")


def test_two_votes_that_differ_are_not_known_and_both_are_named() -> None:
    country, data = judge("FR", "ES", SAID, ALONE)
    assert country is None
    assert "FR, ES" in data


def test_france_and_reunion_do_not_contradict_each_other() -> None:
    assert judge("FR", "RE", SAID, ALONE)[0] == "RE"
    assert judge("RE", "FR", SAID, ALONE)[0] == "RE"
    assert judge("GP", "MQ", SAID, ALONE)[0] == "FR"


def test_the_shipped_data_hold_an_address_registered_in_france_and_announced_in_spain() -> None:
    """The case for the rule: a French registration used by a Spanish provider is never called French."""
    blocks = Atlas.load().blocks(ORANGE_SPAIN)
    unsure = [block.first for block in blocks if block.country is None]
    assert any("(FR, ES)" in one.data for one in Atlas.load().look_up(unsure))
    assert all(block.country != "FR" for block in blocks)


def test_a_file_that_is_no_atlas_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.npz").write_bytes(b"not an atlas")
    with pytest.raises(BadAtlas, match="broken"):
        Atlas.load(tmp_path / "broken.npz")
    with pytest.raises(BadAtlas, match="missing"):
        Atlas.load(tmp_path / "missing.npz")


def test_each_source_says_its_licence_date_and_whom_to_credit() -> None:
    assert {source.key for source in sources()} == {"registry", "route", "network"}
    for source in sources():
        assert source.licence and source.attribution and source.link.startswith("https://")
