"""Whether a document has the shape that this desk asks for. The schema that services fetch is the one that judges."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from lxml import etree
from lxml.etree import _Element as Element

from vigie.intake.cybertipline.parsing import parse
from vigie.intake.format import Unreadable
from vigie.intake.values import BadValue, moment
from vigie.services.codes import Code, Wrong

SCHEMA = Path(__file__).with_name("cybertip.xsd").read_bytes()
DESCRIPTION = Path(__file__).with_name("cybertip.openapi.json").read_bytes()  # of the interface, for programs
AHEAD = timedelta(minutes=10)  # a service's clock may run so much before ours
EASTMOST = timedelta(hours=14)  # a time without a zone may be that of any place
_here = threading.local()  # libxml2 keeps its errors in the schema: each thread has one


def look_at_report(body: bytes) -> bool:
    """Checks a report. Returns whether it asks to be read first. Raises `Wrong`."""
    root = document(body, "report")
    past(root, datetime.now(UTC))
    return root.find("incidentSummary/escalateToHighPriority") is not None


def look_at_details(body: bytes) -> tuple[int, str]:
    """Checks the description of a file. Returns the report's number and the file's id. Raises `Wrong`."""
    root = document(body, "fileDetails")
    supplemental(root)
    return int((root.findtext("reportId") or "").strip()), (root.findtext("fileId") or "").strip()


def document(body: bytes, root: str) -> Element:
    """A document of this root element, checked. Raises `Wrong`: 4110 when it is no XML, 4100 when it is not as
    agreed."""
    if not body.strip():
        raise Wrong(Code.INVALID_REQUEST, "the request has no body")
    try:
        found, _ = parse(body)
    except Unreadable as error:
        raise Wrong(Code.MALFORMED_XML, str(error)) from error
    if found.tag != root:
        raise Wrong(Code.VALIDATION_FAILED, f"the document is a “{found.tag}”, not a “{root}”")
    _judge(found)
    return found


def _judge(root: Element) -> None:
    schema = getattr(_here, "schema", None)
    if schema is None:
        schema = _here.schema = etree.XMLSchema(etree.fromstring(SCHEMA))
    if not schema.validate(root):
        errors: Any = schema.error_log
        first = errors[0]
        raise Wrong(Code.VALIDATION_FAILED, f"line {first.line}: {first.message}")


def past(root: Element, now: datetime) -> None:
    """Refuses an incident that is still to come: the documentation says so, and it is a slip of the clock or the zone.
    Raises `Wrong`."""
    said = (root.findtext("incidentSummary/incidentDateTime") or "").strip()
    try:
        at, zoned = moment(said)
    except BadValue as bad:
        raise Wrong(Code.VALIDATION_FAILED, f"incidentDateTime: {bad.why}") from bad
    if at > now + (AHEAD if zoned else EASTMOST):
        raise Wrong(Code.VALIDATION_FAILED, f"incidentDateTime must be in the past, and {said} is not")


def supplemental(root: Element) -> None:
    """What a supplemental file may not say: only a reported one is classified or a meme. Raises `Wrong`."""
    if (root.findtext("fileRelevance") or "").strip() != "Supplemental Reported":
        return
    if root.find("industryClassification") is not None:
        raise Wrong(Code.VALIDATION_FAILED, "a supplemental file has no industryClassification")
    if root.find("potentialMeme") is not None or root.find("fileAnnotations/potentialMeme") is not None:
        raise Wrong(Code.VALIDATION_FAILED, "a supplemental file is not marked potentialMeme")
