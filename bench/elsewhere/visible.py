"""What can be seen in each report, in the layout that bench/recall.py reads."""

from __future__ import annotations

import re
from typing import Any

from bench.elsewhere.caseload import Case, Caseload
from bench.elsewhere.told import Told

# A plain reader's stems, in all four languages: fewer than people's ways to say a thing.
STEMS: dict[str, str] = {
    "household": r"belle.?fille|ni.ce|custody|stepd|nichtje|dochter|kleine",
    "work": r"entrain|baby.?sit|coach|internat|teach|scout|betreuer",
    "meeting": r"on se voit|rdv|billet|meet|pick you|zien elkaar|treffen",
    "secrecy": r"dis rien|secret|efface|geheim|delete|wis onze|lösch|tell your",
    "pressure": r"balance|abonn|payes?\b|follow|supprime|klas\b|klasse|or your|sieht|tout le monde|volgers",
    "despair": r"finir|dors plus|betise|end it|hurt my|leven|cant sleep|schlafen|pleure|crying",
    "making": r"fait maison|homemade|took it|zelf gemaakt|selbst gemacht",
    "ordered": r"mandat|la cam|the cam|de cam|überw|direct",
    "travel": r"hotel|vol pris|flight|flug|vlucht|sur place|over there",
    "young": r"\b(?:[2-9]|1[0-5]) ?(?:ans|jaar|jahre)\b|\bim (?:[2-9]|1[0-5])\b|shes (?:[2-9]|1[0-5])\b|6eme|year six",
    "several": r"d autres|plusieurs|others|several|les deux|both brothers|mehrere|meerdere",
    "framed": r"\brp\b|histoire|story|journal|paper|krant|zeitung|perso\b|character|degout|disgust|infos|news|forum",
}
_FOUND = {cue: re.compile(stem, re.IGNORECASE) for cue, stem in STEMS.items()}
_CHILDREN = re.compile(r"anim|enseign|baby|coach|duca|kinder|scolaire|school|pr.tre|internat", re.IGNORECASE)


def _flag(value: str | None) -> bool:
    return bool(value) and not str(value).lower().startswith(("no", "unk"))


def _files(told: Told, listed: dict[str, str | None]) -> dict[str, Any]:
    items = told.items
    marks = sorted({mark for item in items for mark in item.annotations})
    known = [listed.get(item.md5) for item in items]
    taken = [item.camera for item in items if item.camera]
    return {
        "files": len(items),
        "unknown": any(one is None for one in known),
        "known": known.count("known"),
        "viral": known.count("viral"),
        "camera": bool(taken),
        "viewed": sum(item.viewed is True for item in items),
        "camera_recent": any((told.time - when).days < 30 for _, when in taken),
        "name_recent": any(
            item.name[:4] in ("IMG_", "VID_", "PXL_") and f"{told.time:%Y}" in item.name for item in items
        ),
        "class_A": sum((item.classification or "").startswith("A") for item in items),
        "class_1": sum((item.classification or "").endswith("1") for item in items),
        "tag_new": any(
            tag in ("Unfamiliar", "Newly seen", "Unidentified child") for item in items for tag in item.tags
        ),
        "tag_old": any(tag in ("Previously identified", "Seen often") for item in items for tag in item.tags),
        "public": any(item.public for item in items),
    } | {f"mark_{mark}": True for mark in marks}


def seen(told: Told, listed: dict[str, str | None]) -> dict[str, Any]:
    """The fields of one report as numbers and flags, and the hints in its words."""
    one, sides = told.reported, [*told.victims, *told.recipients]
    ages = [side.age for side in sides if side.age is not None]
    found: dict[str, Any] = {
        "kind": told.kind,
        "escalated": told.escalation is not None,
        "batched": told.batched,
        "words": bool(told.talk),
        "victim": bool(sides),
        "victim_child": any(age < 18 for age in ages),
        "victim_small": any(age < 13 for age in ages),
        "victim_adult": any(age >= 18 for age in ages),
        "victims_many": len(sides) > 1,
        "prior": bool(one.prior),
        "school": any(side.school for side in sides),
        "disabled": one.disabled,
        "notified": one.notified,
        "third": one.third_party,
        "payment": "Billing record" in (told.more or ""),
        "proxy": any(at.proxy for at in one.sightings),
        "named": bool(one.name),
        "email": bool(one.emails),
        "place": bool(one.city),
        "port": any(at.port for at in one.sightings),
        "work_field": bool(_CHILDREN.search(one.occupation or "")),
        "kin": bool(one.relationship),
        "access": _flag(one.access_children),
        "access_victim": _flag(one.access_victim),
        "convicted": _flag(one.convicted),
        "child_reported": one.age is not None and one.age < 18,
        "form": {"xml": 0, "json": 1}.get(told.form, 2),
    }
    text = told.texts()
    found |= _files(told, listed) | {f"mark_{mark}": True for mark in told.annotations}
    return found | {"cues": [cue for cue, pattern in _FOUND.items() if pattern.search(text)]}


def _row(case: Case, order: int, listed: dict[str, str | None]) -> dict[str, Any]:
    told, who = case.latest, case.who
    return {
        "grave": case.grave,
        "hidden": who.kind.name,
        "suspect": who.key,
        "country": who.country or "unknown",
        "company": told.company,
        "language": who.language,
        "order": order,
        "form": told.form,
        "visible": seen(told, listed),
    }


def truth(made: Caseload) -> dict[str, dict[str, Any]]:
    """The truth of each report, by its number."""
    listed = {one.md5: one.listed for one in [*made.materials.old, *made.materials.viral]}
    return {case.told.number: _row(case, order, listed) for order, case in enumerate(made.cases)}
