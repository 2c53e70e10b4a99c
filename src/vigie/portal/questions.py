"""What the pages ask, and what may be answered. Pure: a page's form becomes answers, and answers what is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from vigie.intake.portal.document import Account, Band
from vigie.intake.values import sound

SHORT, LONG = 300, 20_000  # characters

WHAT = ("address", "account", "message", "picture", "game", "advert", "call")
RELATIONS = ("me", "my-child", "child-i-know", "work", "stranger", "not-said")
BANDS: Mapping[str, Band] = {
    "under-10": Band(None, 9), "10-12": Band(10, 12), "13-15": Band(13, 15), "16-17": Band(16, 17),
    "18-more": Band(18, None),
}  # fmt: skip
HAPPENS = (
    "asks-pictures", "has-pictures", "threatens", "wants-money", "wants-meeting", "shows-things", "touches",
    "secret", "friend", "hurt-myself", "strange",
)  # fmt: skip
PEOPLE = ("online-person", "home", "school", "child-person")
YES_NO = ("yes", "no", "unsure")

# Of each page: the questions with their choices; a number is how many characters may be written.
Spec = Mapping[str, tuple[str, ...] | int]
PUBLIC: tuple[Spec, ...] = (
    {"what": WHAT},
    {
        "addresses": LONG, "account": SHORT, "service": SHORT, "game": SHORT, "reach": SHORT, "private": ("yes",),
        "words": LONG,
    },
    {
        "danger": YES_NO, "danger_why": SHORT, "relation": RELATIONS, "child_age": tuple(BANDS), "child_lives": SHORT,
        "suspect": LONG,
    },
    {"name": SHORT, "contact": SHORT, "file": 0},
    {},
)  # fmt: skip
CHILD: Mapping[str, Spec] = {
    "quoi": {"happens": HAPPENS},
    "danger": {"danger": YES_NO},
    "qui": {"person": PEOPLE},
    "age": {"reporter_age": tuple(BANDS)},
    "dire": {"words": LONG},
    "montrer": {"file": 0},
    "ou": {"child_lives": SHORT, "name": SHORT},
}
MANY = {"what", "happens"}  # several may be chosen


def answers(spec: Spec, posted: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """What a form says of a page's questions: choices among those offered, texts within their lengths."""
    found: dict[str, list[str]] = {}
    for question, allowed in spec.items():
        said = posted.get(question, [])
        if isinstance(allowed, int):
            found[question] = [sound(said[0]).strip()[:allowed]] if said and allowed else []
        else:
            chosen = list(dict.fromkeys(one for one in said if one in allowed))
            found[question] = chosen if question in MANY else chosen[:1]
    return {question: said for question, said in found.items() if spec[question] != 0}


def band(key: str) -> Band | None:
    """The band of an age; None when it was not said."""
    return BANDS.get(key)


def truth(said: str) -> bool | None:
    """Yes, no, or not said."""
    return {"yes": True, "no": False}.get(said)


def account(name: str, service: str) -> Iterable[Account]:
    """An account, if one was named."""
    if name.strip():
        yield Account(name.strip().lstrip("@"), service.strip() or None)
