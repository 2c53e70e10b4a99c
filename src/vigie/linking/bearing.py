"""What one version of a report brings to linking: who is in it, what they bear, and who counts as whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vigie.linking.people import TYING, given
from vigie.linking.selector import SelectorKind
from vigie.report.nouns import Dossier, Links, Role, Selector

# What a value does in a report: it is shown; ties a thread; ties a content; names a victim or recipient.
HINT, THREAD, CONTENT, NAMED = 0, 1, 2, 3
NO_PLACE = -1

# By what somebody is known, the surest first. A number's last three bits say which of these it is.
KNOWN_BY = ("account", "email", "phone", "profile", "screen-name", "payment", "device")
BY_REPORT = 7
_KINDS = 8

Key = tuple[str, str]  # kind and value


@dataclass(frozen=True, slots=True)
class Bearing:
    """One selector as it will be kept. `account` is by what else its bearer is known; None: by nothing else."""

    key: Key
    role: str
    place: int
    bond: int
    near: bool
    account: Key | None


@dataclass(frozen=True, slots=True)
class Bears:
    """All that one version brings. `accounts`, `victims` and `recipients` are by what these people are known."""

    report_key: int
    version_key: int
    at: int  # seconds since 1970
    company: str | None
    bearings: tuple[Bearing, ...]
    accounts: frozenset[Key]
    victims: frozenset[Key]
    victims_at_once: int
    recipients: frozenset[Key]

    def values(self) -> set[Key]:
        """Every value it speaks of."""
        return {bearing.key for bearing in self.bearings}


Names = dict[int, dict[str, Key]]  # of each person, by kind: the first of its strong values in the alphabet


def _names(links: Links) -> Names:
    found: Names = {}
    for selector in links.selectors:
        if selector.person is not None and selector.strong and selector.kind in KNOWN_BY:
            own = found.setdefault(selector.person, {})
            key = (selector.kind, selector.value)
            own[selector.kind] = min(own.get(selector.kind, key), key)
    return found


def _known_by(names: Mapping[str, Key], but: str = "") -> Key | None:
    return next((names[kind] for kind in KNOWN_BY if kind in names and kind != but), None)


def _bond(selector: Selector, kind: SelectorKind) -> int:
    if selector.file is not None and not kind.ties:
        return CONTENT
    if not (kind.ties and selector.strong):
        return HINT
    if selector.role in TYING:
        return THREAD
    return NAMED if selector.kind in KNOWN_BY else HINT


def bears(dossier: Dossier, links: Links, kinds: Mapping[str, SelectorKind]) -> Bears:
    """What is kept of one dossier."""
    report, names = dossier.report, _names(links)
    of_role = {role: [i for i, person in enumerate(report.people) if person.role is role] for role in Role}
    suspect = next((names[i] for i in of_role[Role.REPORTED] if i in names), {})

    def known(role: Role) -> frozenset[Key]:
        keys = (_known_by(names[i]) for i in of_role[role] if i in names)
        return frozenset(key for key in keys if key)

    def bearing(selector: Selector) -> Bearing:
        kind = kinds[selector.kind]
        bond = _bond(selector, kind)
        place = selector.file if selector.file is not None else selector.person
        whose = names.get(selector.person, {}) if selector.person is not None else suspect
        return Bearing(
            key=(selector.kind, selector.value),
            role=selector.role or "",
            place=NO_PLACE if place is None else place,
            bond=bond,
            near=bond == CONTENT and kind.near > 0 and selector.strong,
            account=_known_by(whose, but=selector.kind) if bond == THREAD else None,
        )

    when = report.incident_at or report.sent_at or dossier.received_at
    return Bears(
        report_key=dossier.report_key,
        version_key=dossier.key,
        at=int(when.timestamp()),
        company=given(report.company),
        bearings=tuple(map(bearing, links.selectors)),
        accounts=known(Role.REPORTED),
        victims=known(Role.VICTIM),
        victims_at_once=len(of_role[Role.VICTIM]),
        recipients=known(Role.RECIPIENT),
    )


def account_number(key: Key, value_id: int) -> int:
    """By what somebody is known, as one number."""
    return value_id * _KINDS + KNOWN_BY.index(key[0])


def report_number(report_key: int) -> int:
    """Somebody known by nothing but one report."""
    return report_key * _KINDS + BY_REPORT


def how_many(accounts: set[int]) -> int:
    """How many different people, at least: those known in the same way are different, others may be the same."""
    counts = [0] * _KINDS
    for account in accounts:
        counts[account % _KINDS] += 1
    return max(counts)
