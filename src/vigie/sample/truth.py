"""What is true of each report, for measuring: never read by anything that ranks.

`truth.json` is one JSON object, written line by line: `vigie_sample` (what made it), `reports` (by the sender's id, one
a line), `versions`, `duplicates`, `unreadable`, `expected` (what `vigie take` should count) and `summary`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TextIO

import msgspec

from vigie.report import nouns
from vigie.report.nouns import Role
from vigie.sample.broken import Broken
from vigie.sample.materials import Kind
from vigie.sample.telling import Told


def leads(report: nouns.Report) -> set[str]:
    """What in a report could lead to a person: an address with its time, a mail, a number, a name with a place."""
    found = set()
    for person in report.people:
        found |= {"email"} if person.emails else set()
        found |= {"phone"} if person.phones else set()
        found |= {"ip"} if any(seen.at for seen in person.sightings) else set()
        found |= {"name"} if person.last_name and person.addresses else set()
        found |= {"school"} if person.school else set()
    if any(seen.at for file in report.files for seen in file.sightings):
        found.add("ip")
    if any("@" in text or "user_phone" in text or ", IP " in text for text in report.texts):
        found.add("text")
    return found


def true_class(told: Told) -> str:
    """What an all-knowing reader of this version would say of it: viral on content, insufficient without a lead."""
    kinds = {one.kind for one in told.materials}
    if kinds == {Kind.VIRAL} and not told.cues:
        return "viral"
    return "workable" if leads(told.report) and (told.report.files or told.report.texts) else "insufficient"


def visible(told: Told) -> dict[str, Any]:
    """What a careful reader of the report sees, in few numbers: for the simple orders that a queue is compared with."""
    report = told.report
    people, kinds = report.people, [one.kind for one in told.materials]
    shown = [seen for one in people for seen in one.sightings]
    shown += [seen for file in report.files for seen in file.sightings]
    reported = report.having(Role.REPORTED)
    return {
        "escalated": report.escalation is not None,
        "files": len(report.files),
        "unknown": sum(kind not in (Kind.KNOWN, Kind.VIRAL) for kind in kinds),
        "known": kinds.count(Kind.KNOWN),
        "viral": kinds.count(Kind.VIRAL),
        "viewed": any(file.viewed for file in report.files),
        "prepubescent": any((file.classification or "").startswith("A") for file in report.files),
        "classified": any(file.classification for file in report.files),
        "exif": any(file.details for file in report.files),
        "chat": any(file.relevance == "Supplemental Reported" for file in report.files),
        "address": bool(shown),
        "port": any(seen.port for seen in shown),
        "proxy": any(seen.proxy for seen in shown),
        "email": any(one.emails for one in people),
        "phone": any(one.phones for one in people),
        "children": sum(one.role in (Role.VICTIM, Role.RECIPIENT) for one in people),
        "prior": sum(len(one.prior_reports) for one in reported),
        "access": any(one.access_to_children == "Yes" or one.relationship for one in people),
        "convicted": any(one.convicted for one in people),
        "annotated": bool(report.annotations),
        "notified": any(one.disabled_for_good and one.disabled_for_good.user_notified for one in people),
        "kind": report.incident_kind,
        "cues": list(told.cues),
        "text": bool(report.texts),
    }


@dataclass
class Counts:
    """What was delivered."""

    new: int = 0
    version: int = 0
    duplicate: int = 0
    unreadable: int = 0
    grave: int = 0
    by_form: dict[str, int] = field(default_factory=dict)
    by_hidden: dict[str, int] = field(default_factory=dict)

    @property
    def received(self) -> int:
        """Everything that came."""
        return self.new + self.version + self.duplicate + self.unreadable


def grave(told: Told, last: nouns.Report) -> bool:
    """A child could be found now: the suspect is one of the grave kinds, and what was told in the end leads to it."""
    return told.suspect.grave and bool(leads(last))


def of_report(told: Told, last: Told, path: str) -> dict[str, Any]:
    """The truth of one report; `last` is its last version, which may be itself."""
    who, isgrave = told.suspect, grave(told, last.report)
    return {
        "grave": isgrave,
        "why": who.hidden.value if isgrave else None,
        "hidden": who.hidden.value,
        "look": told.look.value,
        "class": true_class(last),
        "class_first": true_class(told),
        "suspect": f"suspect-{who.index}",
        "victims": [one.key for one in who.victims],
        "materials": [one.key for one in told.materials],
        "copies": [copy.variant for copy in told.copies if copy.material],
        "country": who.country,
        "company": told.account.company.name,
        "language": told.report.language,
        "received": told.event.at.isoformat().replace("+00:00", "Z"),
        "order": told.event.number,
        "form": told.form.value,
        "path": path,
        "versions": 1 if last is told else 2,
        "visible": visible(last),
    }


class Truth:
    """Writes `truth.json` as the caseload grows; it is called `truth.json.part` until everything is there."""

    def __init__(self, path: Path, about: Mapping[str, Any]) -> None:
        self._path = path
        self._file: TextIO = part(path).open("w", encoding="utf-8")
        self._file.write('{"vigie_sample": ' + json.dumps(dict(about)) + ',\n"reports": {')
        self._first = True
        self.counts = Counts()
        self._versions: list[dict[str, Any]] = []
        self._duplicates: list[dict[str, Any]] = []

    def report(self, told: Told, last: Told, path: str) -> None:
        """One report, delivered for the first time."""
        found = of_report(told, last, path)
        self._file.write(
            ("\n" if self._first else ",\n") + json.dumps(told.report.report_id) + ": " + json.dumps(found)
        )
        self._first = False
        counts = self.counts
        counts.new += 1
        counts.grave += found["grave"]
        counts.by_form[told.form.value] = counts.by_form.get(told.form.value, 0) + 1
        counts.by_hidden[found["hidden"]] = counts.by_hidden.get(found["hidden"], 0) + 1

    def version(self, told: Told, path: str, changes: tuple[str, ...]) -> None:
        """A later version of one."""
        self.counts.version += 1
        self._versions.append({"report": told.report.report_id, "path": path, "changes": list(changes)})

    def duplicate(self, told: Told, path: str) -> None:
        """The same bytes again."""
        self.counts.duplicate += 1
        self._duplicates.append({"report": told.report.report_id, "path": path})

    def close(self, broken: list[Broken], lists: Mapping[str, int]) -> dict[str, Any]:
        """The rest, and the end. Returns the summary that stands there."""
        counts = self.counts
        counts.unreadable = len(broken)
        names = ("received", "new", "duplicate", "version", "unreadable")
        expected = {name: getattr(counts, name) for name in names}
        summary = {**expected, "grave": counts.grave, "by_form": counts.by_form, "by_hidden": counts.by_hidden}
        summary["lists"] = dict(lists)
        rest = {
            "versions": self._versions,
            "duplicates": self._duplicates,
            "unreadable": [asdict(one) for one in broken],
            "expected": expected,
            "summary": summary,
        }
        self._file.write("\n}" + "".join(f",\n{json.dumps(name)}: {json.dumps(value)}" for name, value in rest.items()))
        self._file.write("}\n")
        self._file.close()
        part(self._path).replace(self._path)
        return summary


def part(path: Path) -> Path:
    """What a truth is called while it is being written."""
    return path.with_name(path.name + ".part")


class _Written(msgspec.Struct):
    vigie_sample: dict[str, Any]
    summary: dict[str, Any]


def written(path: Path) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """What a finished truth says of what made it, and its summary; None if there is none."""
    if not path.is_file():
        return None
    try:
        found = msgspec.json.decode(path.read_bytes(), type=_Written)
    except msgspec.DecodeError:
        return None
    return found.vigie_sample, found.summary
