"""An answer that belongs to no request, dismissed, goes after the country's term; its document with its last line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import Settings

from vigie.access.models import Officer
from vigie.evidence import keys
from vigie.evidence.models import Object
from vigie.evidence.seal import SealError
from vigie.evidence.tasks import open_object
from vigie.ledger.models import Entry
from vigie.report.nouns import Sha256
from vigie.requests.models import Stray
from vigie.requests.tasks import answering, strays
from vigie.retention.tasks import strays as keeping

HEAD = "request;provider;last name;city;country\n"
YEAR = timedelta(days=366)


@pytest.fixture
def officer(db: None, settings: Settings) -> Officer:
    keys.make(settings.VIGIE_HOME / "keys")
    return Officer.objects.create(username="anne", role="officer", password="!")


def stray(officer: Officer, *lines: str) -> Stray:
    answering.take(officer, (HEAD + "".join(lines)).encode(), "reponse.csv")
    return strays.waiting()[0]


def test_it_goes_after_the_term_with_its_document_and_not_before_somebody_dismissed_it(officer: Officer) -> None:
    row = stray(officer, "R-2026-999999;Example Telecom;Exemple;Lyon;FR\n")
    now = datetime.now(UTC)
    assert keeping.sweep(now + YEAR) == 0  # nobody has said that it is not ours
    strays.dismiss(officer, row, "meant for another desk")
    assert keeping.sweep(now) == 0
    assert keeping.sweep(now + YEAR) == 1
    assert not Stray.objects.exists() and not Object.objects.filter(pk=row.document).exists()
    with pytest.raises(SealError):
        open_object(Sha256(row.document)).__enter__()
    assert Entry.objects.filter(tag="retention:answer:erased", subject=f"answer:{row.document}").count() == 1


def test_a_document_stays_while_another_of_its_lines_is_kept(officer: Officer) -> None:
    first = stray(officer, "R-2026-999998;Example;Un;Lyon;FR\n", "R-2026-999999;Example;Deux;Lyon;FR\n")
    strays.dismiss(officer, first, "meant for another desk")
    keeping.sweep(datetime.now(UTC) + YEAR)
    assert [row.said for row in strays.waiting()] == ["R-2026-999999"]
    with open_object(Sha256(first.document)) as stream:
        assert b"Deux" in stream.read()
