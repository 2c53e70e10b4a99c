"""The pages of the figures, for those who may see them and for those who may not."""

from __future__ import annotations

import pytest
from django.test import Client

from vigie.access.models import Officer
from vigie.figures.tests.conftest import Arrive

PAGES = ("/figures", "/figures/published", "/figures/answer", "/figures/by-class", "/figures/all.ods")


def entered(name: str, role: str) -> Client:
    client = Client()
    client.force_login(Officer.objects.create(username=name, role=role, language="en", password="!"))
    return client


@pytest.mark.parametrize("page", PAGES)
def test_whoever_may_see_figures_sees_them(page: str, arrive: Arrive) -> None:
    arrive(1)
    assert entered("sara", "supervisor").get(page).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_for_a_stranger_there_is_nothing(page: str, db: None) -> None:
    assert Client().get(page).status_code == 404


def test_a_figure_that_is_none_is_not_found(arrive: Arrive) -> None:
    client = entered("sara", "supervisor")
    assert client.get("/figures/nothing").status_code == 404
    assert client.get("/figures/received.exe").status_code == 404


def test_dates_that_make_no_sense_do_not_break_the_page(arrive: Arrive) -> None:
    arrive(1)
    client = entered("sara", "supervisor")
    answer = client.get("/figures/received", {"first": "x", "last": "2026-99-01", "period": "hour"})
    assert answer.status_code == 200


def test_a_draft_for_parliament_is_a_text_to_be_taken_away(arrive: Arrive) -> None:
    arrive(1)
    asked = {"number": "1", "author": "M. Exemple", "on": "2026-05-01", "text": "Combien ?", "figure": "received"}
    client = entered("sara", "supervisor")
    answer = client.get("/figures/answer", asked)
    assert answer.headers["Content-Type"] == "application/vnd.oasis.opendocument.text"
    assert answer.content[:2] == b"PK"
    printed = client.get("/figures/answer", {**asked, "as": "pdf"})
    assert printed.headers["Content-Type"] == "application/pdf"
    assert printed.content[:5] == b"%PDF-"
