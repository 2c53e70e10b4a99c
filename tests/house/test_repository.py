"""What git keeps names nobody: no media but our own, and no address outside the reserved ranges."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest

from tests.house.rooms import ROOT, plant, tracked

MEDIA = {"jpg", "jpeg", "png", "gif", "webp", "bmp", "tif", "tiff", "heic", "avif", "mp4", "mov", "avi", "mkv", "webm"}
OUR_PICTURES = {
    "docs": "our own screenshots",
    "src/vigie/desk/static": "drawn for the desk",
    "src/vigie/matching/tests/clips": "invented landscapes that pan, made by tools/make_clips.py",
    "src/vigie/matching/tests/heic": "invented landscapes, made by tools/make_clips.py",
}
VERSION = re.compile(r"==\d[\w.]*")  # of a package in a lock, which may have four numbers
RESERVED = {"example", "invalid", "test", "localhost"}  # RFC 2606 and 6761
# Hosts that are named because something public is said or defined there. No registry: locks name none.
SAID_THERE = {
    "www.w3.org": "XML and SVG namespaces",
    "hashsharing.ncmec.org": "the namespace of NCMEC's hash-sharing interface",
    "report.cybertip.org": "the documentation of NCMEC's reporting interface",
    "ontology.caseontology.org": "the namespace of CASE",
    "ontology.unifiedcyberontology.org": "the namespace of UCO",
    "www.insee.fr": "the source of the French places",
    "github.com": "the source of the Belgian places",
    "db-ip.com": "whose open data name the networks: its licence asks for the link",
}
# Files of public tables: who holds which block of addresses. Whole blocks, never a subscriber.
PUBLIC_TABLES = ("src/vigie/territory/open/", "src/vigie/sample/providers.csv", "packs/")
RELAYS = ip_network("192.88.99.0/24")  # 6to4, given up: nobody's
# Tests in which a country is looked up: any host of a provider's published block, of nobody in particular.
LOOKED_UP = ("src/vigie/territory/tests/", "src/vigie/dispatch/tests/", "src/vigie/sample/tests/")
URL = re.compile(r"\b(?:https?|ftp|wss?)://(?:[^\s/@\"'<>]*@)?([A-Za-z0-9.-]*[A-Za-z0-9])")
# A name at Google's mail has six characters or more: a shorter one, dots and tag apart, is nobody's.
NOBODY = re.compile(r"(?i)(?<![\w.+-])(?:\w\.?){1,5}(?:\+\w+)?@(?:gmail|googlemail)\.com\b")
EMAIL = re.compile(r"[\w.+-]+@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})\b")
IPV4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]|/\d+\.)")
IPV6 = re.compile(r"(?<![\w:.])(?:[0-9a-fA-F]{1,4}:){2,7}(?::?[0-9a-fA-F]{1,4}){1,7}(?![\w:])")


def reserved(host: str) -> bool:
    labels = host.lower().strip(".").split(".")
    return labels[-1] in RESERVED or (labels[-2:-1] == ["example"] and labels[-1] in {"com", "org", "net"})


def ours(address: str) -> bool:
    """Whether an address belongs to nobody: documentation, loopback, private, or not an address at all."""
    try:
        found = ip_address(address)
    except ValueError:
        return True
    return not found.is_global or found.is_multicast or found in RELAYS


def strangers(root: Path, files: list[Path]) -> Iterator[str]:
    """Every address in a tree that could be somebody's."""
    for path in files:
        place = path.relative_to(root).as_posix()
        if "LICENSE" in place or place.startswith(PUBLIC_TABLES) or path.suffix.lstrip(".").lower() in MEDIA:
            continue
        text = VERSION.sub("", NOBODY.sub("", path.read_bytes().decode("utf-8", "ignore")))
        hosts = [*URL.findall(text), *EMAIL.findall(text)]
        addresses = [*IPV4.findall(text), *IPV6.findall(text), *(host for host in hosts if IPV4.fullmatch(host))]
        named = (host for host in hosts if not IPV4.fullmatch(host) and host.lower() not in SAID_THERE)
        yield from (f"{place}: {host}" for host in named if "." in host and not reserved(host))
        if not place.startswith(LOOKED_UP):
            yield from (f"{place}: {address}" for address in addresses if not ours(address))


def media(root: Path, files: list[Path]) -> Iterator[str]:
    """Every media file that git keeps outside the folders of our own pictures."""
    for path in files:
        place = path.relative_to(root).as_posix()
        if path.suffix.lstrip(".").lower() in MEDIA and not place.startswith(tuple(OUR_PICTURES)):
            yield place


def test_no_address_could_be_somebodys() -> None:
    assert list(strangers(ROOT, tracked(ROOT))) == []


def test_no_media_but_our_own_pictures() -> None:
    assert list(media(ROOT, tracked(ROOT))) == []


def test_history_holds_no_media_either() -> None:
    command = ["git", "log", "--all", "--format=", "--name-only", "--diff-filter=A"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\n")
    assert list(media(ROOT, [ROOT / name for name in sorted(set(names)) if name])) == []


@pytest.mark.parametrize(
    "text",
    [
        "https://somebody.{}/page".format("fr"),
        "somebody@mail.{}".format("be"),
        "some.body@gmail.{}".format("com"),
        "8.8.{}.8".format("8"),
        "http://{}.9.9.9/".format("9"),
        "2a01:e0a::{}".format("1"),
    ],
)
def test_a_strangers_address_is_seen(tmp_path: Path, text: str) -> None:
    plant(tmp_path, {"one.py": f'A = "{text}"\n'})
    assert len(set(strangers(tmp_path, [tmp_path / "one.py"]))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "https://example.invalid/x",
        "someone@mail.example a.b+c@gmail.com",
        "192.0.2.17 198.51.100.4 203.0.113.9 2001:db8::17",
        "127.0.0.1:8000 ::1 10.0.0.1 100.64.3.2",
        "version 1.2.3, 12:30:45, sha256:00:11",
        "http://www.w3.org/2001/XMLSchema",
        "300.1.2.3",
    ],
)
def test_a_reserved_address_is_nobodys(tmp_path: Path, text: str) -> None:
    plant(tmp_path, {"one.py": f'A = "{text}"\n'})
    assert list(strangers(tmp_path, [tmp_path / "one.py"])) == []


def test_a_media_file_in_a_strange_place_is_seen(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("docs/queue.png", "tests/one.JPG", "src/vigie/desk/static/mark.png", "a.mp4")]
    assert list(media(tmp_path, files)) == ["tests/one.JPG", "a.mp4"]
