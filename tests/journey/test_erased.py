"""Erased means erased everywhere: no table and no file of an installation says anything of the report any more."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tests.conftest import Installation
from tests.journey.inputs import api_xml, encoded, picture, put

MARK, OTHER, HELD = "zephyrquartz", "amberwillow", "copperfinch"
DOSSIERS = [(["900000001", "900000002"], "the court"), (["900000002"], "the court"), (["900000001"], "")]
TWO_PEOPLE = (
    f"DOSSIERS = {DOSSIERS}"
    + """
import django
django.setup()
from datetime import UTC, datetime, timedelta
from vigie.access import tasks
from vigie.access.roles import Role
from vigie.access.tasks import proposals
from vigie.access.tasks.write import written
from vigie.desk.models import Decision
from vigie.desk.outcomes import Outcome, Ruling
from vigie.desk.tasks import media, rule
from vigie.desk.tasks.decided import decided
from vigie.journey.tasks import ties
from vigie.papers.content import Asked
from vigie.papers.tasks import keys, send
from vigie.papers.tasks.make import make
from vigie.report.models import Report
from vigie.report.nouns import Class
from vigie.retention.tasks import holding, plan
anne = tasks.add("anne", Role.SUPERVISOR, "seven grey herons at dawn", actor="shell")
bruno = tasks.add("bruno", Role.SUPERVISOR, "eight grey herons at dusk", actor="shell")
first = Report.objects.get(report_id="900000001")
media.ask(anne, first.pk, 0, "to see what it is")
for numbers, to in DOSSIERS:
    inside = [Report.objects.get(report_id=number).pk for number in numbers]
    keys.make("anne")
    bag = make(inside, Asked(language="en", officer="anne", case=numbers[0], stamped=False))
    if to:
        send.send(bag.row, "anne", to, "folder")
ties.cut(first, "email", "zephyrquartz@mail.example", "anne", "an internet cafe")
for number in ("900000001", "900000003"):
    row = Report.objects.get(report_id=number)
    ruling = Ruling(outcome=Outcome.NOT_PUNISHABLE, class_=Class.VIRAL, reason="nothing punishable")
    rule.decide(anne, row.pk, row.current_id, ruling)
Decision.objects.update(at=datetime.now(UTC) - timedelta(days=400))
holding.hold(anne, Report.objects.get(report_id="900000003").pk, "legal", "a court asked", "26/7")
due = plan.to_erase(plan.all_due(decided()))
made = plan.propose(anne, due, "their time is over")
with written() as acts:
    acts.append(proposals.settle(bruno, made.pk, confirmed=True, why="checked")[1])
"""
)

LIFTED = """
import django
django.setup()
from vigie.access.models import Officer
from vigie.retention.models import Hold
from vigie.retention.tasks import holding
holding.lift(Officer.objects.get(username="anne"), Hold.objects.get().pk, "the court said so")
"""
ANSWERED = f"""
import django
django.setup()
from vigie.access import tasks
from vigie.access.roles import Role
from vigie.report.models import Report
from vigie.requests.tasks import answering, making
carla = tasks.add("carla", Role.SUPERVISOR, "nine grey herons at noon", actor="shell")
(row,) = making.draft(carla, Report.objects.get(report_id="900000001").pk, "preservation")
making.sign(carla, row)
making.send(carla, row)
told = f"request;name;comment\\n{{row.reference}};{MARK};{MARK} again\\n".encode()
(one,) = answering.take(carla, told, "answer.csv")
assert one.request == row.reference, one
"""


def _came_in(installation: Installation, folder: Path) -> None:
    """Three reports, of which the first brings a picture. How much a service reports, figures keep."""
    marked = api_xml(MARK, company="two", email=f"{MARK}@mail.example")
    files = {
        "900000001/report.xml": marked,
        f"900000001/{MARK}.jpg": encoded(picture(7)),
        "900000002/report.xml": api_xml(OTHER, company=OTHER, email=f"{MARK[:3]}-{OTHER}@mail.example"),
        "900000003/report.xml": api_xml(HELD, company=HELD, email=f"{HELD}@mail.example"),
    }
    put(folder, files)
    installation.command("take", folder)


def _says(installation: Installation, mark: str) -> list[str]:
    """Where a mark stands: in which tables' cells, in which files' bytes."""
    word = mark.encode()
    files = [path for path in sorted(installation.home.rglob("*")) if path.is_file()]
    found = [path.name for path in files if word in path.read_bytes()]
    for table, row in _rows(installation):
        if mark in repr(row):
            found.append(f"{table}: {row}")
    return found


def _rows(installation: Installation) -> Iterator[tuple[str, Any]]:
    """Every row of every table, as its database gives it."""
    if not installation.database_url:
        with closing(sqlite3.connect(installation.home / "vigie.db")) as file:
            for (table,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                yield from ((table, row) for row in file.execute(f'SELECT * FROM "{table}"'))
        return
    with psycopg.connect(installation.database_url) as server:
        listed = (
            "SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        )
        for name in server.execute(listed).fetchall():
            yield from (
                (name[1], row) for row in server.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(*name)))
            )


def _ask(installation: Installation, query: str) -> list[tuple[Any, ...]]:
    if not installation.database_url:
        with closing(sqlite3.connect(installation.home / "vigie.db")) as file:
            return file.execute(query).fetchall()
    with psycopg.connect(installation.database_url) as server:
        return server.execute(query.encode()).fetchall()


def _on_disk(installation: Installation, mark: str) -> list[str]:
    """The files of a PostgreSQL database in whose bytes a mark stands: tables, indexes and what they let go of."""
    with psycopg.connect(installation.database_url, autocommit=True) as server:
        server.execute("CHECKPOINT")
        where = "SELECT current_setting('data_directory'), oid FROM pg_database WHERE datname = current_database()"
        ((data, number),) = server.execute(where).fetchall()
    folder = Path(data) / "base" / str(number)
    return [path.name for path in sorted(folder.iterdir()) if mark.encode() in path.read_bytes()]


def _by_two_people(installation: Installation, dossiers: list[tuple[list[str], str]] = DOSSIERS) -> None:
    _run(installation, TWO_PEOPLE.replace(str(DOSSIERS), str(dossiers)))


def _run(installation: Installation, script: str) -> None:
    environment = installation.environment() | {"DJANGO_SETTINGS_MODULE": "vigie.project.settings"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_nothing_of_an_erased_report_is_left_in_any_table_or_file(installation: Installation, tmp_path: Path) -> None:
    _came_in(installation, tmp_path / "in")
    for mark in (MARK, OTHER, HELD):
        assert _says(installation, mark)
    installation.settings["VIGIE_OUTBOX"] = str(installation.home / "outbox")
    _by_two_people(installation)
    assert len([place for place in _says(installation, MARK) if place.startswith("dossier-")]) == 1
    shown = installation.answer("retention", "plan")
    assert shown["erase"] == {"not-punishable": 1}
    assert shown["agreed"] == 1
    (erased,) = installation.answer("retention", "run")
    assert erased["report"] == "ncmec/900000001"
    left = _says(installation, MARK)
    assert not left, "\n".join(left)
    for mark in (OTHER, HELD):
        assert _says(installation, mark)
    assert installation.answer("retention", "run") == []
    installation.command("ledger", "verify")
    installation.command("doctor")
    assert _copies(installation) == [(1, 1), (0, 0), (1, 1)]  # each is gone and says so, but for the other report's
    assert len(list((installation.home / "outbox").iterdir())) == 1
    if installation.database_url:
        installation.command("retention", "run", "--compact")
        assert _on_disk(installation, MARK) == []
        assert _on_disk(installation, OTHER)


def _copies(installation: Installation) -> list[tuple[bool, bool]]:
    """Of each dossier: whether its copy was erased, and whether its bytes are gone from the vault."""
    rows = _ask(
        installation,
        "SELECT erased_at IS NOT NULL, sha256 NOT IN (SELECT sha256 FROM evidence_object) FROM papers_dossier"
        " ORDER BY id",
    )
    return [(bool(erased), bool(gone)) for erased, gone in rows]


def test_a_hold_on_another_report_keeps_the_copy_of_a_dossier_until_it_is_lifted(
    installation: Installation, tmp_path: Path
) -> None:
    _came_in(installation, tmp_path / "in")
    _by_two_people(installation, [(["900000001", "900000003"], "")])
    assert len(installation.answer("retention", "run")) == 1
    assert _copies(installation) == [(0, 0)]
    rows = {place.partition(":")[0] for place in _says(installation, MARK)}
    assert rows == {"papers_dossier", *([] if installation.database_url else ["vigie.db"])}
    _run(installation, LIFTED)
    installation.command("retention", "run")
    assert _copies(installation) == [(1, 1)]
    assert _says(installation, MARK) == []


def test_an_answer_goes_with_the_last_report_that_it_is_about(installation: Installation, tmp_path: Path) -> None:
    _came_in(installation, tmp_path / "in")
    _run(installation, ANSWERED)
    _by_two_people(installation, [])
    ((document,),) = _ask(installation, "SELECT document FROM report_answered")
    installation.command("retention", "run")
    assert _ask(installation, f"SELECT COUNT(*) FROM evidence_object WHERE sha256 = '{document}'") == [(0,)]
    assert _says(installation, MARK) == []


def test_a_document_that_other_reports_came_in_stays_until_the_last_of_them(
    installation: Installation, tmp_path: Path
) -> None:
    put(tmp_path / "in", {"table.csv": f"report_id,email\n900000001,{MARK}@mail.example\n900000003,x@mail.example\n"})
    installation.command("take", tmp_path / "in")
    _run(installation, TWO_PEOPLE.replace("media.ask(", "(lambda *_: None)(").replace(str(DOSSIERS), "[]"))
    assert len(installation.answer("retention", "run")) == 1
    assert _says(installation, MARK) == []  # the table itself is sealed
    assert _ask(installation, "SELECT objects_erased, shared FROM retention_erasure") == [(0, 1)]
    assert _ask(installation, "SELECT COUNT(*) FROM evidence_object") == [(1,)]
