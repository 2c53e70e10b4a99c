"""A picture that somebody wants stopped: its fingerprints go on the desk's own list, by an officer's decision."""

from __future__ import annotations

import csv
import io

import msgspec

from vigie.access.models import Officer
from vigie.desk.tasks.act import Refused, Unknown, act, given, standing_of
from vigie.journey.tasks.write import short_write
from vigie.ledger.tags import Tag
from vigie.matching.tasks import ListError, import_list
from vigie.report import nouns
from vigie.report.models import Version
from vigie.report.nouns import Purpose, say

NAME = "own"
KINDS = ("sha256", "sha1", "md5", "pdq")


def put(officer: Officer, report_key: int, file: int, reason: str) -> None:
    """Raises `Refused`, `Unknown`."""
    why, standing = given(reason), standing_of(officer, report_key)
    content = Version.objects.filter(pk=standing.report.current_id or 0).values_list("content", flat=True).get()
    files = msgspec.json.decode(content, type=nouns.Report).files
    if not 0 <= file < len(files):
        raise Unknown
    found = {one.kind: one.value for one in files[file].hashes if one.kind in KINDS}
    if not found:
        raise Refused(say("This file came without a fingerprint."), permanent=True)
    key = f"{standing.report.name}/{file + 1}"
    try:
        import_list(NAME, Purpose.OWN, "csv", _table(key, found), path="own.csv", actor=officer.username)
    except ListError as error:
        raise Refused(say("The own list cannot be written: {why}", why=str(error))) from error
    with short_write() as acts:
        acts.append(act(Tag.PICTURE_LISTED, standing, officer, file=file, kinds=",".join(found), reason=why))


def _table(key: str, found: dict[str, str]) -> io.BytesIO:
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["key", *found])
    table.writerow([key, *found.values()])
    return io.BytesIO(out.getvalue().encode())
