"""How one person's names and numbers are written here and there: never quite the same, as people and companies do."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from bench.third.people import Person
from bench.third.tables import Source, listed, sources

USUAL_NAME, HEARD_WRONG, OTHER_MAIL = 0.65, 0.3, 0.25
AT_HOME, AT_SCHOOL = 0.45, 0.5
SOMEBODY_ELSES = 0.3  # of names that fall in a talk
LEET = str.maketrans({"a": "4", "e": "3", "i": "1", "o": "0"})
STRONG = ("email", "phone", "device", "account", "payment")  # what a careful desk links by


@dataclass(frozen=True)
class Link:
    """Something that identifies: as it is written, and what it is for whoever knows how people write. Empty: nobody."""

    kind: str
    written: str
    token: str


def _screen(rng: Random, who: Person, source: Source) -> Link:
    """The name there: always the same at one source, a variant of the usual one or quite another."""
    own = Random(f"{who.number}{source.group}{source.key if source.form != 'portal' else ''}")
    name, year = who.name, str(who.born)[2:]
    if not who.common and own.random() >= USUAL_NAME:
        other = f"{own.choice(listed('stems'))}_{own.choice(('off', 'x', '99', 'real', 'ly'))}{own.randrange(100)}"
        return Link("screen", other, f"screen:{who.number}:{other}")
    written = own.choice(
        (
            name,
            f"{name}{year}",
            f"_{name}_",
            f"{name}.off",
            f"xX_{name}_Xx",
            name.translate(LEET),
            name.title(),
            f"{name}2",
        )
    )
    if source.form == "portal" and rng.random() < HEARD_WRONG:  # as a child remembers it
        at = rng.randrange(1, max(2, len(written) - 1))
        written = written[:at] + written[at + 1 :]
    return Link("screen", written, "" if who.common else f"screen:{who.number}")


def _email(rng: Random, who: Person) -> Link:
    own = Random(f"mail{who.number}")
    first, last = who.real
    local, house = f"{first}.{last}{own.randrange(10, 9999)}", own.choice(listed("mails"))
    if rng.random() < OTHER_MAIL:
        other = f"{who.name.replace(' ', '')}{own.randrange(10**5)}@{own.choice(listed('mails'))}"
        return Link("email", other, f"email:{other}")
    forms = (local, local, local.title(), local.replace(".", ""), f"{local}+{rng.choice(('new', 'app', 'x1'))}")
    return Link("email", f"{rng.choice(forms)}@{house}", f"email:{local}@{house}")


def _phone(rng: Random, who: Person) -> Link:
    digits = who.phone
    spaced = f"0{digits[0]} {digits[1:3]} {digits[3:5]} {digits[5:7]} {digits[7:]}"
    written = rng.choice((f"+33{digits}", f"0{digits}", f"0033{digits}", spaced, spaced.replace(" ", ".")))
    return Link("phone", written, f"phone:{digits}")


def _device(rng: Random, who: Person) -> Link:
    value = rng.choice(who.devices)
    dashed = "-".join((value[:8], value[8:12], value[12:16], value[16:20], value[20:]))
    return Link("device", rng.choice((value, value.upper(), dashed, dashed.upper())), f"device:{value}")


def network(rng: Random, who: Person) -> Link:
    """The address: at home its second half changes; at school and on the road it is everybody's."""
    if who.school and rng.random() < AT_SCHOOL:
        return Link("ip", f"{who.school}::{rng.randrange(1, 40):x}", "")
    if rng.random() < AT_HOME:
        tail = ":".join(f"{rng.getrandbits(16):x}" for _ in range(4))
        return Link("ip", f"{who.home}:{tail}", f"home:{who.home}")
    return Link("ip", f"{rng.choice(('203.0.113', '198.51.100', '192.0.2'))}.{rng.randrange(1, 255)}", "")


def account(who: Person, source: Source) -> Link:
    """A number of the source's own."""
    value = f"{source.key[:2]}{Random(f'{who.number}{source.key}').randrange(10**9, 10**10)}"
    return Link("account", value, f"account:{value}")


def mentioned(rng: Random, who: Person) -> Link:
    """A further name or number that a talk or a witness lets fall: as used elsewhere, or somebody else's."""
    if rng.random() < SOMEBODY_ELSES:
        other = f"{rng.choice(listed('stems'))}.{rng.choice(listed('lasts'))[:4]}{rng.randrange(100)}"
        return Link("mentioned", other, "")
    draw = rng.random()
    if draw < 0.5:
        found = _screen(rng, who, rng.choice(sources()))
    else:
        found = _phone(rng, who) if who.phone and draw < 0.75 else _email(rng, who)
    return Link("mentioned", found.written, found.token)


def shown(rng: Random, who: Person, source: Source) -> tuple[Link, ...]:
    """What a source gives to know somebody by."""
    found = [] if source.form in ("portal", "csv", "ndjson") else [account(who, source)]
    shows = source.shows
    if rng.random() < shows["screen"]:
        found.append(_screen(rng, who, source))
    if rng.random() < shows["email"]:
        found.append(_email(rng, who))
    if who.phone and rng.random() < shows["phone"]:
        found.append(_phone(rng, who))
    if rng.random() < shows["device"]:
        found.append(_device(rng, who))
    if rng.random() < shows["payment"]:
        found.append(Link("payment", who.wallet, f"payment:{who.wallet}"))
    if rng.random() < shows["ip"]:
        found.append(network(rng, who))
    return tuple(found)
