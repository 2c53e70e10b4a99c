"""A country as dispatch sees it: its pack's files on units, courts, places, retention and networks, typed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from vigie.territory import gazetteer, tables
from vigie.territory.pack import BadPack, Pack, folder
from vigie.territory.shapes import (
    Competence,
    Court,
    Courts,
    Identity,
    Network,
    Networks,
    Places,
    Retention,
    Retentions,
    Unit,
    Units,
    Words,
)
from vigie.territory.tables import EMPTY, Table

COURTS, ZONES, UNITS = "courts.csv", "zones.csv", "units.toml"  # what a desk imports for its country


@dataclass(frozen=True, slots=True, eq=False)
class Land:
    """One country's territory: everything needed to say who is competent."""

    pack: Pack
    identity: Identity
    units: Mapping[str, Unit]
    unit_of: Mapping[str, str]  # area -> key of its territorial unit
    places: Places
    gazetteer: gazetteer.Gazetteer
    courts: Courts
    retentions: tuple[Retention, ...]
    networks: Mapping[int, Network]
    competence: Competence
    courts_of: Table = EMPTY  # commune -> seat of its court
    zones: Table = EMPTY  # commune -> key of the police or gendarmerie unit whose zone it lies in

    @property
    def country(self) -> str:
        return self.pack.country

    def text(self, words: Words, language: str = "", **values: str) -> str:
        """A label in a language; in the pack's first one where none is asked for, or the pack has not that one."""
        return (words.get(language) or words[self.identity.languages[0]]).format(**values)

    def area_name(self, area: str, language: str = "") -> str:
        return self.text(self.places.area[area].label, language)

    def unit_label(self, key: str, language: str = "") -> str:
        return self.text(self.units[key].label, language)

    def seats(self, area: str | None, communes: Collection[str] = (), on: date | None = None) -> tuple[str, ...]:
        """The courts of a place: of its commune, where the table of communes and courts was imported; else those of the
        area, the default one first."""
        if area is None:
            return ()
        told = self.courts_of.at(area, communes, on) if communes and on else ()
        there = told or self.courts.areas.get(area, ())
        known = self.courts.court
        return tuple(seat for seat in there if on is None or seat not in known or known[seat].stands(on))

    def court_name(self, seat: str, language: str = "") -> str:
        """What a court is called: in a language of its own; the seat where the pack has no name for it."""
        label = self.courts.court[seat].label if seat in self.courts.court else {}
        if not label:
            return seat
        return label.get(language) or label.get(self.identity.languages[0]) or next(iter(label.values()))

    def units_at(self, area: str, communes: Collection[str], on: date) -> tuple[str, ...]:
        """The units competent in a place on a day: that of its police or gendarmerie zone, where these were imported;
        else every territorial unit of the area; else the pack's for the area."""
        zone = tuple(key for key in self.zones.at(area, communes, on) if key in self.units)
        every = (key for key, unit in self.units.items() if unit.area == area and unit.level == "territorial")
        there = zone or tuple(every)
        return tuple(key for key in there if self.units[key].stands(on)) or (self.unit_of[area],)

    def prosecutor(self, area: str | None, communes: Collection[str] = (), on: date | None = None) -> str | None:
        """The competent prosecutor: that of the commune's court, else the area's default one, after the country's first
        one if it has one."""
        seats = self.seats(area, communes, on)
        if area and seats:
            return self.prosecutor_of(area, seats[0])
        return self.text(self.courts.first) if self.courts.first else None

    def prosecutor_of(self, area: str, seat: str, language: str = "") -> str:
        """The prosecutor at one court of an area, after the country's first one if it has one."""
        first = [self.text(self.courts.first, language)] if self.courts.first else []
        return " → ".join([*first, self.office(area, seat, language)])

    def office(self, area: str, seat: str, language: str = "") -> str:
        """What the prosecutor's office at one court of an area is called: by its own name, else by the model's."""
        own = self.courts.court[seat].prosecutor if seat in self.courts.court else {}
        if own:
            return own.get(language) or own.get(self.identity.languages[0]) or next(iter(own.values()))
        name = self.area_name(area, language)
        return self.text(self.courts.prosecutor, language, seat=seat, name=name)

    def court_of(self, prosecutor: str) -> Court | None:
        """The court whose prosecutor is called so in one of the country's languages, where something is known of it."""
        seats = ((area, seat) for area, seats in self.courts.areas.items() for seat in seats)
        known = ((area, seat) for area, seat in seats if seat in self.courts.court)
        for area, seat in known:
            if prosecutor in {self.prosecutor_of(area, seat, one) for one in self.courts.prosecutor}:
                return self.courts.court[seat]
        return None

    def kept(self, keeps: str, on: date, sender: str = "") -> Retention | None:
        """The retention rule in force for what happened on a day."""
        for rule in self.retentions:
            if (
                rule.keeps == keeps
                and rule.since <= on
                and (rule.until is None or on <= rule.until)
                and (not rule.senders or sender in rule.senders)
            ):
                return rule
        return None


@cache
def of(pack: Pack) -> Land:
    """The typed territory of a pack. Raises `BadPack`, naming the file and the key."""
    units = pack.part("units", Units)
    places = pack.part("places", Places)
    unit_of, every_unit = _territorial(units, places)
    return Land(
        pack=pack,
        identity=pack.part("pack", Identity),
        units=every_unit,
        unit_of=unit_of,
        places=places,
        gazetteer=gazetteer.read(folder() / pack.country.lower() / places.file, places.area, places.code),
        courts=pack.part("courts", Courts),
        retentions=pack.part("retention", Retentions).rule,
        networks={network.asn: network for network in pack.part("networks", Networks).network},
        competence=pack.part("routes", Competence),
        courts_of=tables.read(pack.own / COURTS) if pack.own else EMPTY,
        zones=tables.read(pack.own / ZONES) if pack.own else EMPTY,
    )


def _territorial(units: Units, places: Places) -> tuple[dict[str, str], dict[str, Unit]]:
    """One unit for each area: the pack's own entry where it names one, else the model's."""
    model = units.territorial
    own = {unit.area: key for key, unit in units.unit.items() if unit.area}
    every = dict(units.unit)
    unit_of = {}
    for area, entry in places.area.items():
        key = own.get(area) or model.key.format(area=area).lower()
        unit_of[area] = key
        if key not in every:
            labels = {
                language: text.format(area=area, name=entry.label.get(language) or next(iter(entry.label.values())))
                for language, text in model.label.items()
            }
            every[key] = Unit(labels, "territorial", area, verified=model.verified, note=model.note)
    return unit_of, every


def by_territory(packs: Iterable[Pack]) -> dict[str, Land]:
    """Every territory's code -> its land: RE gives France. Raises `BadPack` when two packs claim one."""
    found: dict[str, Land] = {}
    for pack in packs:
        land = of(pack)
        for code in land.identity.territories:
            if code in found:
                raise BadPack(f"packs {found[code].country} and {land.country} both claim {code}")
            found[code] = land
    return found
