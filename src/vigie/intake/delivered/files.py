"""The files of the JSON that police receive."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from vigie.intake import values
from vigie.intake.delivered.captures import captured
from vigie.intake.delivered.record import Record
from vigie.intake.hashes import as_hash, by_length
from vigie.intake.values import BadValue
from vigie.report.nouns import Detail, Hash, ReportedFile

# The flags of the API's `fileAnnotations`. The JSON has no documented place for them: services' metadata carry some.
_FLAGS = {
    name.lower(): name
    for name in (
        "animeDrawingVirtualHentai", "potentialMeme", "viral", "possibleSelfProduction", "physicalHarm", "violenceGore",
        "bestiality", "liveStreaming", "infant", "generativeAi",
    )
}  # fmt: skip


def uploaded(record: Record) -> ReportedFile:
    """One uploaded file."""
    seen = captured(record)
    details = tuple(_details(record))
    found = ReportedFile(
        file_id=record.text("submittalId", "fileId"),
        name=record.text("filename", "fileName"),
        original_name=record.text("originalFilename", "originalFileName"),
        uploaded_at=record.moment("uploadedToEspTimestamp") or _upload_time(details),
        url=record.text("locationOfFile") or next(iter(seen.urls), None),
        viewed=record.truth("viewedByEsp", "fileViewedByEsp"),
        exif_viewed=record.truth("exifViewedByEsp"),
        public=record.truth("publiclyAvailable"),
        relevance=record.text("fileRelevance", "relevance"),
        annotations=tuple(dict.fromkeys((*_annotations(record), *_flagged(details)))),
        classification=record.text("industryClassification"),
        tags=tuple(_tags(record)),
        hashes=tuple(dict.fromkeys(_hashes(record))),
        sightings=tuple(seen.sightings),
        devices=tuple(seen.devices),
        details=details,
        texts=tuple(record.texts("additionalInformations", "additionalInformation")),
    )
    record.rest()
    return found


def _hashes(record: Record) -> Iterator[Hash]:
    """`verificationHash` is an MD5 in all that was seen; nobody promises it, so its length says."""
    for text in record.texts("verificationHash", "verificationHashes"):
        yield from _tried(record, "verificationHash", None, text)
    for name in ("md5", "sha1", "sha256"):
        for text in record.texts(name):
            yield from _tried(record, name, name, text)
    for written in record.records("originalFileHashes", "originalFileHash", "hashes"):
        kind, value = written.text("hashType", "type"), written.text("value", "hash")
        if value:
            yield from _tried(written, "value", kind, value)
        written.rest()


def _tried(record: Record, name: str, kind: str | None, text: str) -> Iterator[Hash]:
    try:
        yield as_hash(kind, text) if kind else by_length(text)
    except BadValue as bad:
        record.notes.remark(record.where(name), bad.why)


def _tags(record: Record) -> Iterator[str]:
    """Every tag of every group."""
    for group in record.records("ncmecTags", "groups"):
        found = list(group.texts("tags", "tag"))
        found = found or [text for text in (group.text("value"),) if text]
        yield from found
        group.rest()


def _details(record: Record) -> Iterator[Detail]:
    for pair in record.records("espMetadata", "metadatas"):
        name, value = pair.text("name"), pair.text("value")
        if name or value:
            yield Detail("ESP", name or "", value or "")
        pair.rest()


def _upload_time(details: tuple[Detail, ...]) -> datetime | None:
    """Some services put the upload's time among their metadata; what is not a full date stays there only."""
    for detail in details:
        if "upload" in detail.name.lower() and ("date" in detail.name.lower() or "time" in detail.name.lower()):
            try:
                return values.moment(detail.value)[0]
            except BadValue:
                continue
    return None


def _annotations(record: Record) -> Iterator[str]:
    """`fileAnnotations`, as a list of names or as an object of flags."""
    written = record.take("fileAnnotations", "annotations")
    if isinstance(written, dict):
        yield from (name for name, value in written.items() if value is not False and values.flag(str(value)))
    elif isinstance(written, list):
        yield from (str(name) for name in written if isinstance(name, str))
    elif isinstance(written, str):
        yield written


def _flagged(details: tuple[Detail, ...]) -> Iterator[str]:
    for detail in details:
        name = _FLAGS.get(detail.name.replace(" ", "").lower())
        if name and detail.value.lower() in ("true", "yes", "1"):
            yield name
