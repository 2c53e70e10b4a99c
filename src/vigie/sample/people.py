"""What a company says of the people of a report: the reported account, its connections, the children and others."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from random import Random

from msgspec.structs import replace

from vigie.report import nouns
from vigie.report.nouns import Role
from vigie.sample import addresses, places, texts
from vigie.sample.companies import Company
from vigie.sample.draws import chance, stream
from vigie.sample.suspects import Account, Suspect, Victim

_EVENTS = ("login", "login", "upload", "registration", "other", "unknown", "purchase")


def clock(company: Company, at: datetime) -> datetime:
    """The moment as this company writes it: to the second, some in their own zone."""
    zone = timezone(timedelta(hours=company.hours_from_utc)) if company.hours_from_utc else at.tzinfo
    return at.replace(microsecond=0).astimezone(zone)


def connection(rng: Random, seed: int, suspect: Suspect, at: datetime) -> tuple[str, bool]:
    """The address a suspect comes from, and whether that is a proxy. At home it changes every other month."""
    if chance(rng, suspect.hides):
        return addresses.proxy(rng), True
    if suspect.home is not None and suspect.home.mobile:
        return addresses.of_provider(rng, suspect.home), False
    period = stream(seed, "lease", suspect.index, at.year * 6 + at.month // 2)
    return (addresses.of_provider(period, suspect.home) if suspect.home else addresses.reserved(period)), False


def sighting(
    rng: Random, seed: int, suspect: Suspect, company: Company, at: datetime, event: str | None
) -> nouns.Sighting:
    """One connection, as the company logged it: often no port, a proxy noticed half of the time."""
    ip, is_proxy = connection(rng, seed, suspect, at)
    noticed = (is_proxy and chance(rng, 0.5)) or chance(rng, 0.01)
    return nouns.Sighting(
        ip=ip,
        event=event,
        at=clock(company, at) if chance(rng, 0.97) else None,
        port=rng.randrange(1025, 65535) if chance(rng, company.port) else None,
        proxy=True if noticed else (False if chance(rng, 0.3) else None),
    )


def sightings(rng: Random, seed: int, suspect: Suspect, company: Company, at: datetime) -> tuple[nouns.Sighting, ...]:
    """The connections of an account, newest first; a registration may be older than an access provider remembers."""
    found = []
    for _ in range(rng.choice((1, 1, 1, 2, 2, 4))):
        event = rng.choice(_EVENTS)
        days = rng.uniform(60, 900) if event == "registration" else rng.expovariate(1 / 4)
        found.append(sighting(rng, seed, suspect, company, at - timedelta(days=days), event))
    return tuple(found)


def _closed(rng: Random, company: Company, at: datetime) -> nouns.Disabled | None:
    if not chance(rng, 0.3):
        return None
    told = True if chance(rng, 0.15) else (False if chance(rng, 0.3) else None)
    moment = clock(company, at)
    return nouns.Disabled(True, moment, told, moment if told else None)


def _place(rng: Random, suspect: Suspect) -> nouns.Place:
    code = places.told_code(rng, suspect.country)
    right = code in (suspect.country, "FR" if suspect.country in places.OVERSEAS else suspect.country)
    return nouns.Place(suspect.city if right and chance(rng, 0.6) else None, None, code, chance(rng, 0.1), None)


def account_only(account: Account) -> nouns.Person:
    """The least that is said of anybody: an account's number."""
    return nouns.Person(Role.REPORTED, service=account.company.name, identifier=account.identifier)


def reported(
    rng: Random, seed: int, suspect: Suspect, account: Account, at: datetime, earlier: tuple[nouns.ReportId, ...]
) -> nouns.Person:
    """The reported account, with what this company gives of it."""
    company, named = account.company, chance(rng, account.company.name_known)
    in_fields = not (company.in_text and chance(rng, 0.6))
    mails = (nouns.Email(account.email, rng.choice((True, False, None)), None),)
    phones = (nouns.Phone(account.phone, rng.choice((True, None)), "Mobile", None),) if account.phone else ()
    says_work = chance(rng, 0.16)
    return nouns.Person(
        Role.REPORTED,
        first_name=suspect.first_name if named else None,
        last_name=suspect.last_name if named else None,
        age=suspect.age if chance(rng, 0.15) else None,
        emails=mails if in_fields and chance(rng, company.email) else (),
        phones=phones if in_fields and chance(rng, company.phone) else (),
        addresses=(nouns.Address(city=suspect.city, country=suspect.country, kind="Billing"),)
        if named and chance(rng, 0.4)
        else (),
        service=company.name,
        identifier=account.identifier,
        screen_name=account.screen_name if chance(rng, 0.8) else None,
        display_names=(f"{suspect.first_name} {suspect.last_name[0]}",) if chance(rng, 0.15) else (),
        profile_urls=(f"https://{company.host}/{account.identifier}",) if chance(rng, 0.5) else (),
        bio=f"Profile: {suspect.occupation}" if says_work else None,
        sightings=sightings(rng, seed, suspect, company, at) if chance(rng, company.address) else (),
        devices=tuple(nouns.Device(kind, value) for kind, value in suspect.devices[:1]) if chance(rng, 0.12) else (),
        place=_place(rng, suspect) if chance(rng, company.place) else None,
        prior_reports=earlier if chance(rng, 0.4) else (),
        disabled_for_good=_closed(rng, company, at),
        compromised=True if chance(rng, 0.01) else None,
    )


def _child(rng: Random, company: Company, victim: Victim, role: Role) -> nouns.Person:
    return nouns.Person(
        role,
        first_name=victim.first_name if chance(rng, 0.4) else None,
        age=victim.age if chance(rng, 0.6) else None,
        service=company.name,
        identifier=f"c-{victim.key.removeprefix('victim-')}",
        screen_name=victim.screen_name,
        school=victim.school if role is Role.VICTIM and chance(rng, 0.12) else None,
    )


def others(rng: Random, suspect: Suspect, account: Account) -> tuple[nouns.Person, ...]:
    """Children that the suspect wrote to, and other accounts of the suspect that the company knows of."""
    company, roles = account.company, (Role.VICTIM, Role.RECIPIENT)
    children = [_child(rng, company, victim, rng.choice(roles)) for victim in suspect.victims if chance(rng, 0.5)]
    linked = [_linked(one) for one in suspect.accounts if one is not account and chance(rng, 0.25)]
    return (*children, *linked)


def _linked(account: Account) -> nouns.Person:
    return nouns.Person(
        Role.ASSOCIATED,
        association="Linked",
        service=account.company.name,
        screen_name=account.screen_name,
        emails=(nouns.Email(account.email),),
    )


def police_extras(rng: Random, suspect: Suspect, person: nouns.Person, cues: tuple[str, ...]) -> nouns.Person:
    """What only the police's document has fields for; mostly null, and at times right."""
    access = ("household" in cues or suspect.relationship is not None) and chance(rng, 0.35)
    works = suspect.works_with_children and chance(rng, 0.35)
    return replace(
        person,
        gender=rng.choice(("male", "male", "male", "female")) if chance(rng, 0.2) else None,
        occupation=suspect.occupation if works or chance(rng, 0.06) else None,
        relationship=suspect.relationship if access else None,
        access_to_children=(
            "Yes" if access or works or chance(rng, 0.01) else ("Unknown" if chance(rng, 0.2) else None)
        ),
        convicted="Yes" if chance(rng, 0.08 if suspect.grave else 0.012) else None,
    )


def told_in_text(rng: Random, account: Account, person: nouns.Person, language: str) -> tuple[str, ...]:
    """The identifiers that a company hides in free text instead of giving them in fields."""
    if not account.company.in_text or not chance(rng, 0.85):
        return ()
    if account.company.channel == "phone":
        phone = f', "user_phone": "{account.phone}"' if account.phone else ""
        return (f'{{"report_surface": "group", "user": "{account.identifier}"{phone}}}',)
    where = f", IP {person.sightings[0].ip}" if person.sightings else ""
    return (f"{texts.PREFIX[language]}: {account.screen_name}, {account.email}{where}",)
