"""What every answer carries, and what a report can never do to a page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import translation

from vigie.access.models import Officer
from vigie.desk.templatetags.desk import away, said
from vigie.desk.tests import caseload
from vigie.desk.tests.conftest import Enter
from vigie.report.nouns import Person, Remark, Role, say

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>{{ 7|add:7 }}{0}"


@pytest.mark.parametrize("address", ["/", "/problems", "/deliveries", "/nowhere", "/sign-in"])
def test_every_answer_forbids_what_it_does_not_need(officer: Officer, enter: Enter, address: str) -> None:
    response = enter(officer).get(address)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_what_a_report_says_is_never_markup(officer: Officer, enter: Enter) -> None:
    told = caseload.report(
        company=EVIL,
        texts=(EVIL,),
        people=(Person(role=Role.REPORTED, screen_name=EVIL, bio=EVIL),),
        unread=(Remark(EVIL, say("odd: {what}", what=EVIL)),),
    )
    standing = caseload.kept(content=told)
    client = enter(officer)
    for address in ("/", f"/reports/{standing.pk}", "/queue?q=%3Cscript%3E&company=%3Cscript%3E"):
        page = client.get(address).content.decode()
        assert "<script>" not in page
        assert "<img" not in page
    assert "&lt;script&gt;alert(1)" in client.get(f"/reports/{standing.pk}").content.decode()
    assert "{{ 7|add:7 }}" in client.get(f"/reports/{standing.pk}").content.decode()


def test_pages_carry_nothing_inline(officer: Officer, enter: Enter) -> None:
    standing = caseload.kept()
    for address in ("/", f"/reports/{standing.pk}", "/problems", "/deliveries"):
        page = enter(officer).get(address).content.decode()
        assert " style=" not in page
        assert " onclick=" not in page
        assert "<style" not in page
        assert "http://" not in page.replace("http://www.w3.org", "")


def test_a_form_from_elsewhere_is_refused_and_says_so(officer: Officer) -> None:
    standing = caseload.kept()
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    response = client.post(f"/reports/{standing.pk}/claim")
    assert response.status_code == 403
    assert "This page is too old" in response.content.decode()


def test_every_act_is_a_post(officer: Officer, enter: Enter) -> None:
    standing = caseload.kept()
    client = enter(officer)
    for act in ("claim", "release", "decide", "decisions/1/undo", "files/0/show"):
        assert client.get(f"/reports/{standing.pk}/{act}").status_code == 405
    assert client.get("/next").status_code == 405


def test_a_saying_is_translated_with_its_values() -> None:
    with translation.override("fr"):
        assert said(say("held by {name}", name="anne")) == "held by anne"
        second = "2026-11-22T05:04:03+00:00"
        told = said(say("{name} already holds this report, since {second}.", name="anne", second=second))
        assert told == "anne a déjà pris ce signalement, le 22 nov. 2026, 06:04:03."
        assert said(say("held by {name}, in {what}", name="x", what="{y}")) == "held by x, in {y}"


def test_a_distance_in_time_reads_as_people_say_it() -> None:
    with translation.override("en"):
        assert away(datetime.now(UTC) + timedelta(days=3, hours=2)) == "in 3 days"
        assert away(datetime.now(UTC) + timedelta(days=1, hours=1, minutes=1)) == "in 25 hours"
        assert away(datetime.now(UTC) - timedelta(minutes=5, seconds=3)) == "5 minutes ago"
        assert away(None) == ""
