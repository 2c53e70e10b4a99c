"""The second step: required, set up at first, lost and found; sessions ended from elsewhere."""

from __future__ import annotations

import base64
import re
import time

import pytest
from django.test import Client
from pytest_django import Settings

from vigie.access import openid, tasks, totp
from vigie.access.models import Officer, Passkey, Sitting
from vigie.access.roles import Role
from vigie.access.tasks import factors, sittings
from vigie.ledger.models import Entry

SECRET = "seven grey herons at dawn"


@pytest.fixture(autouse=True)
def _required(settings: Settings, _house: None) -> None:
    settings.VIGIE_SECOND_FACTOR = True


@pytest.fixture
def anne() -> Officer:
    officer = tasks.add("anne", Role.OFFICER, SECRET, actor="shell")
    Officer.objects.filter(pk=officer.pk).update(language="en")
    return officer


def _password(client: Client) -> str:
    return str(client.post("/sign-in", {"name": "anne", "password": SECRET})["Location"])


def _app(officer: Officer) -> bytes:
    """An app that was set up a while ago."""
    secret, before = totp.new_secret(), time.time() - 600
    factors.add_totp(officer, secret, totp.code(secret, int(before) // totp.STEP), before)
    return secret


def _now(secret: bytes) -> str:
    return totp.code(secret, int(time.time()) // totp.STEP)


def test_nobody_comes_in_with_a_password_alone_and_the_first_time_an_app_is_set_up(anne: Officer) -> None:
    client = Client()
    assert _password(client) == "/sign-in/set-up"
    assert client.get("/").status_code == 302
    page = client.get("/sign-in/set-up").content.decode()
    assert "<svg" in page
    key = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert key is not None
    wrong = client.post("/sign-in/set-up", {"code": "000000"})
    assert wrong.status_code == 422
    fresh = totp.code(_unspelled(key[1]), int(time.time()) // totp.STEP)
    shown = client.post("/sign-in/set-up", {"code": fresh}, follow=True).content.decode()
    assert len(re.findall(r"<li>[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}</li>", shown)) == factors.CODES
    assert client.get("/").status_code == 200
    assert client.get("/account/codes-shown").status_code == 302  # shown once
    tags = Entry.objects.filter(subject="officer:anne").order_by("number").values_list("tag", flat=True)
    assert list(tags)[-3:] == ["access:factor:changed", "access:factor:changed", "access:officer:signed-in"]


def _unspelled(text: str) -> bytes:
    return base64.b32decode(text.replace(" ", ""))


def test_a_code_lets_in_once(anne: Officer) -> None:
    secret = _app(anne)
    first, second = Client(), Client()
    assert _password(first) == _password(second) == "/sign-in/second"
    said = _now(secret)
    assert first.post("/sign-in/second", {"code": said}).status_code == 302
    assert first.get("/").status_code == 200
    assert second.post("/sign-in/second", {"code": said}).status_code == 403
    assert second.get("/").status_code == 302


def test_five_wrong_codes_lock_the_second_step(anne: Officer) -> None:
    secret, client = _app(anne), Client()
    _password(client)
    for _ in range(tasks.TRIES):
        assert client.post("/sign-in/second", {"code": "000000"}).status_code == 403
    assert client.post("/sign-in/second", {"code": _now(secret)}).status_code == 403
    assert client.get("/").status_code == 302


def test_a_recovery_code_lets_in_once_and_without_a_password_not_at_all(anne: Officer) -> None:
    _app(anne)
    code = factors.new_codes(anne)[0]
    assert Client().post("/sign-in/second", {"recovery": code})["Location"] == "/sign-in"
    client, other = Client(), Client()
    _password(client), _password(other)
    assert client.post("/sign-in/second", {"recovery": code.upper()}).status_code == 302
    assert other.post("/sign-in/second", {"recovery": code}).status_code == 403
    assert factors.left(anne) == factors.CODES - 1


def test_the_only_factor_stays_and_a_reset_asks_for_a_new_one(anne: Officer) -> None:
    secret, client = _app(anne), Client()
    _password(client)
    client.post("/sign-in/second", {"code": _now(secret)})
    said = client.post("/account/remove", {"password": SECRET}, follow=True).content.decode()
    assert "your only second factor" in said
    assert factors.has_app(anne)
    factors.reset(anne, actor="elsa")
    assert _password(Client()) == "/sign-in/set-up"


def test_a_change_needs_the_password(anne: Officer) -> None:
    secret, client = _app(anne), Client()
    _password(client)
    client.post("/sign-in/second", {"code": _now(secret)})
    for act in ("add", "remove", "codes", "password"):
        said = client.post(f"/account/{act}", {"password": "wrong", "new": "x"}, follow=True).content.decode()
        assert "This is not your password" in said


def test_sessions_are_listed_and_ended_from_elsewhere(anne: Officer, settings: Settings) -> None:
    settings.VIGIE_SECOND_FACTOR = False
    here, there = Client(), Client()
    for client in (here, there):
        client.post("/sign-in", {"name": "anne", "password": SECRET}, headers={"User-Agent": "Firefox on a tablet"})
    page = here.get("/account").content.decode()
    assert page.count("Firefox on a tablet") == 2
    here.post("/account/end-others")
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302
    assert sittings.end_all(anne, actor="elsa") == 1
    assert here.get("/").status_code == 302
    assert not Sitting.objects.exists()
    assert Entry.objects.filter(tag="access:session:ended").count() == 2


def test_an_answer_that_is_no_passkeys_is_refused(anne: Officer) -> None:
    client = Client()
    _password(client)
    client.get("/sign-in/set-up")
    for answer in ("{}", "[]", "x", '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {}}', "9" * 9000):
        client.get("/sign-in/set-up")
        assert client.post("/sign-in/set-up", {"answer": answer, "name": "x"}).status_code == 422
    assert not Passkey.objects.exists()


def test_who_the_agency_vouches_for_comes_in_if_they_have_an_account(
    anne: Officer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Client().get("/sign-in/agency").status_code == 404
    settings.AGENCY = openid.Provider("https://idp.example", "vigie", "a secret")
    way = openid.Way("https://idp.example", "https://idp.example/go", "x", "x")
    monkeypatch.setattr(openid, "discover", lambda provider: way)
    for name, leads in (("anne", "/"), ("nobody", "/sign-in")):
        monkeypatch.setattr(openid, "name_of", lambda *given, name=name: name)
        client = Client()
        assert client.get("/sign-in/agency")["Location"].startswith("https://idp.example/go?")
        assert client.get("/sign-in/agency/back?code=c&state=s")["Location"] == leads
        assert client.get("/sign-in/agency/back?code=c&state=s").status_code == 404  # a question is answered once
