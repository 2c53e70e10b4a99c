"""Abuse by hand, as the report names or marks it. A mark on a picture that goes round says little of who has it."""

from __future__ import annotations

from msgspec.structs import replace

from vigie.report.nouns import say
from vigie.triage.examples import PICTURE, case, report
from vigie.triage.rule import Case, Heard, Rule, together

ON_FILES = {
    "file:physicalharm": 0.7,
    "file:infant": 0.6,
    "file:violencegore": 0.4,
    "file:bestiality": 0.4,
    "file:homemade": 0.5,
    "file:class-a1": 0.25,
    "file:class-a2": 0.2,
    "file:class-a": 0.2,
    "file:class-b1": 0.1,
}
KIND = 0.7  # people who are outraged choose it too
OFFLINE = 0.35  # it happened somewhere, not on a service


def weigh(case: Case) -> Heard | None:
    """The kind of incident, annotations, the industry's classification, and words."""
    kind = max(KIND * case.hears("incident:child sexual molestation"), OFFLINE * case.hears("channel:offline"))
    sadistic = 0.8 * case.hears("mark:sadisticonlineexploitation")
    marks = {name: share * case.hears_file(name) for name, share in ON_FILES.items()}
    words = 0.6 * case.cue("hands_on")
    strength = together(kind, sadistic, words, max(marks.values()), 0.3 * _second(marks))
    if not strength:
        return None
    signs = [name.partition(":")[2] for name, share in marks.items() if share]
    signs += ["incident"] if kind else []
    signs += ["sadistic"] if sadistic else []
    signs += [case.words_of("hands_on")] if words else []
    return Heard(say("Signs of hands-on abuse: {signs}", signs=", ".join(signs)), strength)


def _second(marks: dict[str, float]) -> float:
    return sorted(marks.values())[-2]


RULE = Rule(
    version=3,
    about="Hands-on abuse",
    points=24,
    weigh=weigh,
    raises=lambda: case(report(files=(replace(PICTURE, annotations=("physicalHarm",)),))),
    leaves=lambda: case(report(files=(replace(PICTURE, annotations=("potentialMeme",)),))),
    person=True,
)
