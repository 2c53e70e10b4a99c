"""Devices.

What looks like one device's own number is the same device whatever a service calls it: `device id` or `android id`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vigie.linking.people import given, those_who_count
from vigie.linking.selector import Found, SelectorKind, told
from vigie.report.nouns import Device, Person, Report, Role, Selector

# Kinds of number that one device bears; a network's name or a model does not tell one from another.
_ONE = (
    "imei meid esn iccid imsi serial serialnumber mac macaddress bssid uuid udid guid idfa idfv gaid aaid adid "
    "advertisingid androidid deviceid installid installationid hardwareid machineid"
)
_MANY = (
    "ssid model devicemodel useragent browser os osversion platform type devicetype name devicename manufacturer "
    "language timezone carrier resolution"
)
_ONE_DEVICE, _MANY_DEVICES = frozenset(_ONE.split()), frozenset(_MANY.split())
_PLAIN = re.compile(r"[^0-9a-z]+")
_SAME_DIGIT = re.compile(r"(.)\1*")
_EVERYBODYS = frozenset({"020000000000", "9774d56d682e549c", "004999010640000", "123456789012345"})
_UNIQUE_LENGTH = 12


def normal(kind: str, value: str | None) -> tuple[str, str, bool] | None:
    """Kind, value, and whether it is one device's; None for fillers. An IMEI goes without its check digit."""
    plain = _PLAIN.sub("", (given(value) or "").lower())
    name = _PLAIN.sub("", kind.lower())
    if not plain or _SAME_DIGIT.fullmatch(plain) or plain in _EVERYBODYS:
        return None
    if name == "imei" and len(plain) in (15, 16) and plain.isdigit():
        plain = plain[:14]
    return name, plain, name in _ONE_DEVICE or (_looks_unique(plain) and name not in _MANY_DEVICES)


def _looks_unique(plain: str) -> bool:
    return len(plain) >= _UNIQUE_LENGTH and any(mark.isdigit() for mark in plain)


def _devices(report: Report) -> Iterator[tuple[Role, bool, int | None, Device]]:
    for position, person, own in those_who_count(report):
        for device in person.devices:
            yield person.role, own, position, device
    for file in report.files:
        for device in file.devices:
            yield Role.REPORTED, True, None, device


def _of(found: Found) -> Iterator[Selector]:
    for role, own, position, device in _devices(found.report):
        known = normal(device.kind, device.value)
        if known:
            name, value, one = known
            one_value = value if one and _looks_unique(value) else f"{name} {value}"
            yield Selector("device", one_value, role, own and one, f"{device.kind} {device.value}", position)


def _example(kind: str, value: str) -> Found:
    return told(Person(Role.REPORTED, devices=(Device(kind, value),)))


KIND = SelectorKind(
    version=2,
    what="device",
    ties=True,
    crowd=20,
    of=_of,
    same=(_example("IMEI", "49-015420-323751-8"), _example("imei", "490154203237518")),
    other=(_example("MAC", "02:00:00:00:00:00"), _example("MAC", "02:00:00:00:00:00")),
)
