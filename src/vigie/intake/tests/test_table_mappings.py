from __future__ import annotations

from datetime import UTC, datetime

import pytest

from vigie.intake.format import Unread
from vigie.intake.tests.received import read, refusal
from vigie.intake.tests.tabled import of_csv, reports
from vigie.report.nouns import Email, Report, Role


def test_a_mapping_says_which_column_is_which() -> None:
    mapping = """
source = "Hotline X"
delimiter = ";"
list = "/"
dates = ["%d/%m/%Y %H:%M", "epoch"]
timezone = "Europe/Paris"
[columns]
report_id = "Numéro"
received = ["Absent", "Reçu le"]
email = "Courriel"
victim_age = "Âge"
kind = "Nature"
[constants]
company = "Example Hotline"
[values.kind]
"image" = "Child Sexual Molestation"
"""
    heading = "Numéro;Reçu le;Courriel;Âge;Nature;Autre"
    text = f"{heading}\nA/1;03/07/2026 08:00;a@x.invalid/b@x.invalid;12;Image;left\nA/2;0;;;other;\n"
    one, two = of_csv(text, mapping)
    assert (one.source, one.report_id, one.company) == ("Hotline X", "A/1", "Example Hotline")
    assert one.sent_at == datetime(2026, 7, 3, 6, tzinfo=UTC)
    assert one.people[0].emails == (Email("a@x.invalid"), Email("b@x.invalid"))
    assert (one.people[1].role, one.people[1].age) == (Role.VICTIM, 12)
    assert (one.incident_kind, two.incident_kind) == ("Child Sexual Molestation", "other")
    assert [(unknown.path, unknown.text) for unknown in one.unknown] == [("Autre", "left")]
    assert two.sent_at == datetime(1970, 1, 1, tzinfo=UTC)


def test_the_tables_own_mapping_goes_before_the_folders() -> None:
    files = {"t/a.csv": b"Nr\n1\n", "t/a.mapping.toml": b'source = "own"\n[columns]\nreport_id = "Nr"\n',
             "t/mapping.toml": b'source = "folder"\n[columns]\nreport_id = "Nr"\n'}  # fmt: skip
    assert reports(files)[0].source == "own"


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ("[columns]\nreport_id = 'Nr", "Expected"), ("[columns]\nnonsense = 'Nr'", "nonsense"),
        ("surprise = 1", "surprise"),
        ("encoding = 'no-such-thing'", "no encoding"),
        ("encoding = 'undefined'", "no encoding"),
        ("encoding = 'rot13'", "no encoding"),
        ("dates = '%d%d'", "form of dates"),
        ("dates = ['%Y', '%Q']", "form of dates"),
        ("dates = '50%'", "form of dates"),
        ("delimiter = 'ab'", "one character"), ("timezone = 'Moon/Crater'", "Moon"),
        ("[columns]\nreport_id = 3", "heading"),
    ],
)  # fmt: skip
def test_a_mapping_that_cannot_be_used_is_said(mapping: str, said: str) -> None:
    assert said in refusal({"t/t.csv": b"report_id,kind\n1,x\n", "t/mapping.toml": mapping.encode()})


def test_a_column_that_the_mapping_names_in_vain_is_said_and_the_table_read() -> None:
    files = {"t/t.csv": b"Nr\n1\n", "t/mapping.toml": b"[columns]\nreport_id = 'Nr'\nemail = 'Mail'\n"}
    warning, one = read(files)
    assert isinstance(warning, Unread)
    assert not warning.whole
    assert "Mail" in str(warning.why)
    assert isinstance(one, Report)


@pytest.mark.parametrize(
    ("path", "source"),
    [("t/Hotline X 2026-11.csv", "hotline-x"), ("t/partner_y.csv", "partner-y"), ("t/2026-11-22.csv", "2026-11-22")],
)
def test_without_a_mapping_the_source_is_the_tables_name(path: str, source: str) -> None:
    assert reports({path: b"report_id,kind\n1,x\n"})[0].source == source


def test_a_table_without_a_column_for_the_number_says_what_to_do() -> None:
    assert "report_id" in refusal({"t/t.csv": b"Nr,What\n1,2\n"})
