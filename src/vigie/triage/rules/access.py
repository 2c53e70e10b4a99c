"""The person can reach children: family, household, work, club, placement (S-3: teacher, priest, night guard)."""

from __future__ import annotations

from msgspec.structs import replace

from vigie.report.nouns import say
from vigie.triage.examples import SUSPECT, case, report
from vigie.triage.facts import telling
from vigie.triage.rule import Case, Heard, Rule, together

FIELDS = {
    "person:works-with-children": 0.8,
    "person:access-to-victim": 0.8,
    "person:access-to-children": 0.7,
    "person:relationship": 0.6,
}
# Accounts that the service ties to this one: a parent's or a guardian's, a child's.
TIED = {"person:guardian": 0.4, "person:tied-to-child": 0.35}
CUES = {"household": 0.75, "works_with_children": 0.8, "siblings": 0.25, "unattended": 0.3}


def weigh(case: Case) -> Heard | None:
    """What the fields say of work, relationship and access; words of family, household and work."""
    fields = {name: share * case.hears(name) for name, share in FIELDS.items()}
    cues = {cue: share * case.cue(cue) for cue, share in CUES.items()}
    tied = max(share * case.hears(name) for name, share in TIED.items())
    strength = together(max(fields.values()), 0.5 * sorted(fields.values())[-2], tied, *cues.values())
    if not strength:
        return None
    signs = [*_as_said(case)] if max(fields.values()) else []
    signs += ["parent / guardian"] if case.hears("person:guardian") else ["child's account"] if tied else []
    words = case.words_of(*(cue for cue, share in cues.items() if share))
    return Heard(
        say("May have access to children: {signs}", signs="; ".join([*signs, *([words] if words else [])])), strength
    )


def _as_said(case: Case) -> list[str]:
    said: dict[str, None] = {}
    for person in case.suspects:
        works = "person:works-with-children" in case.said
        values = (person.occupation if works else None, person.relationship)
        for value in (*values, person.access_to_victim, person.access_to_children):
            if value is not None and telling(value):
                said[value.strip()[:60]] = None
    return list(said)[:4]


RULE = Rule(
    version=4,
    about="Access to children",
    points=26,
    weigh=weigh,
    raises=lambda: case(report(replace(SUSPECT, occupation="Football coach"))),
    leaves=lambda: case(report(replace(SUSPECT, occupation="Accountant", access_to_children="unknown"))),
    person=True,
)
