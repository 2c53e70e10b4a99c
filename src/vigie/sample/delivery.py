"""In which form a report reaches the desk, and under which number: a mix, as a real desk receives."""

from __future__ import annotations

from enum import StrEnum

from vigie.report.nouns import ReportId, SourceName
from vigie.sample.draws import Weighted, stream
from vigie.sample.plan import FIRST_ID


class Form(StrEnum):
    """The forms of delivery."""

    NCMEC_XML = "ncmec-xml"  # a folder with report.xml and filedetails-*.xml
    POLICE_JSON = "police-json"  # a folder with report.json, or a lone JSON file
    BUNDLE = "bundle"  # many reports in one ZIP, media by class
    HOTLINE_CSV = "hotline-csv"
    PARTNER_NDJSON = "partner-ndjson"


NCMEC = frozenset({Form.NCMEC_XML, Form.POLICE_JSON, Form.BUNDLE})
SOURCES = {
    Form.NCMEC_XML: SourceName("ncmec"),
    Form.POLICE_JSON: SourceName("ncmec"),
    Form.BUNDLE: SourceName("ncmec"),
    Form.HOTLINE_CSV: SourceName("hotline"),
    Form.PARTNER_NDJSON: SourceName("partner"),
}
_MIX = Weighted(
    {Form.NCMEC_XML: 44, Form.POLICE_JSON: 24, Form.BUNDLE: 22, Form.HOTLINE_CSV: 6, Form.PARTNER_NDJSON: 4}
)


def form_of(seed: int, number: int) -> Form:
    """How the `number`-th report comes."""
    return _MIX.pick(stream(seed, "form", number))


def report_id(seed: int, number: int) -> ReportId:
    """The sender's own id of the `number`-th report; it grows with time."""
    form = form_of(seed, number)
    if form is Form.HOTLINE_CSV:
        return ReportId(f"HL-26-{number + 1:07d}")
    if form is Form.PARTNER_NDJSON:
        return ReportId(f"PA-26-{number + 1:07d}")
    return ReportId(str(FIRST_ID + number))
