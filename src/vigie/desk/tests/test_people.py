"""Administration without a shell: people, their factors and sessions, health, announcements."""

from __future__ import annotations

import re

from django.test import Client

from vigie.access.models import Officer, Sitting
from vigie.access.tasks import factors
from vigie.desk.tests.conftest import Enter
from vigie.ledger.models import Entry


def test_an_administrator_lets_somebody_in_and_the_password_is_shown_once(
    administrator: Officer, enter: Enter, stranger: Client
) -> None:
    client = enter(administrator)
    page = client.post("/people/invite", {"name": "hugo", "role": "investigator", "unit": "ofmin"}, follow=True)
    secret = re.search(r"<code>([a-z2-9-]{23})</code>", page.content.decode())
    assert secret is not None
    assert secret[1] not in client.get("/people").content.decode()
    assert stranger.post("/sign-in", {"name": "hugo", "password": secret[1]}).status_code == 302
    made = Officer.objects.get(username="hugo")
    assert (made.role, made.unit) == ("investigator", "ofmin")


def test_a_role_or_unit_that_is_none_is_refused(administrator: Officer, enter: Enter) -> None:
    client = enter(administrator)
    client.post("/people/invite", {"name": "hugo", "role": "king", "unit": ""})
    client.post("/people/invite", {"name": "hugo", "role": "officer", "unit": "nowhere"})
    assert not Officer.objects.filter(username="hugo").exists()


def test_somebody_is_changed_shut_out_and_reset(administrator: Officer, officer: Officer, enter: Enter) -> None:
    client, theirs = enter(administrator), enter(officer)
    where = f"/people/{officer.pk}"
    client.post(f"{where}/change", {"role": "supervisor", "unit": ""})
    assert Officer.objects.get(pk=officer.pk).role == "supervisor"
    factors.new_codes(officer)
    client.post(f"{where}/factor")
    assert factors.left(officer) == 0
    client.post(f"{where}/stop")
    assert theirs.get("/").status_code == 302
    client.post(f"{where}/resume")
    assert Officer.objects.get(pk=officer.pk).is_active
    assert not Sitting.objects.filter(officer=officer).exists()
    assert Entry.objects.filter(subject="officer:anne", actor="elsa").count() == 4


def test_nobody_changes_their_own_role_or_shuts_themselves_out(administrator: Officer, enter: Enter) -> None:
    client, where = enter(administrator), f"/people/{administrator.pk}"
    client.post(f"{where}/change", {"role": "supervisor", "unit": ""})
    client.post(f"{where}/stop")
    now = Officer.objects.get(pk=administrator.pk)
    assert (now.role, now.is_active) == ("administrator", True)


def test_health_packs_and_an_announcement_are_shown(administrator: Officer, officer: Officer, enter: Enter) -> None:
    client = enter(administrator)
    page = client.get("/installation").content.decode()
    for words in ("Journal", "FR", "this desk"):
        assert words in page
    client.post("/installation/announce", {"words": "The desk moves on Friday", "days": "2"})
    assert "The desk moves on Friday" in enter(officer).get("/problems").content.decode()
    assert enter(officer).get("/people").status_code == 403
    assert enter(officer).get("/installation").status_code == 403
