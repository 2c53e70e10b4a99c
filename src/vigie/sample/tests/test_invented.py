from __future__ import annotations

import re
from ipaddress import ip_address

import pytest

from vigie.sample import texts
from vigie.sample.addresses import invented, providers
from vigie.sample.companies import COMPANIES
from vigie.sample.contents import chat_log
from vigie.sample.draws import stream
from vigie.sample.identities import PHONE_PREFIXES, PHONES, phone
from vigie.sample.materials import Kind
from vigie.sample.studio import Numbers
from vigie.sample.suspects import suspect
from vigie.sample.telling import Told, World
from vigie.sample.tests.caseloads import sound_files, written

_MAIL = re.compile(rb"[\w.+-]+@([\w.-]+)")
_LINK = re.compile(rb"https?://([\w.-]+)")
_IPV4 = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])")
_IPV6 = re.compile(r"(?<![\w:])[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){3,7}(?![\w:])")
_PHONE = re.compile(r"\+\d{7,}")
_PREFIX = re.compile("^(?:" + "|".join(texts.PREFIX.values()) + "): ")
_IDENTIFIERS = re.compile(r'^\w+[._]?\w+, \S+@\S+(, IP \S+)?$|^\{"report_surface"')


def _text(name: str, content: bytes) -> str:
    return "" if name.endswith((".gif", ".jpg")) else content.decode("utf-8-sig")


def test_mail_and_web_addresses_are_of_reserved_domains() -> None:
    hosts = {
        host for _, content in sound_files(written()) for pattern in (_MAIL, _LINK) for host in pattern.findall(content)
    }
    assert len(hosts) > 10
    assert {host for host in hosts if not host.endswith((b".example", b".invalid"))} == set()


def test_internet_addresses_are_reserved_or_of_the_table() -> None:
    found = {one for name, content in sound_files(written()) for one in _IPV4.findall(_text(name, content))}
    found |= {one for name, content in sound_files(written()) for one in _IPV6.findall(_text(name, content))}
    assert len(found) > 300
    assert {one for one in found if not invented(one)} == set()


@pytest.mark.parametrize("real", ["8.8.8.8", "2a01:cb00::1", "90.32.0.1", "10.0.0.1"])
def test_an_address_of_neither_kind_is_noticed(real: str) -> None:
    assert ip_address(real) is not None
    assert not invented(real)


def test_telephone_numbers_are_kept_for_fiction() -> None:
    found = {one for name, content in sound_files(written()) for one in _PHONE.findall(_text(name, content))}
    assert len(found) > 50
    assert {one for one in found if not one.startswith(PHONE_PREFIXES)} == set()


def test_nobody_shares_a_telephone_number_by_accident() -> None:
    numbers = [phone(number) for number in range(PHONES - 1)]
    assert None not in numbers
    assert len(set(numbers)) == len(numbers)
    assert phone(PHONES) is None


def test_every_country_of_the_table_has_a_block() -> None:
    assert {"FR", "BE", "RE", "GP", "MQ", "GF", "YT", "NC", "PF"} <= set(providers())
    assert any(provider.mobile for provider in providers()["FR"])


def _sayings(told: Told) -> list[str]:
    report = told.report
    said = [*report.texts, *report.boilerplate, report.escalation or "", report.incident_at_description or ""]
    bios = [person.bio.removeprefix("Profile: ") for person in report.people if person.bio]
    assert set(bios) <= {suspect(3, told.suspect.index).occupation}
    return [text for text in said if text]


def _unheard(text: str) -> set[str]:
    if _IDENTIFIERS.match(_PREFIX.sub("", text)):
        return set()
    return set(_PREFIX.sub("", text).split("; ")) - texts.every_phrase()


def test_nothing_is_said_that_is_not_on_the_list_of_phrases() -> None:
    world, boilerplates = World(3, 2500, Numbers(3)), {company.boilerplate for company in COMPANIES}
    said = {text for number in range(2500) for text in _sayings(world.told(number))} - boilerplates
    assert len(said) > 300
    assert {phrase for text in said for phrase in _unheard(text)} == set()


def test_a_chat_log_says_only_phrases() -> None:
    who = suspect(3, 1)
    _, copy = chat_log(stream(1, "chat"), ("meeting", "threat"), "fr", who, World(3, 5, Numbers(3)).plan.event(0).at)
    lines = (copy.content or b"").decode().splitlines()[1:]
    assert len(lines) >= 4
    assert {phrase for line in lines for phrase in _unheard(line.split(",", 2)[2])} == set()


def test_every_cue_has_words_in_each_language() -> None:
    assert {cue for cue, by_language in texts.PHRASES.items() if set(by_language) != {"en", "fr", "nl"}} == set()
    assert all(phrases for by_language in texts.PHRASES.values() for phrases in by_language.values())


def test_numbers_stand_in_for_files_without_media() -> None:
    world = World(3, 50, Numbers(3))
    copies = [copy for number in range(50) for copy in world.told(number).copies if copy.material]
    assert copies
    assert all(copy.content is None for copy in copies)
    assert {len(copy.sha256) for copy in copies} == {64}
    assert Kind.KNOWN in {one.kind for number in range(50) for one in world.told(number).materials}
