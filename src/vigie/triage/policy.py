"""A policy: how many points each rule gives. Data that a supervisor can read (`packs/policy.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

MOST = 100


class BadPolicy(Exception):
    """A policy that names a rule nobody has, or points that are no points. Permanent: somebody must mend the file."""

    permanent = True


@dataclass(frozen=True, slots=True)
class Together:
    """Rules that hear sides of the same thing, and so often speak together: the strongest gives its points in full, the
    next `share` (0.0 to 1.0) of its own, the one after a share of that, and so on. In full they would count one thing
    several times."""

    rules: frozenset[str]
    share: float


@dataclass(frozen=True, slots=True)
class Policy:
    """Points by rule; a rule that is not named gives its own."""

    name: str
    version: int
    points: Mapping[str, int] = field(default_factory=dict)
    together: tuple[Together, ...] = ()

    def __str__(self) -> str:
        return f"{self.name}@{self.version}"


def parse(text: str, rules: Collection[str]) -> Policy:
    """The policy in a TOML text, for these rules. Raises `BadPolicy`."""
    try:
        told = tomllib.loads(text)
        name, version, points = told.pop("name"), told.pop("version"), told.pop("points", {})
        together = told.pop("together", [])
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise BadPolicy(f"the policy cannot be read, or lacks its name or version: {error}") from error
    if told:
        raise BadPolicy(f"the policy says something that nobody reads: {sorted(told)[0]}")
    for rule, given in points.items():
        if rule not in rules:
            raise BadPolicy(f"the policy names a rule that does not exist: {rule}")
        if type(given) is not int or not 0 <= given <= MOST:
            raise BadPolicy(f"the points of {rule} must be a whole number from 0 to {MOST}")
    return Policy(str(name), int(version), points, tuple(_together(together, rules)))


def _together(told: object, rules: Collection[str]) -> Iterator[Together]:
    """The groups of rules, each rule in one at most. Raises `BadPolicy`."""
    seen: set[str] = set()
    for group in told if isinstance(told, list) else [told]:
        if not isinstance(group, dict) or set(group) != {"rules", "share"} or not isinstance(group["rules"], list):
            raise BadPolicy("each [[together]] of the policy holds `rules` and `share`")
        share, names = group["share"], group["rules"]
        if type(share) is not int or not 0 <= share <= 100:
            raise BadPolicy("the share of a [[together]] must be a whole number of hundredths, from 0 to 100")
        for name in names:
            if name not in rules or name in seen:
                raise BadPolicy(f"a [[together]] names a rule that does not exist, or stands in another: {name}")
            seen.add(name)
        yield Together(frozenset(names), share / 100)


def load(path: Path, rules: Collection[str]) -> Policy:
    """The policy in a file. Raises `BadPolicy`."""
    try:
        return parse(path.read_text("utf-8"), rules)
    except (OSError, UnicodeDecodeError) as error:
        raise BadPolicy(f"{path.name}: {error}") from error
