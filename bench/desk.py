"""How long the desk's pages take with a year of France in the queue, on one core, each with its number of queries.

    python bench/desk.py [--reports 300000] [--only NAME] [--json]

Rows are written straight into a new database (SQLite, or the one that VIGIE_DATABASE_URL names); pages are asked for
through Django's whole stack, in this process. `cold` is the first asking of a view, `p95` of twenty more; `own` the
processor's time of this process at p95, which says more on a machine that others share (on SQLite it is everything).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import django
import msgspec

from vigie.report import nouns

_home = tempfile.TemporaryDirectory()
os.environ |= {"VIGIE_HOME": _home.name, "DJANGO_SETTINGS_MODULE": "vigie.project.settings"}
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from vigie.access.models import Officer  # noqa: E402
from vigie.cases.models import Case, Piece  # noqa: E402
from vigie.evidence import keys  # noqa: E402
from vigie.journey.tasks.write import short_write  # noqa: E402
from vigie.linking.tasks import keep  # noqa: E402
from vigie.report.models import Finding, Report, Standing, Version  # noqa: E402
from vigie.report.tasks import insert  # noqa: E402
from vigie.search.models import Document  # noqa: E402

NOW = datetime.now(UTC)
TOGETHER = 5000
ASKED = 20
COMPANIES = [f"Example {number}" for number in range(120)]
VOCABULARY = [f"mot{number}" for number in range(4000)]
WEIGHTS = [1 / (number + 1) ** 1.3 for number in range(120)]
UNITS = [f"departement-{number:02d}" for number in range(1, 96)] + ["ofmin", "ofmin-inconnu"]
STANDING = (
    "report_id", "state", "class_name", "score", "total", "country", "home", "unit", "deadline", "thread", "cluster",
    "received_at", "claimed_by", "failed_step",
)  # fmt: skip
VIEWS = {
    "home": "/",
    "the queue": "/queue",
    "one class": "/queue?class=workable",
    "a class and an unknown territory": "/queue?class=viral&home=unknown",
    "one unit": "/queue?unit=departement-35&class=viral",
    "a company seldom seen": "/queue?company=Example+90",
    "the company seen most": "/queue?company=Example+0",
    "a report's number": "/queue?q=181800007",
    "the beginning of a number": "/queue?q=18000",
    "part of a company's name": "/queue?q=example+11",
    "a handle": "/queue?q=heron_4711&state=all",
    "an address": "/queue?q=192.0.2.17&state=all",
    "a telephone as typed": "/queue?q=06+39+98+00+42&state=all",
    "a digest": "/queue?q=" + sha256(b"4711").hexdigest() + "&state=all",
    "words with accents": "/queue?q=l%C3%A9zard+bleu&state=all",
    "a word of every tenth report": "/queue?q=jardin&state=all",
    "nothing found": "/queue?q=nowhere",
    "a deadline within a day": "/queue?within=1",
    "a deadline, all states": "/queue?state=all&home=unknown&class=viral&within=3",
    "score 80 and more": "/queue?least=80",
    "decided": "/queue?state=decided",
    "deep in the queue": "/queue?after=20.40.1760000000000000.150000",
    "a report": "/reports/1",
    "two versions compared": "/reports/2/compare",
    "a thread of twelve": "/threads/T-000001",
    "cases": "/cases",
    "a case of twelve": "/cases/1",
    "problems": "/problems",
    "deliveries": "/deliveries",
}


def _report() -> nouns.Report:
    who = nouns.Person(role=nouns.Role.REPORTED, service="Example", identifier="u-1", screen_name="grey_heron")
    return nouns.Report(nouns.SourceName("ncmec"), nouns.ReportId("1"), "ncmec-xml/1", company="Example", people=(who,))


def _verdict() -> nouns.Verdict:
    reasons = tuple(
        nouns.Reason(f"rule-{n}", 1, n, nouns.say("The youngest child is {years}", years=n)) for n in range(9)
    )
    offence = nouns.Offence("fr:1", "Invented offence", nouns.say("Facts: {facts}", facts="file"))
    return nouns.Verdict(nouns.Class.WORKABLE, (), (), 40, 40, reasons, (offence,), "desk@1")


def fill(count: int) -> None:
    """A queue of so many reports: a tenth decided, few in hand, most of them not very high."""
    random.seed(1)
    content, verdict = (msgspec.json.encode(one).decode() for one in (_report(), _verdict()))
    for start in range(1, count + 1, TOGETHER):
        with transaction.atomic():
            _fill(range(start, min(start + TOGETHER, count + 1)), content, verdict)


def _fill(some: range, content: str, verdict: str) -> None:
    names = random.choices(COMPANIES, WEIGHTS, k=len(some))
    numbered = list(zip(some, names, strict=True))
    reports = [(n, "ncmec", str(180_000_000 + n * 7), name, NOW, n) for n, name in numbered]
    insert(Report, ("id", "source", "report_id", "company", "first_received_at", "current_id"), reports)
    versions = [(n, n, 1, n, "", str(n), content, "[]", NOW, "") for n in some]
    columns = ("id", "report_id", "number", "parcel_key", "document_path", "digest", "content", "changes")
    insert(Version, (*columns, "received_at", "actor"), versions)
    findings = [(n, "triage", 1, verdict, NOW) for n in some]
    insert(Finding, ("version_id", "stage", "number", "content", "made_at"), findings)
    insert(Standing, STANDING, [_standing(n) for n in some])
    insert(Document, ("report_key", "words"), [(n, _words(n, name)) for n, name in numbered])


def _words(number: int, company: str) -> str:
    """What can be searched for in a report, of about the size of a real one."""
    net = "192 0 2" if number % 997 == 0 else "198 51 100"
    lines = [
        "ncmec", str(180_000_000 + number * 7), company.lower(), f"heron {number}", f"heron{number}",
        *(f"{net} {random.randrange(256)}" for _ in range(3)),
        f"33639980{number % 1000:03d} 0639980{number % 1000:03d}", sha256(str(number).encode()).hexdigest(),
        *(["lezard bleu"] if number % 1999 == 0 else []), *(["jardin"] if number % 10 == 0 else []),
        " ".join(random.choices(VOCABULARY, k=60)),
    ]  # fmt: skip
    return "\n".join(lines)


def settle() -> None:
    """What PostgreSQL's autovacuum does by itself within minutes of so many rows: without it the first pages would be
    measured while it works, and with plans made for an empty table."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def tie() -> None:
    """A thread of twelve reports, a case with them, and a report of two versions."""
    found = nouns.Links(
        tuple(nouns.Selector("email", f"{name}@mail.invalid", nouns.Role.REPORTED, person=0) for name in "abcdef")
    )
    dossiers = [nouns.Dossier(n, n, _report(), NOW) for n in range(1, 13)]
    with short_write():
        name = keep(dossiers, [found] * 12).findings[-1].facts.thread
        Standing.objects.filter(pk__lte=12).update(thread=name or "")
        case = Case.objects.create(
            title="Grey heron", opened_at=NOW, opened_by="anne", changed_at=NOW, changed_by="anne"
        )
        Piece.objects.bulk_create(Piece(case=case, report_key=n, at=NOW, by="anne") for n in range(1, 13))
        content = msgspec.json.encode(_report()).decode()
        Version.objects.create(
            pk=10**9, report_id=2, number=2, parcel_key=2, digest="again", content=content, received_at=NOW
        )


def _standing(number: int) -> tuple[object, ...]:
    class_ = random.choices(list(nouns.Class), [25, 50, 25])[0]
    mean = {"workable": 45, "insufficient": 20, "viral": 10}[class_]
    score, home = max(0, min(100, int(random.gauss(mean, 18)))), random.choices([True, False, None], [80, 15, 5])[0]
    state = random.choices(["open", "claimed", "decided"], [90, 0.05, 10])[0]
    unit = random.choice(UNITS) if home else ""
    deadline = NOW + timedelta(days=random.randrange(-100, 400)) if random.random() < 0.6 else None
    received = NOW - timedelta(seconds=number * 100)
    total = score + random.randrange(40)
    return (
        number, state, class_.value, score, total, "FR" if home else "", home, unit, deadline, "", "", received, "", "",
    )  # fmt: skip


def ask(client: Client, address: str) -> dict[str, float | int]:
    """A page's times in milliseconds, and its queries."""
    times, worked = [], []
    for _ in range(ASKED + 1):
        began, busy = time.perf_counter(), time.process_time()
        answer = client.get(address)
        times.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - busy) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    cold, warm = times[0], sorted(times[1:])
    return {
        "cold_ms": round(cold, 1),
        "median_ms": round(statistics.median(warm), 1),
        "p95_ms": round(warm[int(len(warm) * 0.95) - 1], 1),
        "own_ms": round(sorted(worked[1:])[int(len(warm) * 0.95) - 1], 1),
        "queries": len(queries),
    }


def main() -> None:
    """Prints the figures."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--reports", type=int, default=300_000)
    words.add_argument("--only", default="", help="the pages whose name holds this")
    words.add_argument("--json", action="store_true")
    wanted = words.parse_args()
    settings.ALLOWED_HOSTS = ["testserver"]
    keys.make(settings.VIGIE_HOME / "keys")
    call_command("migrate", verbosity=0)
    began = time.process_time()
    fill(wanted.reports)
    tie()
    settle()
    print(f"filled in {time.process_time() - began:.0f} s of processor", file=sys.stderr, flush=True)
    client = Client()
    client.force_login(Officer.objects.create(username="anne", password="!"))
    figures = {}
    for name, address in VIEWS.items():
        if wanted.only not in name:
            continue
        figures[name] = ask(client, address)
        if not wanted.json:
            told = "  ".join(f"{key} {value:>7}" for key, value in figures[name].items())
            print(f"{name:36}{told}", flush=True)
    if wanted.json:
        print(
            json.dumps({"reports": wanted.reports, "database": connection.vendor, "pages": figures}, ensure_ascii=False)
        )


if __name__ == "__main__":
    main()
