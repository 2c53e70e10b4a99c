"""`vigie request`: drafted, refused when nobody could answer, signed, sent, answered; the report moves."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.conftest import Installation
from tests.journey.inputs import put
from vigie.territory.tests import hosts

ADDRESS = hosts.host(hosts.ORANGE, "FR")
ORDER = """
import django
django.setup()
from datetime import UTC, datetime, timedelta
from vigie.access.models import Officer
from vigie.authority.models import Authorisation
from vigie.report.models import Report
now = datetime.now(UTC)
Authorisation.objects.create(
    magistrate="an invented magistrate", court="an invented court", number="O-1", limits="one address",
    allowed=["subscriber"], begins=now - timedelta(days=1), ends=now + timedelta(days=9),
    report_key=Report.objects.get(report_id="900000001").pk, holder="anne", at=now, by="liaison",
)
"""


def _came_in(installation: Installation, tmp_path: Path) -> None:
    lines = "report_id,ip,ip_time,email\n"
    lines += f"900000001,{ADDRESS},2026-11-01T10:20:33Z,a@mail.example\n"
    lines += "900000002,192.0.2.9,2026-11-01T10:20:33Z,b@mail.example\n"
    put(tmp_path / "in", {"table.csv": lines})
    installation.command("take", tmp_path / "in")
    word = tmp_path / "word"
    word.write_text("seven grey herons at dawn\n")
    for name, role in (("anne", "officer"), ("sara", "supervisor")):
        installation.command("user", "add", name, "--role", role, "--password-file", word)


def _ordered(installation: Installation) -> None:
    environment = installation.environment() | {"DJANGO_SETTINGS_MODULE": "vigie.project.settings"}
    done = subprocess.run([sys.executable, "-c", ORDER], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def _one(installation: Installation, *words: str | Path) -> Any:
    (row,) = installation.answer("request", *words)
    return row


def test_a_request_goes_from_draft_to_answer_and_the_answer_routes_the_report(
    installation: Installation, tmp_path: Path
) -> None:
    _came_in(installation, tmp_path)
    row = _one(installation, "draft", "900000001", "--kind", "subscriber", "--officer", "anne")
    name = row["request"]
    assert (row["state"], row["ip"], row["seen"]) == ("draft", ADDRESS, "2026-11-01T10:20:33+00:00")
    assert any("port" in flaw["why"] for flaw in installation.answer("request", "show", name)["flaws"])
    installation.command("request", "sign", name, "--officer", "anne", code=1)  # she may not
    installation.command("request", "sign", name, "--officer", "sara")
    installation.command("request", "send", name, "--officer", "anne", code=1)  # no magistrate has ordered it
    _ordered(installation)
    assert _one(installation, "send", name, "--officer", "anne")["due"] > "2026"
    letter = tmp_path / "letter.eml"
    installation.command("request", "show", name, "--eml", letter)
    assert name.encode() in letter.read_bytes()
    answered = tmp_path / "réponse.csv"
    answered.write_bytes(f"référence;identifié;nom;cp;ville;pays\n{name};oui;Exemple;69003;Lyon;fr\n".encode("cp1252"))
    assert _one(installation, "answer", answered, "--officer", "anne")["identified"] is True
    installation.command("work", "--once")
    shown = installation.answer("show", "900000001")
    assert shown["routing"]["unit"] == "departement-69", (shown["routing"], shown["next_step"], shown["problems"])
    assert "Lyon" in shown["routing"]["prosecutor"]
    assert shown["asked"][0]["state"] == "answered"
    assert shown["answers"][0]["person"]["last_name"] == "Exemple"
    assert json.dumps(shown["routing"]["why"]).count("69003")


def test_what_nobody_could_answer_does_not_leave(installation: Installation, tmp_path: Path) -> None:
    _came_in(installation, tmp_path)
    row = _one(installation, "draft", "900000002", "--kind", "subscriber", "--officer", "anne")
    (fatal,) = [one for one in installation.answer("request", "show", row["request"])["flaws"] if one["fatal"]]
    assert "192.0.2.9" in fatal["why"]
    installation.command("request", "sign", row["request"], "--officer", "sara", code=1)
    assert installation.answer("request", "list", "--late") == []
    assert _one(installation, "list", "--state", "draft")["request"] == row["request"]


def test_an_answer_to_nothing_of_ours_is_said_line_by_line(installation: Installation, tmp_path: Path) -> None:
    _came_in(installation, tmp_path)
    file = tmp_path / "a.csv"
    file.write_text("reference;name\nR-2026-999999;Example\n;Example\n")
    told = installation.answer("request", "answer", file, "--officer", "anne", code=1)
    assert [bool(one["problem"]) for one in told] == [True, True]
