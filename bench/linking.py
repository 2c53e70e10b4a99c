"""How fast reports are linked, and whether heavy hubs change it.

    python bench/linking.py 20000 [--json] [--batch 250] [--pictures] [--only N] [--every 100000]

Five caseloads of N reports, each on an empty database: ordinary; one address in a quarter of the reports (one
suspect's, one company's); one file in a quarter of them; all of these, with a tenth of later versions.
A report has an account, a name, an address, a telephone in one of four, two sightings and 1.5 files.
The database is a new SQLite file, or the one that VIGIE_DATABASE_URL names. With `--every` a line tells, for so many
reports each, the processor's milliseconds for a report and the largest memory so far: is it linear?
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice

import django
import msgspec

from vigie.report import nouns

_home = tempfile.TemporaryDirectory()
os.environ |= {"VIGIE_HOME": _home.name, "DJANGO_SETTINGS_MODULE": "vigie.project.settings"}
django.setup()

from django.apps import apps  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from vigie.ledger.models import lock  # noqa: E402
from vigie.linking import tasks  # noqa: E402
from vigie.linking.step import link  # noqa: E402

START = datetime(2026, 1, 1, tzinfo=UTC)
SOURCE = nouns.SourceName("ncmec")
COMPANIES = [f"Example {name}" for name in ("Chat", "Game", "Video", "Mail", "Cloud", "Photo", "Forum", "Store")]


@dataclass(frozen=True)
class Load:
    """One caseload: the share of reports that a suspect's own address, a company's address and a file are in."""

    name: str
    suspect: float = 0.0
    crowd: float = 0.0
    file: float = 0.0
    versions: float = 0.0


LOADS = (
    Load("ordinary"),
    Load("one suspect in a quarter", suspect=0.25),
    Load("a company's address in a quarter", crowd=0.25),
    Load("one file in a quarter", file=0.25),
    Load("all of these, and versions", suspect=0.25, crowd=0.25, file=0.25, versions=0.1),
)


@dataclass(frozen=True)
class Caseload:
    """Draws the reports of a load, the same for the same seed."""

    load: Load
    n: int
    seed: int
    pictures: bool

    def dossiers(self) -> Iterator[nouns.Dossier]:
        """Every dossier, in order of arrival; a later version follows its report."""
        draw = random.Random(self.seed)
        for key in range(1, self.n + 1):
            matches = nouns.Matches(tuple(self._prints(draw)))
            first = self._report(key, len(matches.prints), draw)
            yield nouns.Dossier(key * 2, key, first, START, matches=matches)
            if draw.random() < self.load.versions:
                one, *rest = first.people
                fewer = nouns.Person(nouns.Role.REPORTED, emails=one.emails, identifier=one.identifier)
                again = msgspec.structs.replace(first, people=(fewer, *rest))
                yield nouns.Dossier(key * 2 + 1, key, again, START, matches=matches)

    def _report(self, key: int, files: int, draw: random.Random) -> nouns.Report:
        people = max(self.n // 2, 1)
        who = draw.randrange(people) if draw.random() < 0.4 else people + key
        at = START + timedelta(minutes=key + draw.randrange(60))
        victim = nouns.Person(nouns.Role.VICTIM, identifier=f"v-{draw.randrange(self.n)}")
        return nouns.Report(
            SOURCE,
            nouns.ReportId(str(9_000_000 + key)),
            "bench/1",
            company=COMPANIES[who % 3 if draw.random() < 0.8 else draw.randrange(8)],
            incident_at=at,
            people=(self._person(who, at, draw), *((victim,) if draw.random() < 0.1 else ())),
            files=tuple(nouns.ReportedFile() for _ in range(files)),
        )

    def _person(self, who: int, at: datetime, draw: random.Random) -> nouns.Person:
        emails, identifier = [f"user{who}@mail.example"], f"id-{who}"
        if draw.random() < self.load.suspect:
            emails, identifier = ["prolific@mail.example"], f"id-prolific-{draw.randrange(5)}"
        if draw.random() < self.load.crowd:
            emails.append("contact@shop.example")
        phone = nouns.Phone(f"+33639{draw.randrange(10**6):06}")
        return nouns.Person(
            nouns.Role.REPORTED,
            emails=tuple(map(nouns.Email, emails)),
            phones=(phone,) if draw.random() < 0.25 else (),
            identifier=identifier,
            screen_name=f"name{who}",
            sightings=tuple(_sighting(at, draw) for _ in range(2)),
        )

    def _prints(self, draw: random.Random) -> Iterator[nouns.FilePrint]:
        for _ in range(draw.choice((0, 1, 2, 3))):
            seed = draw.randrange(10 * self.n) if draw.random() < 0.7 else draw.randrange(50)
            yield _print(seed, self.pictures)
        if draw.random() < self.load.file:
            yield _print(-1, False)


def _sighting(at: datetime, draw: random.Random) -> nouns.Sighting:
    address = f"198.51.{draw.randrange(256)}.{draw.randrange(256)}"  # public, or it would tie nobody
    return nouns.Sighting(address, "login", at, 1024 + draw.randrange(60_000))


def _print(seed: int, pictures: bool) -> nouns.FilePrint:
    digest = hashlib.sha512(str(seed).encode()).hexdigest()
    pdq = nouns.Pdq(f"{random.Random(seed).getrandbits(256):064x}") if pictures else None
    return nouns.FilePrint(
        nouns.Sha256(digest[:64]), nouns.Sha1(digest[:40]), nouns.Md5(digest[64:96]), 1000, pdq, 100 if pdq else None
    )


@dataclass
class Spent:
    """Seconds of this process alone, for each part and each batch; others may share the machine."""

    parts: dict[str, float] = field(default_factory=lambda: {"step": 0.0, "keep": 0.0, "again": 0.0})
    batches: list[float] = field(default_factory=list)
    wall: float = 0.0
    reports: int = 0
    again: int = 0

    def figures(self) -> dict[str, float]:
        """The figures for each report."""
        middle = len(self.batches) // 2
        return {
            "reports": self.reports,
            "reports_per_second": round(self.reports / self.wall),
            "ms_per_report": round(1000 * self.wall / self.reports, 3),
            "cpu_ms_per_report": round(1000 * sum(self.batches) / self.reports, 3),
            **{f"{name}_ms": round(1000 * seconds / self.reports, 3) for name, seconds in self.parts.items()},
            "again_per_report": round(self.again / self.reports, 2),
            "second_half_to_first": round(sum(self.batches[middle:]) / max(sum(self.batches[:middle]), 1e-9), 2),
        }


def _one(batch: Sequence[nouns.Dossier], spent: Spent) -> None:
    """Links one batch as the journey does, and looks at those it sends back."""
    began, marks = time.perf_counter(), [time.process_time()]
    found = link(batch, tasks.gather(batch))
    marks.append(time.process_time())
    with transaction.atomic():
        lock()
        kept = tasks.keep(batch, found)
    marks.append(time.process_time())
    tasks.facts_of(kept.again)
    marks.append(time.process_time())
    for name, before, after in zip(spent.parts, marks, marks[1:], strict=False):
        spent.parts[name] += after - before
    spent.batches.append(marks[-1] - marks[0])
    spent.wall += time.perf_counter() - began
    spent.reports, spent.again = spent.reports + len(batch), spent.again + len(kept.again)


def _so_far(spent: Spent, every: int) -> None:
    """One line for the last `every` reports."""
    last = spent.batches[-(every // max(spent.reports // len(spent.batches), 1)) :]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{spent.reports:>9}  {1000 * sum(last) / every:.3f} ms each  {memory} MB", file=sys.stderr, flush=True)


def measure(load: Load, args: argparse.Namespace) -> dict[str, str | float]:
    """One caseload on empty tables."""
    with connection.cursor() as cursor:
        for model in apps.get_app_config("linking").get_models():
            cursor.execute(f"DELETE FROM {model._meta.db_table}")
    dossiers, spent = Caseload(load, args.reports, args.seed, args.pictures).dossiers(), Spent()
    while batch := list(islice(dossiers, args.batch)):
        before = spent.reports
        _one(batch, spent)
        if args.every and before // args.every < spent.reports // args.every:
            _so_far(spent, args.every)
    return {"load": load.name, **spent.figures()}


def main() -> None:
    words = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    words.add_argument("reports", type=int, nargs="?", default=20_000)
    words.add_argument("--batch", type=int, default=250)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--pictures", action="store_true", help="give the files picture fingerprints too")
    words.add_argument("--only", type=int, help="one caseload, by its number from 0")
    words.add_argument("--every", type=int, default=0, help="tell the cost of so many reports each")
    words.add_argument("--json", action="store_true")
    args = words.parse_args()
    call_command("migrate", verbosity=0)
    rows = []
    for load in LOADS if args.only is None else LOADS[args.only : args.only + 1]:
        rows.append(measure(load, args))
        if not args.json:
            print("  ".join(f"{name} {value}" for name, value in rows[-1].items()), flush=True)
    if args.json:
        print(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
