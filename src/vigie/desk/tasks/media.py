"""Shows a picture to one officer, once, for a reason: small, grey and blurred, and written down."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from functools import cache

import msgspec

from vigie.access.models import Officer
from vigie.desk.exposure import severity
from vigie.desk.models import Showing
from vigie.desk.tasks.act import Refused, Unknown, act, given, standing_of
from vigie.evidence.seal import SealError
from vigie.evidence.tasks import open_object
from vigie.journey.tasks.write import short_write
from vigie.ledger.tags import Tag
from vigie.matching.decode import Decoder
from vigie.matching.process import DecodeError
from vigie.report import nouns
from vigie.report.models import Finding, Version
from vigie.report.nouns import Sha256, say

GOOD_FOR = timedelta(minutes=2)  # between asking for a picture and the browser fetching it
SIDE = 320  # pixels
MOST = 256 << 20  # bytes of a file that the desk opens for a look


@cache
def _decoder() -> Decoder:
    """One decoding worker for this process, which a hostile file can kill but not own."""
    return Decoder(workers=1)


def ask(officer: Officer, report_key: int, file: int, reason: str) -> str:
    """A token with which this officer's browser may fetch one picture, once. Raises `Refused`, `Unknown`."""
    why, standing = given(reason), standing_of(officer, report_key)
    version = standing.report.current_id or 0
    content = Version.objects.filter(pk=version).values_list("content", flat=True).get()
    files = msgspec.json.decode(content, type=nouns.Report).files
    media = files[file].media if 0 <= file < len(files) else None
    if media is None:
        raise Unknown
    showing = Showing(
        token=secrets.token_urlsafe(32),
        report_key=report_key,
        file=file,
        sha256=media,
        officer=officer.username,
        at=datetime.now(UTC),
        reason=why,
        severity=severity(files[file], _matches(version, file)).value,
    )
    with short_write() as acts:
        showing.save()
        acts.append(act(Tag.MEDIA_SHOWN, standing, officer, file=file, sha256=media, reason=why))
    return showing.token


def _matches(version: int, file: int) -> list[nouns.Match]:
    """What the lists say of a file, by the latest finding."""
    rows = Finding.objects.filter(version_id=version, stage="matching").order_by("-number")
    content = rows.values_list("content", flat=True).first()
    found = msgspec.json.decode(content, type=nouns.Matches).matches if content else ()
    return [match for match in found if match.file == file]


def serve(officer: Officer, token: str) -> bytes:
    """The picture as PNG bytes, once. Raises `Refused` when it cannot be made, `Unknown` the second time."""
    now = datetime.now(UTC)
    mine = Showing.objects.filter(token=token, officer=officer.username, served_at=None, at__gt=now - GOOD_FOR)
    if not mine.update(served_at=now):
        raise Unknown
    showing = Showing.objects.get(token=token)
    try:
        with open_object(Sha256(showing.sha256)) as stream:
            return veiled(stream.read(MOST))
    except (SealError, DecodeError) as error:
        raise Refused(say("This file cannot be shown as a picture: {why}", why=str(error))) from error


def veiled(content: bytes) -> bytes:
    """A picture as it is shown here, as PNG bytes: small, grey and blurred. Raises `DecodeError`."""
    return _decoder().thumbnail(content, SIDE, blur=True, grey=True)


def seen_today(officer: Officer, now: datetime) -> int:
    """How many pictures an officer has looked at in the last 24 hours."""
    return Showing.objects.filter(
        officer=officer.username, at__gt=now - timedelta(days=1), served_at__isnull=False
    ).count()
