"""Writes a caseload into a folder: the reports as they would come in, the lists, and the truth."""

from __future__ import annotations

import json
import zipfile
from collections import defaultdict
from pathlib import Path

from bench.elsewhere.caseload import Case, Caseload
from bench.elsewhere.events import START
from bench.elsewhere.forms_json import report_json
from bench.elsewhere.forms_table import MAPPING, reports_csv, reports_ndjson
from bench.elsewhere.forms_xml import details_xml, report_xml
from bench.elsewhere.told import Told
from bench.elsewhere.visible import truth

BROKEN = {
    "cut.json": b'{"reportId": 619999999, "reportedInformation": {"reportingEsp": {"espName"',
    "empty.xml": b"",
    "unclosed.xml": b'<?xml version="1.0"?><report><incidentSummary><incidentType>',
}


def _day(told: Told) -> str:
    return f"day-{max(0, (told.received - START).days):03d}"


def _bundle(told: Told) -> dict[str, bytes]:
    """The documents of a report in XML, by name."""
    made = {"report.xml": report_xml(told).encode()}
    for place, item in enumerate(told.items):
        made[f"filedetails-{place}.xml"] = details_xml(told, place, item).encode()
    return made


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _send(folder: Path, told: Told, mark: str = "", zipped: bool = False) -> None:
    if told.form == "json":
        _put(folder / f"{told.number}.json", report_json(told))
    elif zipped:
        folder.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(folder / f"{told.number}{mark}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in _bundle(told).items():
                archive.writestr(zipfile.ZipInfo(name), content)
    else:
        for name, content in _bundle(told).items():
            _put(folder / f"{told.number}{mark}" / name, content)


def _tables(cases: list[Case], folder: Path) -> None:
    weeks: dict[tuple[str, int], list[Told]] = defaultdict(list)
    for case in cases:
        if case.told.form in ("csv", "ndjson"):
            weeks[case.told.form, (case.told.received - START).days // 7].append(case.told)
    for (form, week), reports in weeks.items():
        if form == "csv":
            _put(folder / "ligne-claire" / f"ligne-claire-{week:02d}.csv", reports_csv(reports))
            _put(folder / "ligne-claire" / "mapping.toml", MAPPING.encode())
        else:
            _put(folder / "meldpunt" / f"meldpunt-{week:02d}.ndjson", reports_ndjson(reports))


def write(made: Caseload, out: Path) -> dict[str, int]:
    """Writes everything; what a desk should count when it takes `out/reports`."""
    folder = out / "reports"
    for case in made.cases:
        told = case.told
        if told.form in ("csv", "ndjson"):
            continue
        zipped = told.form == "xml" and int(told.number) % 9 == 0
        _send(folder / _day(told), told, zipped=zipped)
        if case.later:  # the police's JSON says only by its number that it was here before
            _send(folder / f"{_day(case.later)}-later", case.later, mark="-v2")
        if case.repeated:
            _send(folder / f"{_day(told)}-again", told, zipped=zipped)
    _tables(made.cases, folder)
    for name, content in BROKEN.items():
        _put(folder / "broken" / name.partition(".")[0] / name, content)
    _lists(made, out / "lists")
    versions, repeats = sum(case.later is not None for case in made.cases), sum(case.repeated for case in made.cases)
    expected = {
        "received": len(made.cases) + versions + repeats + len(BROKEN), "new": len(made.cases), "version": versions,
        "duplicate": repeats, "unreadable": len(BROKEN),
    }  # fmt: skip
    _put(out / "truth.json", json.dumps({"expected": expected, "reports": truth(made)}, indent=1).encode())
    return expected


def _lists(made: Caseload, folder: Path) -> None:
    for purpose, files in (("known", made.materials.old), ("viral", made.materials.viral)):
        rows = [f"{one.md5},{one.sha1}" for one in files if one.listed == purpose]
        _put(folder / f"{purpose}.csv", "\n".join(["md5,sha1", *rows, ""]).encode())
