"""What a stranger would send, written by hand from the formats and not by our own sample. All of it invented."""

from __future__ import annotations

import hashlib
import io
import json
import random
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFilter

GRAVE = "Child Pornography (possession, manufacture, and distribution)"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def api_xml(user: str, *, company: str = "one", email: str = "", doctype: str = "") -> str:
    """What a service submits: no id of its own."""
    person = f"<personOrUserReportedPerson><email>{email}</email></personOrUserReportedPerson>" if email else ""
    return f"""{_HEAD}{doctype}<report>
 <incidentSummary><incidentType>{GRAVE}</incidentType><incidentDateTime>2026-11-02T03:04:05Z</incidentDateTime></incidentSummary>
 <internetDetails><chatImIncident><chatClient>Example</chatClient></chatImIncident></internetDetails>
 <reporter><reportingPerson><email>desk@{company}.example</email></reportingPerson></reporter>
 <personOrUserReported>{person}<espIdentifier>{user}</espIdentifier><espService>{company}</espService></personOrUserReported>
</report>"""


def details(report: int, name: str, original: str = "", md5: str = "") -> str:
    """The document beside it that describes one file."""
    digest = f'<originalFileHash hashType="MD5">{md5}</originalFileHash>' if md5 else ""
    return (
        f"<fileDetails><reportId>{report}</reportId><fileId>{md5[:8] or name}</fileId><fileName>{name}</fileName>"
        f"<originalFileName>{original or name}</originalFileName>{digest}</fileDetails>"
    )


def police_json(report: int, user: str, *, emails: Iterable[str] = (), files: Iterable[str] = ()) -> dict[str, Any]:
    """What police receive."""
    written = {"emails": [{"value": email, "verified": True} for email in emails]}
    named = [{"filename": name, "originalFilename": None, "viewedByEsp": None} for name in files]
    person = {"firstName": None, "espUserId": user, "espService": "Two", "emails": written, "phones": None}
    return {
        "reportId": report,
        "dateReceived": "2026-11-03T00:00:00Z",
        "reportedInformation": {
            "reportingEsp": {"espName": "Two", "lastName": None},
            "incidentSummary": {"incidentType": GRAVE, "incidentDateTime": "2026-11-02T03:04:05Z"},
            "incidentDetails": None,
            "reportedPeople": {"reportedPersons": [person]},
            "uploadedFiles": {"uploadedFiles": named},
        },
    }


def picture(seed: int) -> Image.Image:
    """A pattern of soft discs."""
    chance, made = random.Random(seed), Image.new("RGB", (480, 360), (90, 120, 150))
    draw = ImageDraw.Draw(made)
    for _ in range(40):
        x, y, radius = chance.randrange(480), chance.randrange(360), chance.randrange(15, 120)
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=tuple(chance.choices(range(256), k=3)))
    return made.filter(ImageFilter.GaussianBlur(2))


def encoded(image: Image.Image, form: str = "JPEG", **how: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, form, **how)
    return stream.getvalue()


def md5(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def put(root: Path, files: Mapping[str, Any]) -> Path:
    """Writes files below a folder: bytes and texts as they are, all else as JSON."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(octets(content))
    return root


def zipped(files: Iterable[tuple[str, Any]]) -> bytes:
    """An archive whose members are called exactly so."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            member = zipfile.ZipInfo("x")
            member.filename = name
            archive.writestr(member, octets(content), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def octets(content: Any) -> bytes:
    if isinstance(content, bytes):
        return content
    return (content if isinstance(content, str) else json.dumps(content)).encode()
