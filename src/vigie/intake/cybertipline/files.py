"""`fileDetails`: what a service says of one file. A document of its own beside the report."""

from __future__ import annotations

from lxml.etree import _Element as Element

from vigie.intake.cybertipline.contacts import device, sighting
from vigie.intake.cybertipline.filling import Slot, fill, keep_unknown, moment, remark, text, truth
from vigie.intake.hashes import as_hash, is_kind
from vigie.intake.notes import Notes
from vigie.intake.values import BadValue, flag
from vigie.report.nouns import Detail, Hash, ReportedFile, ReportId, say

RELEVANCE = "Reported"  # the schema's default


def flags(element: Element, notes: Notes) -> tuple[str, ...]:
    """The names of the flags that are present: `<viral/>` means true. Names we do not know are kept too."""
    names = (child.tag for child in element if isinstance(child.tag, str) and flag(child.text))
    return tuple(str(name) for name in names)


def _flags(element: Element, notes: Notes) -> dict[str, tuple[str, ...]]:
    return {"annotations": flags(element, notes)}


def _meme(element: Element, notes: Notes) -> dict[str, tuple[str, ...]]:
    return {"annotations": ("potentialMeme",)} if flag(element.text) else {}


def _hash(element: Element, notes: Notes) -> Hash | None:
    try:
        return as_hash(element.get("hashType", ""), text(element, notes) or "")
    except BadValue as bad:
        remark(element, notes, bad.why)
        return None


def _details(element: Element, notes: Notes) -> dict[str, tuple[object, ...]]:
    """Name and value pairs; those that are digests are told as digests too, so that they are matched."""
    group = element.get("type", "").strip()
    details = []
    for pair in element:
        if pair.tag != "nameValuePair":
            keep_unknown(pair, notes)
            continue
        name, value = (pair.findtext("name") or "").strip(), (pair.findtext("value") or "").strip()
        if name or value:
            details.append(Detail(group, name, value))
    return {"details": tuple(details), "hashes": tuple(_digests(details)) if group.upper() == "HASH" else ()}


def _digests(details: list[Detail]) -> list[Hash]:
    digests = []
    for detail in details:
        if is_kind(detail.name):
            try:
                digests.append(as_hash(detail.name, detail.value))
            except BadValue:
                continue  # it stays readable among the details
    return digests


_FILE = {
    "reportId": Slot("report_id", text),
    "fileId": Slot("file_id", text),
    "fileName": Slot("name", text),
    "originalFileName": Slot("original_name", text),
    "uploadedToEspTimestamp": Slot("uploaded_at", moment),
    "locationOfFile": Slot("url", text),
    "fileViewedByEsp": Slot("viewed", truth),
    "exifViewedByEsp": Slot("exif_viewed", truth),
    "publiclyAvailable": Slot("public", truth),
    "fileRelevance": Slot("relevance", text),
    "potentialMeme": Slot("", _meme, inline=True),
    "fileAnnotations": Slot("", _flags, inline=True),
    "industryClassification": Slot("classification", text),
    "originalFileHash": Slot("hashes", _hash, many=True),
    "ipCaptureEvent": Slot("sightings", sighting, many=True),
    "deviceId": Slot("devices", device, many=True),
    "details": Slot("", _details, inline=True),
    "additionalInfo": Slot("texts", text, many=True),
}


def file_details(element: Element, notes: Notes) -> tuple[ReportedFile, ReportId | None]:
    """The file, and the id of the report it belongs to."""
    found = fill(element, _FILE, notes)
    report_id = found.pop("report_id", None)
    if report_id is None:
        remark(element, notes, say("the description of a file does not say which report it belongs to"))
    found.setdefault("relevance", RELEVANCE)
    found["hashes"] = tuple(dict.fromkeys(found.get("hashes", ())))
    return ReportedFile(**found), ReportId(report_id) if report_id else None
