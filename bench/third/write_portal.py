"""What the public and children told at the desk's own door, in the document that the portal seals."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

from bench.third import fields
from bench.third.seen import Report, thinned
from bench.third.tables import sources

Json = dict[str, Any]
BANDS = ((None, 9), (10, 12), (13, 15), (16, 17))
WHAT = ("message", "account", "game", "picture", "call")
SERVICES = tuple(one.name for one in sources() if one.group in ("message", "social", "game", "stream"))


def _band(age: int) -> Json:
    least, most = next(one for one in BANDS if age <= one[1])
    return {"least": least, "most": most} if least else {"most": most}


def _ages(report: Report) -> Json:
    """The child's age, and where a child tells of itself it is its own."""
    ages = fields.victims(report)
    mine = "reporter_age" if report.relation == "me" else "child_age"
    return {name: _band(age) for name, age in zip((mine, "child_age"), ages, strict=False)}


def _about(report: Report) -> Json:
    own: Random = fields.own(report, "about")
    found: Json = {}
    if screen := report.link("screen"):
        found["accounts"] = [
            {"name": screen, "service": own.choice(SERVICES)} if own.random() < 0.8 else {"name": screen}
        ]
    if phone := report.link("phone"):
        found["phones"] = [phone]
    if email := report.link("email"):
        found["emails"] = [email]
    if report.town and report.person.town:
        found["child_lives"] = report.person.town
    return found


def document(report: Report, round_: int = 1) -> Json:
    """One submission, or all of it again with what was added in a second round."""
    told = report.told
    words = [one for one in (told.note, told.chat) if one]
    return {
        "vigie_portal": 1,
        "number": report.number,
        "way": "child" if report.source.group == "child" else "public",
        "round": round_,
        "language": report.person.language,
        "sent_at": fields.moment(report.minute).isoformat(),
        "what": fields.own(report, "what").choice(WHAT),
        "taps": list(told.taps),
        "relation": report.relation,
        "danger": True if report.escalated else None,
        **_ages(report),
        **_about(report),
        "words": words,
    }


def _save(folder: Path, told: Json) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    kept = {key: value for key, value in told.items() if value not in (None, [], "")}
    (folder / "report.portal.json").write_text(json.dumps(kept, ensure_ascii=False), "utf-8")


def write(root: Path, report: Report) -> None:
    """A folder for each submission, and one for what was added later."""
    if report.later:
        _save(root / "portal" / report.number, document(thinned(report)))
        _save(root / "portal-added" / report.number, document(report, 2))
        return
    _save(root / "portal" / report.number, document(report))
