"""Somebody can be identified quickly: an address with its time and port, an e-mail address, a telephone number."""

from __future__ import annotations

from msgspec.structs import replace

from vigie.report.nouns import say
from vigie.triage.examples import SUSPECT, case, report
from vigie.triage.rule import Case, Heard, Rule, together


def weigh(case: Case) -> Heard | None:
    """What an officer can ask a provider about today."""
    seen = [sighting for sighting in case.seen if sighting.at]
    signs = {
        "IP": 0.4 if seen else 0.0,
        "port": 0.2 if any(sighting.port for sighting in seen) else 0.0,
        "e-mail": 0.3 if any(person.emails for person in case.suspects) else 0.0,
        "tel.": 0.5 if any(person.phones for person in case.suspects) else 0.0,
        "address": 0.5 if any(person.last_name and person.addresses for person in case.suspects) else 0.0,
        "vehicle": 0.2 if any(person.vehicle for person in case.suspects) else 0.0,
        "referral": 0.2 * case.hears("report:referral"),
        "device": 0.2 if any(person.devices for person in case.suspects) else 0.0,
    }
    strength = together(*signs.values())
    if not strength:
        return None
    return Heard(
        say("The suspect can be traced: {leads}", leads=", ".join(s for s, share in signs.items() if share)), strength
    )


RULE = Rule(
    version=2,
    about="Can be traced",
    points=3,
    weigh=weigh,
    raises=lambda: case(report()),
    leaves=lambda: case(report(replace(SUSPECT, sightings=()))),
    danger=False,
)
