"""Reports of hotlines: a French CSV in windows-1252 with a mapping, a Dutch NDJSON with objects in it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from bench.elsewhere.told import Party, Told

MAPPING = """source = "ligne-claire"
delimiter = ";"
encoding = "windows-1252"
dates = ["%d/%m/%Y %H:%M"]
timezone = "Europe/Paris"

[columns]
report_id = "Dossier"
received = "Reçu le"
kind = "Nature"
text = "Récit"
url = "Adresse"
email = "Courriel"
phone = "Téléphone"
account = "Compte"
service = "Service"
screen_name = "Pseudo"
first_name = "Prénom"
last_name = "Nom"
age = "Âge"
city = "Ville"
postal_code = "CP"
country = "Pays"
occupation = "Métier"
relationship = "Lien"
access_to_children = "Contact avec enfants"
victim_age = "Âge enfant"
victim_2_age = "Âge enfant 2"
victim_school = "École"

[constants]
company = "Ligne Claire"
"""
_HEADINGS = ("Dossier", "Reçu le", "Nature", "Récit", "Adresse", "Courriel", "Téléphone", "Compte", "Service", "Pseudo",
             "Prénom", "Nom", "Âge", "Ville", "CP", "Pays", "Métier", "Lien", "Contact avec enfants", "Âge enfant",
             "Âge enfant 2", "École", "Interne")  # fmt: skip


def _story(told: Told) -> str:
    return "\n".join(filter(None, [told.note, told.talk, told.more]))


def _row(told: Told) -> list[object]:
    one, sides = told.reported, [*told.victims, *told.recipients]
    first, _, last = (one.name or "").partition(" ")
    ages = [side.age for side in sides] + [None, None]
    return [
        told.number, told.received.strftime("%d/%m/%Y %H:%M"), told.kind, _story(told), told.url, "|".join(one.emails),
        "|".join(one.phones), one.account, told.platform, one.screen, first, last, one.age, one.city, one.postal,
        one.country, one.occupation, one.relationship, one.access_children, ages[0], ages[1],
        next((side.school for side in sides if side.school), None), "ok",
    ]  # fmt: skip


def reports_csv(reports: Sequence[Told]) -> bytes:
    """A table of several reports."""
    made = io.StringIO()
    table = csv.writer(made, delimiter=";")
    table.writerow(_HEADINGS)
    table.writerows(["" if cell is None else cell for cell in _row(told)] for told in reports)
    return made.getvalue().encode("cp1252", "replace")


def _party(one: Party) -> dict[str, Any]:
    made = {"email": one.emails, "phone": one.phones, "account": one.account, "screen_name": one.screen, "age": one.age,
            "city": one.city, "country": one.country, "occupation": one.occupation, "relationship": one.relationship,
            "access_to_children": one.access_children, "access_to_victim": one.access_victim, "school": one.school,
            "convicted": one.convicted, "postal_code": one.postal, "bio": one.bio}  # fmt: skip
    return {name: value for name, value in made.items() if value not in (None, [])}


def reports_ndjson(reports: Sequence[Told]) -> bytes:
    """One object a line."""
    lines = []
    for told in reports:
        made = {
            "report_id": told.number, "received": told.received.isoformat(), "company": told.company, "kind": told.kind,
            "text": _story(told) or None, "url": told.url, "language": "nl", "reported": _party(told.reported),
            "victims": [_party(one) for one in [*told.victims, *told.recipients]],
        }  # fmt: skip
        lines.append(json.dumps({name: value for name, value in made.items() if value}, ensure_ascii=False))
    return ("\n".join(lines) + "\n").encode()
