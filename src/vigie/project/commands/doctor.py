"""`vigie doctor`: checks the installation."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import click
from django.conf import settings
from django.db import Error, connection
from django.utils import translation
from django.utils.translation import gettext as _

from vigie.dispatch.route import Route
from vigie.evidence import keys
from vigie.evidence.models import Object
from vigie.evidence.seal import SealError
from vigie.evidence.tasks import open_object
from vigie.intake.format import Format
from vigie.journey.models import Item, Problem
from vigie.journey.tasks.work import waiting
from vigie.ledger.chain import flaws
from vigie.ledger.models import Entry
from vigie.linking.selector import SelectorKind
from vigie.matching.fingerprint import Fingerprint
from vigie.matching.source import Source
from vigie.matching.tasks import index_standing
from vigie.plugs import find
from vigie.portal.tasks import confirming
from vigie.project import home
from vigie.project.say import answer, as_json, out
from vigie.report.nouns import Sha256
from vigie.territory import pack
from vigie.triage.rule import Rule
from vigie.triage.tasks.needs import lexicon

ROOM = 2 * 1024**3  # bytes free below which the disk is said to be nearly full
PLUGS: tuple[tuple[str, type], ...] = (
    ("vigie.intake.formats", Format),
    ("vigie.matching.fingerprints", Fingerprint),
    ("vigie.matching.sources", Source),
    ("vigie.linking.selectors", SelectorKind),
    ("vigie.triage.rules", Rule),
    ("vigie.dispatch.routes", Route),
)


@dataclass(frozen=True, slots=True)
class Check:
    what: str
    ok: bool
    says: str


@click.command()
@as_json
def command(as_json: bool) -> None:
    """Check the installation: keys, database, vault, ledger, packs, plugs, disk, what waits. Exit code 1 when
    something is wrong."""
    with translation.override("en"):  # as all commands speak
        checks = looked()
    if as_json:
        answer([{"what": one.what, "ok": one.ok, "says": one.says} for one in checks])
    else:
        for one in checks:
            out.print(f"{'ok  ' if one.ok else 'BAD '} {one.what}: {one.says}", markup=False)
    raise SystemExit(0 if all(one.ok for one in checks) else 1)


def looked() -> list[Check]:
    """Every check, done now. The desk's page of health shows the same."""
    return [Check(name, *_run(look)) for name, look in CHECKS]


def _run(look: Callable[[], str]) -> tuple[bool, str]:
    try:
        return True, look()
    except (Bad, SealError, OSError, Error, click.ClickException, pack.BadPack) as error:
        return False, str(getattr(error, "message", None) or error)


class Bad(Exception):
    """Something is wrong with the installation."""

    permanent = True


def _home() -> str:
    home.need()
    return str(settings.VIGIE_HOME)


def _keys() -> str:
    folder = settings.VIGIE_HOME / "keys"
    for name in ("vault", "ledger"):
        keys.read(folder, name)
        if stat.S_IMODE((folder / name).stat().st_mode) & 0o077:
            raise Bad(f"the key {name!r} can be read by others: chmod 600 it")
    return _("present, readable by their owner alone")


def _database() -> str:
    version = sqlite3.sqlite_version if connection.vendor == "sqlite" else str(getattr(connection, "pg_version", ""))
    return f"{connection.vendor} {version}"


def _disk() -> str:
    free = shutil.disk_usage(settings.VIGIE_HOME).free
    if free < ROOM:
        raise Bad(_("only {n} MiB are free").format(n=free // 1024**2))
    return _("{n} GiB free").format(n=free // 1024**3)


def _vault() -> str:
    rows = Object.objects.order_by("?").values_list("sha256", flat=True)[:50]
    for sha256 in rows:
        with open_object(Sha256(sha256)) as stream:
            while stream.read(1024 * 1024):
                continue
    told = _("{n} objects; {m} of them opened and verified")
    return told.format(n=Object.objects.count(), m=len(rows))


def _ledger() -> str:
    links = [row.link() for row in reversed(Entry.objects.order_by("-number")[:2000])]
    # The first of them follows an entry that is not read here; the whole chain is `vigie ledger verify`.
    start = links[0] if links else None
    bad = list(flaws(links, start.number - 1, start.previous)) if start else []
    if bad:
        raise Bad(f"entry {bad[0].number}: {bad[0].what}")
    return _("{n} newest entries hold (`vigie ledger verify` reads all)").format(n=len(links))


def _packs() -> str:
    return ", ".join(f"{one.country} {one.version}" for one in pack.every()) + _("; this desk: {country}").format(
        country=settings.VIGIE_COUNTRY
    )


def _words() -> str:
    ear = lexicon()
    return _("{n} cues, {m} examples of sentences").format(n=len(ear.cues), m=f"{len(ear.sense):,}")


def _help() -> str:
    who = confirming.confirmed(settings.VIGIE_COUNTRY)
    if who is not None:
        told = _("the numbers that the public is given were confirmed by {name} on {day}")
        return told.format(name=who.who, day=f"{who.at:%Y-%m-%d}")
    told = _(
        "NOBODY HAS CONFIRMED the numbers and links that the public and children are given. Before the portal is "
        "opened a person must call each of them, and say so: vigie pack confirm {country}"
    )
    return told.format(country=settings.VIGIE_COUNTRY)


def _plugs() -> str:
    return ", ".join(f"{len(find(package, kind))} {package.rpartition('.')[2]}" for package, kind in PLUGS)


def _waits() -> str:
    parts = [_("{n} at {step}").format(n=count, step=step) for step, count in waiting().items()]
    held = Item.objects.exclude(owner="").exclude(step="done").count()
    return (", ".join(parts) or _("nothing")) + (_(" ({n} held by workers)").format(n=held) if held else "")


def _index() -> str:
    stands = index_standing()
    if stands.whole is None:
        raise Bad("the index of the lists cannot be used as it is: run `vigie lists rebuild`")
    behind = "" if stands.whole else _("; it is catching up with the database")
    told = _("{n} pictures and {m} digests{behind} (`vigie lists check` compares all)")
    return told.format(n=f"{stands.pictures:,}", m=f"{stands.digests:,}", behind=behind)


def _problems() -> str:
    return _("{n} wait for a person").format(n=Problem.objects.filter(closed_at=None).count())


def _checks() -> Iterator[tuple[str, Callable[[], str]]]:
    yield "home", _home
    yield "keys", _keys
    yield "database", _database
    yield "disk", _disk
    yield "plugs", _plugs
    yield "packs", _packs
    yield "words", _words
    yield "help numbers", _help
    yield "vault", _vault
    yield "ledger", _ledger
    yield "index", _index
    yield "waiting", _waits
    yield "problems", _problems


CHECKS = tuple(_checks())
