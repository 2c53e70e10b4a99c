"""The persons of one report, as far as the company tells of them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bench.elsewhere.told import Party, Sighting, Told

if TYPE_CHECKING:
    from bench.elsewhere.events import Scene

_WORKS = ("animateur", "enseignant", "babysitter", "youth coach", "éducateur sportif", "verpleger kinderafdeling",
          "chauffeur de car scolaire", "school assistant", "prêtre", "surveillant d'internat")  # fmt: skip
_PLAIN = ("vendeur", "student", "sans emploi", "mechanic", "comptable", "retraité", "arbeider", "livreur", "developer")
_KIN = ("step-parent", "uncle", "father", "friend of the family", "coach", "mother's partner", "neighbour")
_SCHOOLS = ("Collège des Trois Ponts", "École du Moulin", "Lycée du Lac", "Sint-Jansschool")


def sighting(scene: Scene, event: str) -> Sighting:
    """Where the person was seen: at home mostly."""
    rng, who, company = scene.rng, scene.who, scene.company
    time = scene.time - timedelta(minutes=rng.randrange(5, 20000))
    if scene.happens(company.proxies):
        return Sighting(f"203.0.113.{rng.randrange(1, 20)}", event, time, None, True)
    ip = who.home if scene.happens(0.65) else who.mobile
    port = rng.randrange(1024, 65535) if scene.happens(company.ports) else None
    return Sighting(ip, event, time if scene.happens(0.95) else None, port, False if scene.happens(0.2) else None)


def suspect(scene: Scene, hotline: bool) -> Party:
    """The reported person."""
    rng, who, company, kind = scene.rng, scene.who, scene.company, scene.who.kind
    found = Party(account=who.account(company, rng), screen=who.screen(company))
    told = 0.35 if hotline else company.contact
    if scene.happens(told):
        found.emails = who.emails[: 1 + scene.happens(0.5)]
        found.phones = who.phones if scene.happens(0.6) else []
    if scene.happens(0.25):
        found.name = f"{who.first.title()} {who.last.title()}"
    if scene.happens(0.35):
        found.age = who.age if scene.happens(0.85) else 99
    if scene.happens(0.12):
        found.devices = who.devices
    if not hotline:
        found.sightings = [
            sighting(scene, rng.choice(("Login", "LOGIN", "Registration", "Upload"))) for _ in range(rng.randrange(3))
        ]
    if scene.happens(0.5 if hotline else company.place):
        found.country = who.country or rng.choice(("A1", "EU", ""))
        found.city, found.postal = who.town if scene.happens(0.6) else (None, None)
    found.prior = [rng.randrange(10**8, 2 * 10**8)] if scene.happens(kind.prior) else []
    found.disabled = scene.happens(0.3)
    found.notified = found.disabled and scene.happens(0.4)
    found.third_party = scene.happens(kind.third)
    _reach(scene, found)
    return found


def _reach(scene: Scene, found: Party) -> None:
    """Work, kin and access to children, in the forms that have a place for it."""
    rng, access = scene.rng, scene.who.kind.access
    if scene.happens(access * 0.7):
        found.occupation = rng.choice(_WORKS)
    elif scene.happens(0.12):
        found.occupation = rng.choice(_PLAIN if scene.happens(0.97) else _WORKS)
    if scene.happens(access * 0.5 + 0.003):
        found.relationship = rng.choice(_KIN)
    if scene.happens(access * 0.8 + 0.003):
        found.access_children = rng.choice(("Yes", "yes", "Y", "true", "Possible - has children at home"))
    elif scene.happens(0.05):
        found.access_children = rng.choice(("No", "Unknown", "no"))
    if scene.happens(access * 0.4 + 0.001):
        found.access_victim = rng.choice(("Yes", "yes", "lives with child"))
    found.convicted = "Yes" if scene.happens(0.02 + access * 0.08) else None


def others(scene: Scene, told: Told, hotline: bool) -> None:
    """Victims and recipients, where the company tells of them."""
    rng, kind, company = scene.rng, scene.who.kind, scene.company
    if not scene.happens(kind.victim * (0.8 if hotline else company.victims ** (0.5 if kind.grave else 1) * 1.25)):
        return
    count = 1 + (rng.randrange(1, 4) if scene.happens(kind.other_victims) else 0)
    for _ in range(count):
        age = rng.randint(*kind.ages) if scene.happens(kind.age_told) else None
        one = Party(screen=f"user{rng.randrange(10**7)}", age=age)
        one.account = f"{company.name[:2].lower()}{rng.randrange(10**9):09d}"
        one.school = rng.choice(_SCHOOLS) if scene.happens(0.06) else None
        (told.victims if scene.happens(0.6) else told.recipients).append(one)
