"""Files that nobody can read, as every desk receives some; the truth lists each with what is wrong with it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vigie.sample.draws import stream
from vigie.sample.plan import FIRST_ID
from vigie.sample.posts import write

_FIRST_BROKEN = FIRST_ID + 50_000_000  # numbers that no report of the caseload has


@dataclass(frozen=True, slots=True)
class Broken:
    """One unreadable file, by its path in the caseload."""

    path: str
    kind: str


def _truncated_xml(number: int) -> tuple[str, bytes]:
    return (
        f"ncmec/broken/{number}/report.xml",
        b'<?xml version="1.0" encoding="UTF-8"?>\n<report><incidentSummary><incidentTy',
    )


def _external_entity(number: int) -> tuple[str, bytes]:
    body = '<?xml version="1.0"?>\n<!DOCTYPE report [<!ENTITY x SYSTEM "file:///etc/hostname">]>\n<report><incidentSummary>'
    body += "<incidentType>&x;</incidentType></incidentSummary></report>\n"
    return f"ncmec/broken/{number}/report.xml", body.encode()


def _wrong_encoding(number: int) -> tuple[str, bytes]:
    return f"ncmec/broken/{number}/report.xml", "<report><incidentSummary/></report>".encode("cp500")


def _empty(number: int) -> tuple[str, bytes]:
    return f"ncmec/broken/{number}/report.xml", b""


def _truncated_json(number: int) -> tuple[str, bytes]:
    return (
        f"police/broken/{number}.json",
        b'{"reportId": %d, "reportedInformation": {"reportingEsp": {"espName": "Exa' % number,
    )


def _truncated_zip(number: int) -> tuple[str, bytes]:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as bundle:
        bundle.writestr(zipfile.ZipInfo(f"{number}/report.xml"), b"<report></report>" * 40)
    return f"bundles/broken-{number}.zip", whole.getvalue()[:300]


def _lone_picture(number: int) -> tuple[str, bytes]:
    """A grey GIF of one pixel, with no report to go with it."""
    screen = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x80\x80\x80\xff\xff\xff"
    pixel = b",\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
    return f"ncmec/lost-{number}.gif", screen + pixel


_KINDS: dict[str, Callable[[int], tuple[str, bytes]]] = {
    "truncated-xml": _truncated_xml,
    "external-entity": _external_entity,
    "wrong-encoding": _wrong_encoding,
    "empty": _empty,
    "truncated-json": _truncated_json,
    "truncated-zip": _truncated_zip,
    "picture-without-report": _lone_picture,
}


def leave(root: Path, seed: int, reports: int) -> list[Broken]:
    """Writes the broken files: one of each kind, and one more for each five hundred reports."""
    rng, kinds, left = stream(seed, "broken"), list(_KINDS), []
    chosen = kinds + [rng.choice(kinds) for _ in range(reports // 500)]
    for place, kind in enumerate(chosen):
        path, content = _KINDS[kind](_FIRST_BROKEN + place)
        folder, _, name = f"reports/{path}".rpartition("/")
        write(root, folder, [(name, content)])
        left.append(Broken(f"{folder}/{name}", kind))
    return left
