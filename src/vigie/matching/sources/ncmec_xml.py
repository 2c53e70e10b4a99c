"""NCMEC hash sharing, version 2: a page of entries in XML, pictures and videos, with votes and tombstones.

Pages lie one after the other in a file or come one by one: any number of `queryResult` elements is read. Large
fingerprints come as links with no text, which are left out. FORMATS §3.1.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from vigie.matching.source import Entry, Refused, Source
from vigie.matching.telling import entry
from vigie.report.nouns import Remark, say

NAMESPACE = "https://hashsharing.ncmec.org/hashsharing/v2"
PROFILE = "ncmec"
KINDS = ("image", "video", "deletedImage", "deletedVideo")
HASHES = ("md5", "sha1", "pdna", "pdq")
BEGIN = b"<vigie:pages xmlns:vigie='urn:vigie:pages'>"  # around the pages, so that many are one document
END = b"</vigie:pages>"


def sniff(name: str, head: bytes) -> float:
    return 0.95 if NAMESPACE.encode() in head and b"queryResult" in head else 0.0


def _pages(stream: BinaryIO) -> Iterator[bytes]:
    """The file in pieces, without the declarations that may begin each page."""
    yield BEGIN
    rest = b""
    while chunk := stream.read(1 << 18):
        text = rest + chunk.removeprefix(b"\xef\xbb\xbf")
        text, rest = _without_declarations(text)
        yield text
    yield rest + END


def _without_declarations(text: bytes) -> tuple[bytes, bytes]:
    """The text without `<?xml ... ?>`, and what must wait for more of it."""
    out = io.BytesIO()
    while (start := text.find(b"<?xml")) >= 0:
        stop = text.find(b"?>", start, start + 200)
        out.write(text[:start])
        if stop < 0:
            return out.getvalue(), text[start:]
        text = text[stop + 2 :]
    keep = next((size for size in (4, 3, 2, 1) if text.endswith(b"<?xml"[:size])), 0)
    out.write(text[: len(text) - keep])
    return out.getvalue(), text[len(text) - keep :]


def read(stream: BinaryIO) -> Iterator[Entry | Refused | Remark]:
    tags = [f"{{{NAMESPACE}}}{kind}" for kind in KINDS]
    parser = etree.XMLPullParser(events=("end",), tag=tags, resolve_entities=False, no_network=True, huge_tree=False)
    number = 0
    for piece in _pages(stream):
        wrong = None
        try:
            parser.feed(piece)
        except etree.XMLSyntaxError as error:
            wrong = error
        for _, element in parser.read_events():
            if isinstance(element, etree._Element):
                number += 1
                yield from _element(f"entry {number}", element)
                element.clear()
        if wrong is not None:
            yield Refused(f"after entry {number}", say("the XML cannot be read further: {value}", value=str(wrong)))
            return


def _text(element: etree._Element, name: str) -> str | None:
    found = element.find(f"{{{NAMESPACE}}}{name}")
    return found.text.strip() if found is not None and found.text and found.text.strip() else None


def _votes(element: etree._Element, name: str) -> int | None:
    """How many members voted so; None when nothing is said."""
    path = f"{{{NAMESPACE}}}feedback/{{{NAMESPACE}}}{name}//{{{NAMESPACE}}}member"
    members = {member.get("id") or member.text for member in element.iterfind(path)}
    return len(members) if members else None


def _element(where: str, element: etree._Element) -> list[Entry | Refused | Remark]:
    kind = etree.QName(element).localname
    member = element.find(f"{{{NAMESPACE}}}member")
    number = member.get("id") if member is not None else None
    name = _text(element, "id")
    classification = _text(element, "classification")
    told = {
        "category": classification,
        "profile": PROFILE if classification else None,
        "member": member.text if member is not None else None,
        "said_at": _text(element, "timestamp"),
        "votes_for": _votes(element, "affirmativeFeedback"),
        "votes_against": _votes(element, "negativeFeedback"),
        "removed": kind.startswith("deleted") or None,
    }
    prints = element.find(f"{{{NAMESPACE}}}fingerprints")
    written = [] if prints is None else [(one, _text(prints, one) or "") for one in HASHES]
    # Members number their entries each for themselves.
    return entry(where, f"{number}/{name}" if number and name else name, written, told)


SOURCE = Source(
    version=1,
    what="NCMEC hash sharing, version 2",
    sniff=sniff,
    read=read,
    trust=0.8,
    example=b"""<?xml version="1.0" encoding="UTF-8"?>
<queryResult xmlns="https://hashsharing.ncmec.org/hashsharing/v2">
 <images count="2" maxTimestamp="2026-01-03T00:00:00Z">
  <image><member id="42">Example Member</member><timestamp>2026-01-02T00:00:00Z</timestamp><id>image1</id>
   <classification>A1</classification>
   <fingerprints><md5>0cc175b9c0f1b6a831c399e269772661</md5><videntifier rel="self" href="/v2/x"/></fingerprints>
   <feedback><affirmativeFeedback type="Md5"><members><member id="7">Other</member></members></affirmativeFeedback>
   </feedback></image>
  <deletedImage><member id="42">Example Member</member><timestamp>2026-01-03T00:00:00Z</timestamp><id>image0</id>
  </deletedImage>
 </images>
 <videos count="1" maxTimestamp="2026-01-02T00:00:00Z">
  <video><member id="43">Second Member</member><timestamp>2026-01-02T00:00:00Z</timestamp><id>video1</id>
   <classification>B2</classification><fingerprints><sha1>86f7e437faa5a7fce15d1ddcb9eaeaea377667b8</sha1></fingerprints>
  </video>
 </videos>
</queryResult>
""",
)
