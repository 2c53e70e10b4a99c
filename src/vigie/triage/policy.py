"""A policy: how many points each rule gives. Data that a supervisor can read (`packs/policy.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

MOST = 100


class BadPolicy(Exception):
    """A policy that names a rule nobody has, or points that are no points. Permanent: somebody must mend the file."""

    permanent = True


@dataclass(frozen=True, slots=True)
class Policy:
    """Points by rule; a rule that is not named gives its own."""

    name: str
    version: int
    points: Mapping[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.name}@{self.version}"


def parse(text: str, rules: Collection[str]) -> Policy:
    """The policy in a TOML text, for these rules. Raises `BadPolicy`."""
    try:
        told = tomllib.loads(text)
        name, version, points = told.pop("name"), told.pop("version"), told.pop("points", {})
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise BadPolicy(f"the policy cannot be read, or lacks its name or version: {error}") from error
    if told:
        raise BadPolicy(f"the policy says something that nobody reads: {sorted(told)[0]}")
    for rule, given in points.items():
        if rule not in rules:
            raise BadPolicy(f"the policy names a rule that does not exist: {rule}")
        if type(given) is not int or not 0 <= given <= MOST:
            raise BadPolicy(f"the points of {rule} must be a whole number from 0 to {MOST}")
    return Policy(str(name), int(version), points)


def load(path: Path, rules: Collection[str]) -> Policy:
    """The policy in a file. Raises `BadPolicy`."""
    try:
        return parse(path.read_text("utf-8"), rules)
    except (OSError, UnicodeDecodeError) as error:
        raise BadPolicy(f"{path.name}: {error}") from error
