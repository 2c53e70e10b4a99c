"""Is a country's file complete, and does every name it uses exist? Read by the tests and by `vigie pack check`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator

from vigie.report.nouns import Role
from vigie.territory import land
from vigie.territory.codes import known
from vigie.territory.land import Land
from vigie.territory.pack import BadPack, Pack
from vigie.territory.shapes import Competence, Courts, Identity, Networks, Places, Retentions, Shape, Units, Words

PARTS: dict[str, type[Shape]] = {
    "pack": Identity,
    "units": Units,
    "places": Places,
    "courts": Courts,
    "retention": Retentions,
    "networks": Networks,
    "routes": Competence,
}


def problems(pack: Pack, rules: Collection[str] | None = None) -> list[str]:
    """What is wrong with a pack, each with its file; empty when nothing is.

    `rules` are the names of the triage rules that exist; without them those named in routes.toml are not checked.
    """
    broken = list(_unreadable(pack))
    if broken:
        return broken
    try:
        read = land.of(pack)
    except BadPack as error:
        return [str(error)]
    found = [problem for check in CHECKS for problem in check(read)]
    return found + (list(_rules(read, rules)) if rules is not None else [])


def _unreadable(pack: Pack) -> Iterator[str]:
    for name, shape in PARTS.items():
        try:
            pack.part(name, shape)
        except BadPack as error:
            yield str(error)


def _identity(read: Land) -> Iterator[str]:
    identity = read.identity
    if identity.country != read.pack.country:
        yield f"pack.toml: country is {identity.country!r}, the folder says {read.pack.country!r}"
    if read.country not in identity.territories:
        yield f"pack.toml: territories do not hold {read.country}"
    for code in identity.territories:
        if known(code) != code:
            yield f"pack.toml: {code!r} is no country code"
    if not identity.sources:
        yield "pack.toml: no source says where its places come from"
    if not identity.languages:
        yield "pack.toml: languages is empty"


def _labels(read: Land) -> Iterator[str]:
    for where, words in _words(read):
        missing = [language for language in read.identity.languages if not words.get(language)]
        # A name of a place needs no translation: one language is enough for it.
        if missing and not (where.startswith("places.toml") and words):
            yield f"{where}: no label in {', '.join(missing)}"


def _words(read: Land) -> Iterator[tuple[str, Words]]:
    yield "pack.toml: name", read.identity.name
    yield "courts.toml: prosecutor", read.courts.prosecutor
    for key, unit in read.units.items():
        yield f"units.toml: {key}", unit.label
    for keep in read.competence.keep:
        yield f"routes.toml: {keep.key}", keep.label
    for area, entry in read.places.area.items():
        yield f"places.toml: {area}", entry.label


def _units(read: Land) -> Iterator[str]:
    queues = read.competence.queues
    for name in ("central", "unplaced", "unknown", "outgoing", "incoming"):
        if (key := getattr(queues, name)) not in read.units:
            yield f"routes.toml: queues.{name}: there is no unit {key!r}"
    for keep in read.competence.keep:
        if keep.unit not in read.units:
            yield f"routes.toml: keep {keep.key}: there is no unit {keep.unit!r}"
        if not (keep.rules or keep.offences or keep.incident_kinds or keep.annotations or keep.file_annotations):
            yield f"routes.toml: keep {keep.key}: nothing makes it fit"
    for key, unit in read.units.items():
        if unit.area is not None and unit.area not in read.places.area:
            yield f"units.toml: {key}: there is no area {unit.area!r}"
        if unit.since and unit.until and unit.until < unit.since:
            yield f"units.toml: {key} ends before it begins"
        if unit.capacity is not None and unit.capacity < 0:
            yield f"units.toml: {key}: a capacity of {unit.capacity}"
    yield from _twice("routes.toml: keep", (keep.key for keep in read.competence.keep))


def _places(read: Land) -> Iterator[str]:
    placed = {area for areas in read.gazetteer.by_name.values() for area in areas}
    placed |= set(read.places.territory.values())
    for area in read.places.area:
        if area not in placed:
            yield f"places: no place lies in {area}"
    for code, area in read.places.territory.items():
        if area not in read.places.area:
            yield f"places.toml: territory.{code}: there is no area {area!r}"
        if code not in read.identity.territories:
            yield f"places.toml: territory.{code} is not among the territories of pack.toml"


def _courts(read: Land) -> Iterator[str]:
    for area in read.places.area:
        if not read.courts.areas.get(area):
            yield f"courts.toml: no court for {area}"
    for area in read.courts.areas:
        if area not in read.places.area:
            yield f"courts.toml: there is no area {area!r}"
    used = {seat for seats in read.courts.areas.values() for seat in seats}
    for key, court in read.courts.court.items():
        if key not in used:
            yield f"courts.toml: court.{key} stands in no area"
        if court.since and court.until and court.until < court.since:
            yield f"courts.toml: court.{key} ends before it begins"


def _tables(read: Land) -> Iterator[str]:
    """What the desk imported fits its pack."""
    seats = {seat for seats in read.courts.areas.values() for seat in seats}
    for seat in sorted(read.courts_of.values() - seats):
        yield f"{land.COURTS}: there is no court {seat!r} in courts.toml"
    for key in sorted(read.zones.values() - read.units.keys()):
        yield f"{land.ZONES}: there is no unit {key!r}"


def _needs(read: Land) -> Iterator[str]:
    for need in read.competence.need:
        if not need.rules and not need.roles:
            yield f"routes.toml: need {need.means}: nothing asks for it"
        for role in set(need.roles) - {role.value for role in Role}:
            yield f"routes.toml: need {need.means}: there is no role {role!r}"


def _retentions(read: Land) -> Iterator[str]:
    for rule in read.retentions:
        if rule.days < 1:
            yield f"retention.toml: {rule.key}: {rule.days} days"
        if rule.until and rule.until < rule.since:
            yield f"retention.toml: {rule.key} ends before it begins"
        if not rule.source:
            yield f"retention.toml: {rule.key} has no source"
    if not any(rule.keeps == "subscriber" and rule.until is None for rule in read.retentions):
        yield "retention.toml: no rule in force says how long access providers keep a subscriber"
    yield from _twice("retention.toml: key", (rule.key for rule in read.retentions))


def _networks(read: Land) -> Iterator[str]:
    for network in read.networks.values():
        if network.days is not None and network.days < 1:
            yield f"networks.toml: AS{network.asn}: {network.days} days"
    yield from _twice("networks.toml: AS", (str(one.asn) for one in read.pack.part("networks", Networks).network))


def _rules(read: Land, rules: Collection[str]) -> Iterator[str]:
    for keep in read.competence.keep:
        for rule in (*keep.rules, *keep.also_rules):
            if rule not in rules:
                yield f"routes.toml: keep {keep.key}: there is no rule {rule!r}"
    for need in read.competence.need:
        for rule in set(need.rules) - set(rules):
            yield f"routes.toml: need {need.means}: there is no rule {rule!r}"


def _twice(what: str, names: Iterator[str]) -> Iterator[str]:
    for name, count in Counter(names).items():
        if count > 1:
            yield f"{what} {name} stands {count} times"


CHECKS: tuple[Callable[[Land], Iterator[str]], ...] = (
    _identity,
    _labels,
    _units,
    _places,
    _courts,
    _tables,
    _needs,
    _retentions,
    _networks,
)
