"""Signing in and out, the lock after wrong passwords, the language."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from vigie.access import tasks
from vigie.access.models import Attempt, Officer
from vigie.access.roles import Role
from vigie.ledger.models import Entry

SECRET = "seven grey herons at dawn"


@pytest.fixture
def anne() -> Officer:
    return tasks.add("anne", Role.OFFICER, SECRET, actor="shell")


def tags() -> list[str]:
    return list(Entry.objects.order_by("number").values_list("tag", flat=True))


def sent(client: Client, password: str, name: str = "anne", following: str = "") -> int:
    return client.post("/sign-in", {"name": name, "password": password, "next": following}).status_code


def test_an_officer_comes_in_and_goes_out(anne: Officer, stranger: Client) -> None:
    assert sent(stranger, SECRET) == 302
    assert stranger.get("/").status_code == 200
    stranger.post("/sign-out")
    assert stranger.get("/").status_code == 302
    assert tags() == ["access:officer:added", "access:officer:signed-in", "access:officer:signed-out"]


def test_one_goes_on_to_where_one_wanted_to_go_but_never_out_of_the_desk(anne: Officer) -> None:
    for wanted, leads in (
        ("/problems", "/problems"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example", "/"),
    ):
        response = Client().post("/sign-in", {"name": "anne", "password": SECRET, "next": wanted})
        assert response["Location"] == leads


def test_a_wrong_password_is_refused_and_written(anne: Officer, stranger: Client) -> None:
    assert sent(stranger, "wrong") == 403
    last = Entry.objects.latest("number")
    assert (last.tag, last.subject) == ("access:officer:sign-in-refused", "officer:anne")
    assert stranger.get("/").status_code == 302


def test_after_five_wrong_passwords_even_the_right_one_waits(anne: Officer, stranger: Client) -> None:
    for _ in range(tasks.TRIES):
        assert sent(stranger, "wrong") == 403
    assert "Trop d’essais" in stranger.post("/sign-in", {"name": "anne", "password": SECRET}).content.decode()
    later = datetime.now(UTC) + tasks.LOCKED_FOR + timedelta(seconds=1)
    assert tasks.recognise("anne", SECRET, later) == anne


def test_the_lock_tells_nothing_of_who_exists(anne: Officer) -> None:
    for name in ("anne", "nobody-of-this-name"):
        for _ in range(tasks.TRIES):
            assert tasks.recognise(name, "wrong") is None
        with pytest.raises(tasks.LockedOut):
            tasks.recognise(name, "wrong")


def test_strangers_cannot_make_the_journal_grow_nor_leave_what_they_typed() -> None:
    for number in range(tasks.TRIES * 3):
        assert tasks.recognise(f"typed-{number}", "wrong") is None
    entries = Entry.objects.filter(tag="access:officer:sign-in-refused")
    assert entries.count() == tasks.TRIES
    assert not any("typed" in entry.subject + entry.payload for entry in entries)
    assert not Attempt.objects.filter(who__contains="typed").exists()


def test_success_forgets_the_wrong_ones(anne: Officer) -> None:
    for _ in range(tasks.TRIES - 1):
        tasks.recognise("anne", "wrong")
    assert tasks.recognise("anne", SECRET) == anne
    assert not Attempt.objects.exists()


def test_somebody_disabled_is_out_at_the_next_click(anne: Officer, stranger: Client) -> None:
    sent(stranger, SECRET)
    tasks.set_active("anne", False, actor="shell")
    assert stranger.get("/").status_code == 302
    assert sent(stranger, SECRET) == 403


def test_a_new_password_ends_open_sessions_and_opens_a_locked_name(anne: Officer, stranger: Client) -> None:
    sent(stranger, SECRET)
    for _ in range(tasks.TRIES):
        tasks.recognise("anne", "wrong")
    tasks.set_password("anne", "another nine long words", actor="shell")
    assert stranger.get("/").status_code == 302
    assert tasks.recognise("anne", "another nine long words") is not None


@pytest.mark.parametrize(("name", "secret"), [("anne", SECRET), ("ANNE", SECRET), ("new", "short"), ("a b", SECRET)])
def test_an_officer_that_cannot_be_is_not_made(anne: Officer, name: str, secret: str) -> None:
    with pytest.raises(tasks.AccessError):
        tasks.add(name, Role.OFFICER, secret, actor="shell")
    assert Officer.objects.count() == 1


def test_the_language_is_the_officers_own(anne: Officer, stranger: Client) -> None:
    assert "Se connecter" in stranger.get("/sign-in").content.decode()
    stranger.post("/language", {"language": "nl"})
    assert "Aanmelden" in stranger.get("/sign-in").content.decode()
    sent(stranger, SECRET)
    stranger.post("/language", {"language": "en", "next": "/"})
    assert "My next report" in stranger.get("/").content.decode()
    other = Client()
    sent(other, SECRET)
    assert "My next report" in other.get("/").content.decode()
