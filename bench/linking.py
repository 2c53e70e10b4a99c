"""How fast reports are linked, and whether heavy hubs change it.

    PYTHONPATH=src python bench/linking.py 20000 [--json] [--batch 250] [--database postgresql://...]

Four caseloads of N reports, each on an empty database: ordinary; one address in a quarter of the reports (one
suspect's, one company's); one file in a quarter of them; all of these, with a tenth of later versions.
A report has an account, a name, an address, a telephone in one of four, two sightings and 1.5 files.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

import django

START = datetime(2026, 1, 1, tzinfo=UTC)
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


def _print(nouns, seed: int, pictures: random.Random | None):  # type: ignore[no-untyped-def]
    digest = hashlib.sha512(str(seed).encode()).hexdigest()
    pdq = f"{random.Random(seed).getrandbits(256):064x}" if pictures else None
    return nouns.FilePrint(digest[:64], digest[:40], digest[64:96], 1000, pdq, 100 if pdq else None)


def caseload(load: Load, n: int, seed: int, pictures: bool) -> Iterator:  # type: ignore[type-arg]
    from vigie.report import nouns  # noqa: PLC0415 - after django.setup()

    draw = random.Random(seed)
    people = max(n // 2, 1)
    for key in range(1, n + 1):
        who = draw.randrange(people) if draw.random() < 0.4 else people + key
        company = COMPANIES[who % 3 if draw.random() < 0.8 else draw.randrange(8)]
        emails = [f"user{who}@mail.example"]
        identifier = f"id-{who}"
        if draw.random() < load.suspect:
            emails, identifier = ["prolific@mail.example"], f"id-prolific-{draw.randrange(5)}"
        if draw.random() < load.crowd:
            emails.append("contact@shop.example")
        at = START + timedelta(minutes=key + draw.randrange(60))
        sightings = tuple(
            nouns.Sighting(
                f"198.51.{draw.randrange(256)}.{draw.randrange(256)}", "login", at, 1024 + draw.randrange(60000)
            )
            for _ in range(2)
        )
        prints = [
            _print(
                nouns, draw.randrange(10 * n) if draw.random() < 0.7 else draw.randrange(50), draw if pictures else None
            )
            for _ in range(draw.choice((0, 1, 2, 3)))
        ]
        if draw.random() < load.file:
            prints.append(_print(nouns, -1, None))
        phones = (nouns.Phone(f"+33639{draw.randrange(10**6):06}"),) if draw.random() < 0.25 else ()
        person = nouns.Person(
            nouns.Role.REPORTED,
            emails=tuple(map(nouns.Email, emails)),
            phones=phones,
            identifier=identifier,
            screen_name=f"name{who}",
            sightings=sightings,
        )
        child = (nouns.Person(nouns.Role.VICTIM, identifier=f"v-{draw.randrange(n)}"),) if draw.random() < 0.1 else ()
        report = nouns.Report(
            "ncmec", str(9_000_000 + key), "bench/1", company=company, incident_at=at, people=(person, *child),
            files=tuple(nouns.ReportedFile() for _ in prints),
        )  # fmt: skip
        yield nouns.Dossier(key * 2, key, report, at, matches=nouns.Matches(tuple(prints)))
        if draw.random() < load.versions:
            more = nouns.Person(nouns.Role.REPORTED, emails=person.emails, identifier=identifier)
            again = nouns.Report(
                "ncmec", report.report_id, "bench/1", company=company, incident_at=at, people=(more, *child),
                files=report.files,
            )  # fmt: skip
            yield nouns.Dossier(key * 2 + 1, key, again, at, matches=nouns.Matches(tuple(prints)))


def measure(load: Load, args: argparse.Namespace) -> dict[str, object]:
    from django.apps import apps  # noqa: PLC0415 - after django.setup()
    from django.db import connection, transaction  # noqa: PLC0415

    from vigie.ledger.models import lock  # noqa: PLC0415
    from vigie.linking import tasks  # noqa: PLC0415
    from vigie.linking.step import link  # noqa: PLC0415

    with connection.cursor() as cursor:
        for model in apps.get_app_config("linking").get_models():
            cursor.execute(f"DELETE FROM {model._meta.db_table}")
    dossiers = caseload(load, args.reports, args.seed, args.pictures)
    spent = {"step": 0.0, "keep": 0.0, "again": 0.0}
    again, n, halves, began = 0, 0, [], [time.perf_counter(), 0.0]
    clock = time.process_time  # of this process alone: others may share the machine
    while batch := list(islice(dossiers, args.batch)):
        n += len(batch)
        began[0] = time.perf_counter()
        t0 = clock()
        found = link(batch, tasks.gather(batch))
        t1 = clock()
        with transaction.atomic():
            lock()
            kept = tasks.keep(batch, found)
        t2 = clock()
        tasks.facts_of(kept.again)
        t3 = clock()
        began[1] += time.perf_counter() - began[0]
        again += len(kept.again)
        for name, seconds in (("step", t1 - t0), ("keep", t2 - t1), ("again", t3 - t2)):
            spent[name] += seconds
        halves.append(t3 - t0)
    cpu, wall, middle = sum(halves), began[1], len(halves) // 2
    return {
        "load": load.name,
        "reports": n,
        "reports_per_second": round(n / wall),
        "ms_per_report": round(1000 * wall / n, 3),
        "cpu_ms_per_report": round(1000 * cpu / n, 3),
        **{f"{name}_ms": round(1000 * seconds / n, 3) for name, seconds in spent.items()},
        "again_per_report": round(again / n, 2),
        "second_half_to_first": round(sum(halves[middle:]) / max(sum(halves[:middle]), 1e-9), 2),
    }


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("reports", type=int, nargs="?", default=20_000)
    words.add_argument("--batch", type=int, default=250)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--pictures", action="store_true", help="give the files picture fingerprints too")
    words.add_argument("--only", type=int, help="one caseload, by its number from 0")
    words.add_argument("--database", default="", help="another database than a new SQLite file")
    words.add_argument("--json", action="store_true")
    args = words.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(VIGIE_HOME=home, DJANGO_SETTINGS_MODULE="vigie.project.settings")
        if args.database:
            os.environ["VIGIE_DATABASE_URL"] = args.database
        django.setup()
        from django.core.management import call_command  # noqa: PLC0415 - after django.setup()

        call_command("migrate", verbosity=0)
        loads = LOADS if args.only is None else LOADS[args.only : args.only + 1]
        rows = []
        for load in loads:
            rows.append(measure(load, args))
            if not args.json:
                print("  ".join(f"{name} {value}" for name, value in rows[-1].items()), flush=True)
        if args.json:
            print(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
