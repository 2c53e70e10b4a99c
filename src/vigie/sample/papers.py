"""The files of one report, by name: its documents, its media, a page to print."""

from __future__ import annotations

from vigie.sample.ncmec_xml import file_details_xml, report_xml
from vigie.sample.police_json import report_json
from vigie.sample.telling import Told

Papers = list[tuple[str, bytes]]


def media(told: Told, by_class: bool = False) -> Papers:
    """The files whose bytes there are; `by_class` puts each into the folder of its class."""
    found = []
    for file, copy in zip(told.report.files, told.copies, strict=True):
        if copy.content is not None and file.name:
            folder = f"{file.classification or 'unclassified'}/" if by_class else ""
            found.append((f"{folder}{file.name}", copy.content))
    return found


def of_xml(told: Told) -> Papers:
    """`report.xml`, a `filedetails-n.xml` for each file, and the files."""
    details = (
        (f"filedetails-{place + 1}.xml", file_details_xml(told.report, place))
        for place in range(len(told.report.files))
    )
    return [("report.xml", report_xml(told.report)), *details, *media(told)]


def of_json(seed: int, told: Told) -> Papers:
    """`report.json` and the files."""
    return [("report.json", report_json(seed, told.report)), *media(told)]


def of_bundle(told: Told) -> Papers:
    """As a partner's tool exports it: the XML, a PDF beside it, the files in a folder for each class."""
    documents = [paper for paper in of_xml(told) if paper[0].endswith(".xml")]
    return [*documents, (f"{told.report.report_id}.pdf", page(told)), *media(told, by_class=True)]


def page(told: Told) -> bytes:
    """One printable page (PDF 1.4) with the report's number, its kind and its company."""
    report = told.report
    lines = (
        f"CyberTipline Report {report.report_id}",
        f"Incident Type: {report.incident_kind}",
        f"Submitted by: {report.company}",
        f"Number of files: {len(report.files)}",
        "SYNTHETIC: this report is invented.",
    )
    escaped = (line.replace("\\", "").replace("(", r"\(").replace(")", r"\)") for line in lines)
    shown = "BT /F1 12 Tf 72 760 Td 18 TL " + " ".join(f"({line}) Tj T*" for line in escaped) + " ET"
    parts = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    return _assembled(parts)


def _assembled(parts: tuple[str, ...]) -> bytes:
    body, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(parts) + 1
    cross = f"xref\n0 {size}\n0000000000 65535 f \n{table}"
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return (body + cross + trailer).encode("ascii")
