"""What one version of a report brings to linking: who is in it, what they bear, and who counts as whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from msgspec import Struct

from vigie.linking.people import TYING, given, service_name, service_of
from vigie.linking.selector import SelectorKind
from vigie.report.nouns import Dossier, Links, Report, Role, Selector

# What a value does in a report: it is shown; ties a thread; ties a content; names a victim or recipient.
HINT, THREAD, CONTENT, NAMED = 0, 1, 2, 3
NO_PLACE = -1

# By what somebody is known, the surest first. A number's last three bits say which of these it is.
KNOWN_BY = ("account", "email", "phone", "profile", "screen-name", "payment", "device")
BY_REPORT = 7
_KINDS = 8

Key = tuple[str, str]  # kind and value
Names = dict[str, Key]  # by what one person is known, by kind


class Bearing(Struct, frozen=True, gc=False):
    """One selector as it will be kept. `account` is by what else its bearer is known; None: by nothing else.
    `also` are other names of the very same thing."""

    key: Key
    role: str
    place: int
    bond: int
    account: Key | None = None
    also: tuple[Key, ...] = ()


class Bears(Struct, frozen=True):
    """All that one version brings. `accounts`, `victims` and `recipients` are by what these people are known."""

    report_key: int
    version_key: int
    at: int  # seconds since 1970
    company: str | None
    services: frozenset[str]  # where the reported accounts are
    bearings: tuple[Bearing, ...]
    near: frozenset[Key]  # pictures that are compared with all others
    accounts: frozenset[Key] = frozenset()
    victims: frozenset[Key] = frozenset()
    victims_at_once: int = 0
    recipients: frozenset[Key] = frozenset()


def bears(dossier: Dossier, links: Links, kinds: Mapping[str, SelectorKind]) -> Bears:
    """What is kept of one dossier."""
    report = dossier.report
    names = _names(links)
    known = _known(report, names)
    suspect = next(
        (names[n] for n, person in enumerate(report.people) if person.role is Role.REPORTED and n in names), {}
    )
    bearings = []
    near = []
    for selector in links.selectors:
        kind, key = kinds[selector.kind], (selector.kind, selector.value)
        bond = _bond(selector, kind)
        account = None
        if bond == THREAD:
            whose = suspect if selector.person is None else names.get(selector.person, suspect)
            account = _known_by(whose, but=selector.kind)
        elif kind.near and selector.strong:
            near.append(key)
        place = selector.person if selector.file is None else selector.file
        also = tuple((selector.kind, value) for value in selector.also)
        bearings.append(Bearing(key, selector.role or "", NO_PLACE if place is None else place, bond, account, also))
    when = report.incident_at or report.sent_at or dossier.received_at
    return Bears(
        report_key=dossier.report_key,
        version_key=dossier.key,
        at=int(when.timestamp()),
        company=given(report.company),
        services=_services(report),
        bearings=tuple(bearings),
        near=frozenset(near),
        accounts=frozenset(known[Role.REPORTED]),
        victims=frozenset(known[Role.VICTIM]),
        victims_at_once=sum(person.role is Role.VICTIM for person in report.people),
        recipients=frozenset(known[Role.RECIPIENT]),
    )


def _services(report: Report) -> frozenset[str]:
    accounts = {service_of(person, report) for person in report.people if person.role is Role.REPORTED}
    return frozenset(name for name in accounts or {service_name(report.company)} if name)


def _names(links: Links) -> dict[int, Names]:
    """Of each person, by kind: the first of the strong values in the alphabet."""
    found: dict[int, Names] = {}
    for selector in links.selectors:
        if selector.person is not None and selector.strong and selector.kind in KNOWN_BY:
            own = found.setdefault(selector.person, {})
            key = (selector.kind, selector.value)
            if selector.kind not in own or key < own[selector.kind]:
                own[selector.kind] = key
    return found


def _known_by(names: Names, but: str = "") -> Key | None:
    for kind in KNOWN_BY:
        if kind in names and kind != but:
            return names[kind]
    return None


def _known(report: Report, names: Mapping[int, Names]) -> Mapping[Role, list[Key]]:
    found: defaultdict[Role, list[Key]] = defaultdict(list)
    for position, own in names.items():
        if key := _known_by(own):
            found[report.people[position].role].append(key)
    return found


def _bond(selector: Selector, kind: SelectorKind) -> int:
    if not kind.ties:
        return CONTENT if selector.file is not None else HINT
    if not selector.strong:
        return HINT
    if selector.role in TYING:
        return THREAD
    return NAMED if selector.kind in KNOWN_BY else HINT


def account_number(key: Key, value_id: int) -> int:
    """By what somebody is known, as one number."""
    return value_id * _KINDS + KNOWN_BY.index(key[0])


def report_number(report_key: int) -> int:
    """Somebody known by nothing but one report."""
    return report_key * _KINDS + BY_REPORT


def how_many(accounts: tuple[int, ...]) -> int:
    """How many different people, at least: those known in the same way are different, others may be the same."""
    if len(accounts) < 2:
        return len(accounts)
    counts = [0] * _KINDS
    for account in accounts:
        counts[account % _KINDS] += 1
    return max(counts)
