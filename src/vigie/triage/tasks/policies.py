"""Which policy judges, and which are on trial."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils import timezone

from vigie import plugs
from vigie.territory import pack
from vigie.triage.models import PolicyText
from vigie.triage.policy import BadPolicy, Policy, load, parse
from vigie.triage.rule import Rule

MOST_ON_TRIAL = 3  # each costs a little with every report
SHIPPED_BY = "vigie"
TRYING = (PolicyText.State.TRIED, PolicyText.State.PROPOSED, PolicyText.State.APPROVED)


def rules() -> Mapping[str, Rule]:
    """The rules of this program, by name."""
    return plugs.find("vigie.triage.rules", Rule)


@lru_cache(maxsize=64)
def read(text: str) -> Policy:
    """A policy's text for the rules of this program. Raises `BadPolicy`."""
    return parse(text, rules())


def shipped() -> tuple[Policy, str]:
    """The policy that came with the program, and its text. Raises `BadPolicy`."""
    path = pack.folder() / "policy.toml"
    return load(path, rules()), path.read_text("utf-8")


@dataclass(frozen=True, slots=True)
class Standing:
    """The policy that judges, and those on trial, newest first."""

    current: Policy
    on_trial: tuple[Policy, ...]


def standing() -> Standing:
    """The policy that judges: that adopted last, else the one that came with the program. One query.

    Raises `BadPolicy` when the program brings other points under a version by which reports were judged already."""
    rows = PolicyText.objects.exclude(state=PolicyText.State.WITHDRAWN).order_by("-adopted_at", "-pk")
    told = list(rows.values_list("state", "text"))
    adopted = [text for state, text in told if state == PolicyText.State.ADOPTED]
    trials = tuple(read(text) for state, text in told if state in TRYING)
    return Standing(read(adopted[0]) if adopted else _as_shipped(), trials[:MOST_ON_TRIAL])


def current() -> Policy:
    """The policy that judges. Raises as `standing`."""
    return standing().current


def _as_shipped() -> Policy:
    policy, text = shipped()
    kept = PolicyText.objects.filter(name=policy.name, version=policy.version).values_list("text", flat=True).first()
    if kept is None:
        PolicyText.objects.get_or_create(
            name=policy.name,
            version=policy.version,
            defaults={
                "text": text,
                "state": PolicyText.State.SHIPPED,
                "written_by": SHIPPED_BY,
                "written_at": timezone.now(),
            },
        )
    elif read(kept).points != policy.points:
        raise BadPolicy(f"policy.toml has other points than {policy} had: a change is a new version")
    return policy
