"""Erased means erased everywhere: no table and no file of an installation says anything of the report any more."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import DATABASE_URL, Installation
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


def _says(home: Path, mark: str) -> list[str]:
    """Where a mark stands: in which tables' cells, in which files' bytes."""
    word = mark.encode()
    found = [path.name for path in sorted(home.rglob("*")) if path.is_file() and word in path.read_bytes()]
    with closing(sqlite3.connect(home / "vigie.db")) as database:
        for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            rows = database.execute(f'SELECT * FROM "{table}"')
            found += [f"{table}: {row}" for row in rows if mark in repr(row)]
    return found


def _by_two_people(installation: Installation, dossiers: list[tuple[list[str], str]] = DOSSIERS) -> None:
    _run(installation, TWO_PEOPLE.replace(str(DOSSIERS), str(dossiers)))


def _run(installation: Installation, script: str) -> None:
    environment = installation.environment() | {"DJANGO_SETTINGS_MODULE": "vigie.project.settings"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(bool(DATABASE_URL), reason="reads SQLite's file")
def test_nothing_of_an_erased_report_is_left_in_any_table_or_file(installation: Installation, tmp_path: Path) -> None:
    _came_in(installation, tmp_path / "in")
    for mark in (MARK, OTHER, HELD):
        assert _says(installation.home, mark)
    installation.settings["VIGIE_OUTBOX"] = str(installation.home / "outbox")
    _by_two_people(installation)
    assert len([place for place in _says(installation.home, MARK) if place.startswith("dossier-")]) == 1
    shown = installation.answer("retention", "plan")
    assert shown["erase"] == {"not-punishable": 1}
    assert shown["agreed"] == 1
    (erased,) = installation.answer("retention", "run")
    assert erased["report"] == "ncmec/900000001"
    left = _says(installation.home, MARK)
    assert not left, "\n".join(left)
    for mark in (OTHER, HELD):
        assert _says(installation.home, mark)
    assert installation.answer("retention", "run") == []
    installation.command("ledger", "verify")
    installation.command("doctor")
    assert _copies(installation) == [(1, 1), (0, 0), (1, 1)]  # each is gone and says so, but for the other report's
    assert len(list((installation.home / "outbox").iterdir())) == 1


def _copies(installation: Installation) -> list[tuple[int, int]]:
    """Of each dossier: whether its copy was erased, and whether its bytes are gone from the vault."""
    with closing(sqlite3.connect(installation.home / "vigie.db")) as database:
        return database.execute(
            "SELECT erased_at IS NOT NULL, sha256 NOT IN (SELECT sha256 FROM evidence_object) FROM papers_dossier"
            " ORDER BY id"
        ).fetchall()


@pytest.mark.skipif(bool(DATABASE_URL), reason="reads SQLite's file")
def test_a_hold_on_another_report_keeps_the_copy_of_a_dossier_until_it_is_lifted(
    installation: Installation, tmp_path: Path
) -> None:
    _came_in(installation, tmp_path / "in")
    _by_two_people(installation, [(["900000001", "900000003"], "")])
    assert len(installation.answer("retention", "run")) == 1
    assert _copies(installation) == [(0, 0)]
    assert {place.partition(":")[0] for place in _says(installation.home, MARK)} == {"papers_dossier", "vigie.db"}
    _run(installation, LIFTED)
    installation.command("retention", "run")
    assert _copies(installation) == [(1, 1)]
    assert _says(installation.home, MARK) == []


@pytest.mark.skipif(bool(DATABASE_URL), reason="reads SQLite's file")
def test_an_answer_goes_with_the_last_report_that_it_is_about(installation: Installation, tmp_path: Path) -> None:
    _came_in(installation, tmp_path / "in")
    _run(installation, ANSWERED)
    _by_two_people(installation, [])
    with closing(sqlite3.connect(installation.home / "vigie.db")) as database:
        before = database.execute("SELECT document FROM report_answered").fetchall()
        assert len(before) == 1
        installation.command("retention", "run")
        gone = "SELECT COUNT(*) FROM evidence_object WHERE sha256 = ?"
        assert database.execute(gone, before[0]).fetchone() == (0,)
    assert _says(installation.home, MARK) == []


@pytest.mark.skipif(bool(DATABASE_URL), reason="reads SQLite's file")
def test_a_document_that_other_reports_came_in_stays_until_the_last_of_them(
    installation: Installation, tmp_path: Path
) -> None:
    put(tmp_path / "in", {"table.csv": f"report_id,email\n900000001,{MARK}@mail.example\n900000003,x@mail.example\n"})
    installation.command("take", tmp_path / "in")
    script = TWO_PEOPLE.replace("media.ask(", "(lambda *_: None)(")
    environment = installation.environment() | {"DJANGO_SETTINGS_MODULE": "vigie.project.settings"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert len(installation.answer("retention", "run")) == 1
    assert _says(installation.home, MARK) == []  # the table itself is sealed
    with closing(sqlite3.connect(installation.home / "vigie.db")) as database:
        assert database.execute("SELECT objects_erased, shared FROM retention_erasure").fetchall() == [(0, 1)]
        assert database.execute("SELECT COUNT(*) FROM evidence_object").fetchone() == (1,)
