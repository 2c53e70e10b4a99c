"""What in a report leads to somebody: addresses with their time, accounts, countries that are said."""

from __future__ import annotations

from collections.abc import Iterator

from vigie.report.nouns import Person, Report, Role, Sighting

NOWHERE = frozenset({"", "A1", "A2", "O1", "EU", "AP", "XX", "ZZ"})  # codes that name no country


def sightings(report: Report) -> Iterator[Sighting]:
    """The addresses of the reported person's acts: of the account, of each upload, of a peer-to-peer client."""
    for person in report.people:
        if person.role is Role.REPORTED:
            yield from person.sightings
    for file in report.files:
        yield from file.sightings
    for channel in report.channels:
        yield from channel.sightings


def account(person: Person) -> bool:
    """Whether the service could be asked who this is."""
    return bool(person.identifier or person.screen_name or person.profile_urls)


def reachable(person: Person) -> bool:
    """Whether somebody nearer than the service knows who this is: an e-mail or telephone provider, a register."""
    placed = any(address.city or address.postal_code or address.lines for address in person.addresses)
    return bool(person.emails or person.phones or (person.last_name and placed))


def countries(report: Report) -> Iterator[str]:
    """The countries that the report itself names for the reported person."""
    for person in report.having(Role.REPORTED):
        named = [address.country for address in person.addresses]
        named.append(person.place.country if person.place else None)
        yield from (code for country in named if country and (code := country.strip().upper()) not in NOWHERE)
