"""Hotlines' tables (CSV with their own headings, NDJSON) and partners' JSON: one row of columns behind all three."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench.third import fields
from bench.third.seen import Report, thinned

FILES = 4  # the most that a row tells
# What a French hotline calls the columns; its mapping beside the table says so.
FRENCH = {
    "report_id": "N° dossier",
    "received": "Reçu le",
    "text": "Récit",
    "kind": "Nature",
    "escalation": "Motif d'urgence",
    "screen_name": "Pseudo",
    "email": "Courriel",
    "phone": "Téléphone",
    "relationship": "Lien avec l'enfant",
    "access_to_children": "Au contact d'enfants",
    "occupation": "Métier",
    "country": "Pays",
    "city": "Ville",
}
HEADINGS = (
    *("report_id", "received", "company", "kind", "incident_time", "escalation", "annotations", "language", "text"),
    *("country", "city", "age", "screen_name", "account", "email", "phone", "device", "ip", "ip_time", "ip_proxy"),
    *("payment", "payment_kind", "relationship", "access_to_children", "occupation", "convicted", "aware_of_report"),
    *("prior_report", "note", "victim_school", "file_1_annotations", "file_1_note"),
    *(f"file_{at}_{what}" for at in range(1, FILES + 1) for what in ("name", "md5")),
    *(f"victim_{at}_age" for at in range(1, 4)),
)


def _of_person(report: Report) -> dict[str, str]:
    address, who = report.link("ip"), report.person
    return {
        "country": who.country,
        "city": who.town if report.town else "",
        "age": "" if report.age is None else str(report.age),
        "screen_name": report.link("screen"),
        "account": report.link("account"),
        "email": report.link("email"),
        "phone": report.link("phone"),
        "device": report.link("device"),
        "ip": address,
        "ip_time": fields.noticed(report) if address else "",
        "ip_proxy": "true" if address and "proxy" in report.marks else "",
        "payment": report.link("payment"),
        "payment_kind": "wallet" if report.link("payment") else "",
        "relationship": fields.relationship(report),
        "access_to_children": fields.access(report),
        "occupation": fields.occupation(report),
        "convicted": fields.convicted(report),
        "aware_of_report": "yes" if "notified" in report.marks else "",
        "prior_report": "|".join(fields.priors(report)),
        "note": " ".join(fields.remarks(report)),
        "victim_school": fields.school(report),
    }


def row(report: Report) -> dict[str, str]:
    """All that is told, by our columns; what is not said is left out."""
    told = {
        "report_id": report.number,
        "received": fields.received(report),
        "company": report.source.name,
        "kind": report.type,
        "incident_time": fields.noticed(report),
        "escalation": fields.escalation(report),
        "annotations": "|".join(fields.flags(report, fields.ANNOTATIONS)),
        "language": report.source.language,
        "text": report.told.note,
        "file_1_annotations": "|".join(fields.flags(report, fields.FLAGS)),
        "file_1_note": "EXIF: Synthetic T-3" if "camera" in report.marks else "",
        **_of_person(report),
    }
    for at, file in enumerate(report.files[:FILES], 1):
        told |= {f"file_{at}_name": file.name, f"file_{at}_md5": file.md5}
    told |= {f"victim_{at}_age": str(age) for at, age in enumerate(fields.victims(report), 1)}
    return {key: value for key, value in told.items() if value}


def _csv(folder: Path, key: str, reports: list[Report], french: bool) -> None:
    names = FRENCH if french else {}
    with (folder / f"{key}.csv").open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, delimiter=";" if french else ",")
        rows.writerow([names.get(one, one) for one in HEADINGS])
        for report in reports:
            told = row(report)
            rows.writerow([told.get(one, "") for one in HEADINGS])
    if french:
        columns = "".join(f"{ours} = {json.dumps(theirs, ensure_ascii=False)}\n" for ours, theirs in names.items())
        mapping = f'source = "{key.replace("_", "-")}"\ndelimiter = ";"\n\n[columns]\n{columns}'
        (folder / f"{key}.mapping.toml").write_text(mapping, "utf-8")


def write_tables(root: Path, reports: Iterable[Report]) -> None:
    """A table for each hotline."""
    tables: defaultdict[str, list[Report]] = defaultdict(list)
    for report in reports:
        tables[report.source.key].append(report)
    for key, told in tables.items():
        folder = root / "hotlines" / key
        folder.mkdir(parents=True, exist_ok=True)
        if told[0].source.form == "csv":
            _csv(folder, key, told, french=told[0].source.language == "fr")
        else:
            lines = (json.dumps(row(report), ensure_ascii=False) for report in told)
            (folder / f"{key}.ndjson").write_text("".join(f"{line}\n" for line in lines), "utf-8")


def write_partner(root: Path, report: Report) -> None:
    """One report through the desk's own interface: the number is the folder's name, and who it is about an object."""
    place = root / "partners" / report.source.key
    if report.later:
        _save(place / report.number, thinned(report))
    _save(place / f"{report.number}-v2" if report.later else place / report.number, report)


def _save(folder: Path, report: Report) -> None:
    told: dict[str, Any] = {"format": "vigie-report/1", **row(report)}
    told.pop("report_id")
    account = {key: told.pop(key) for key in ("email", "phone", "screen_name", "account") if key in told}
    if account:
        told["reported"] = {**account, "service": report.source.name}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vigie-report.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")
