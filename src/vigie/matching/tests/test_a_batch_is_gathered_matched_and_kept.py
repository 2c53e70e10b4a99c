"""The stage in the journey's hands: prints made once, findings kept idempotently, lists that change underneath."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import BinaryIO

import pytest

from vigie.matching import tasks
from vigie.matching.models import Hit, Print, Sought
from vigie.matching.step import match
from vigie.matching.tests.scenes import saved, scene
from vigie.report.nouns import (
    Dossier,
    Hash,
    Matches,
    Purpose,
    Report,
    ReportedFile,
    ReportId,
    Sha256,
    SourceName,
)

pytestmark = pytest.mark.django_db

MD5 = "0cc175b9c0f1b6a831c399e269772661"
MEDIA = {
    Sha256(hashlib.sha256(content).hexdigest()): content
    for content in (saved(scene(1), "PNG"), saved(scene(2), "JPEG"), b"a text")
}
PICTURE, PHOTO, TEXT = MEDIA
opened: list[Sha256] = []


@pytest.fixture(autouse=True)
def _nothing_opened() -> Iterator[None]:
    opened.clear()
    yield


def open_(sha256: Sha256) -> BinaryIO:
    opened.append(sha256)
    return io.BytesIO(MEDIA[sha256])


def dossier(key: int, *files: ReportedFile) -> Dossier:
    report = Report(SourceName("ncmec"), ReportId(str(key)), "ncmec-xml/1", files=files)
    return Dossier(100 + key, key, report, datetime(2026, 1, 2, tzinfo=UTC))


def worked(batch: list[Dossier]) -> tuple[Matches, ...]:
    return tasks.keep(batch, match(batch, tasks.gather(batch, open_))).findings


def imported(content: str, name: str = "national") -> tasks.Imported:
    return tasks.import_list(name, Purpose.KNOWN, None, io.BytesIO(content.encode()))


def pdq_of(sha256: Sha256, change: Callable[[int], int] = int) -> str:
    (finding,) = worked([dossier(99, ReportedFile(media=sha256))])
    print_ = finding.prints[0]
    assert print_ is not None
    assert print_.pdq is not None
    return f"{change(int(print_.pdq, 16)):064x}"


BATCH = [
    dossier(1, ReportedFile(media=PICTURE), ReportedFile(hashes=(Hash("md5", MD5),))),
    dossier(2, ReportedFile(media=TEXT), ReportedFile(media=PICTURE)),
]


def test_each_media_file_is_opened_and_printed_once() -> None:
    one, two = worked(BATCH)
    assert sorted(opened) == sorted([PICTURE, TEXT])
    assert [print_.sha256 if print_ else None for print_ in one.prints] == [PICTURE, None]
    assert [print_.kind if print_ else None for print_ in two.prints] == ["text/plain", "image/png"]
    opened.clear()
    assert worked(BATCH) == (one, two)
    assert opened == []


def test_a_print_of_an_older_version_is_made_again() -> None:
    worked(BATCH)
    Print.objects.update(version=0)
    opened.clear()
    worked(BATCH)
    assert sorted(opened) == sorted([PICTURE, TEXT])


def test_what_is_kept_again_replaces_what_was_kept() -> None:
    imported(f"md5\n{MD5}\n")
    worked(BATCH)
    rows = sorted(Sought.objects.values_list("report_key", "kind", "value"))
    worked(BATCH)
    assert sorted(Sought.objects.values_list("report_key", "kind", "value")) == rows
    assert list(Hit.objects.values_list("report_key", flat=True)) == [1]


def test_a_list_that_changes_between_looking_and_keeping_is_seen_all_the_same() -> None:
    found = match(BATCH, tasks.gather(BATCH, open_))
    assert found[0].matches == ()
    imported(f"md5\n{MD5}\n")
    kept = tasks.keep(BATCH, found)
    assert [one.entry for one in kept.findings[0].matches] == [MD5]
    assert kept.findings[0].lists == ("national@1",)


def test_a_change_of_a_list_touches_the_reports_that_it_may_concern_and_no_other() -> None:
    near = pdq_of(PICTURE, lambda value: value ^ 0b111)
    worked([*BATCH, dossier(3, ReportedFile(media=PHOTO))])
    done = imported(f"md5,pdq\n{MD5},\n,{near}\n")
    assert tasks.touched_by("national", done.before) == {1, 2, 99}
    worked([*BATCH, dossier(3, ReportedFile(media=PHOTO))])
    other = imported("md5\n" + "1" * 32)
    assert tasks.touched_by("national", other.before) == frozenset()
    changed = imported(f"md5,category\n{'1' * 32},2\n")
    assert tasks.touched_by("national", changed.before) == {1, 2}  # it may have taken back what it matched
    assert tasks.touched_by("no such list") == frozenset()
    assert tasks.remove_list("national") == {1, 2}


def test_a_carried_picture_fingerprint_is_touched_too() -> None:
    pdq = pdq_of(PICTURE)
    worked([dossier(5, ReportedFile(hashes=(Hash("pdq", pdq),)))])
    done = imported(f"pdq\n{pdq}\n", "other")
    assert tasks.touched_by("other", done.before) == {5, 99}
