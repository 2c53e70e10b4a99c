"""Which policy judges, and which are on trial."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.utils import timezone

from vigie import plugs
from vigie.territory import pack
from vigie.triage.models import PolicyText
from vigie.triage.policy import BadPolicy, Policy, load, parse
from vigie.triage.rule import Rule

MOST_ON_TRIAL = 3  # each costs a little with every report
SHIPPED_BY = "vigie"
Row = PolicyText  # for those who steer: the rows are touched here alone
State = PolicyText.State
TRYING = (State.TRIED, State.PROPOSED, State.APPROVED)


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
    elif (read(kept).points, read(kept).together) != (policy.points, policy.together):
        raise BadPolicy(f"policy.toml has other points than {policy} had: a change is a new version")
    return policy


# ---------------------------------------------------------------- rows, for those who steer


def row(name: str, version: int) -> PolicyText | None:
    """A stored policy."""
    return PolicyText.objects.filter(name=name, version=version).first()


def last_version(name: str) -> int:
    """The highest version of a policy; 0 when there is none."""
    return PolicyText.objects.filter(name=name).order_by("-version").values_list("version", flat=True).first() or 0


def tried() -> int:
    """How many policies are on trial."""
    return PolicyText.objects.filter(state__in=TRYING).count()


def move(policy: PolicyText, before: Collection[str], after: State, **told: str | datetime) -> bool:
    """Sets a policy's state, if it still is in one of those before. Under the write lock."""
    found = PolicyText.objects.filter(pk=policy.pk, state__in=before)
    return bool(found.update(state=after, **told))


def note_replay(policy: PolicyText, against: str, replay: str, at: datetime) -> None:
    """Keeps what a replay against another policy found."""
    PolicyText.objects.filter(pk=policy.pk).update(replayed_at=at, replayed_against=against, replay=replay)


def state_of(policy: PolicyText) -> str:
    """How far it has come now."""
    return PolicyText.objects.values_list("state", flat=True).get(pk=policy.pk)
