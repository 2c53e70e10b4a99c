"""Credentials to an account: right ones are let in fast, others not at all."""

from __future__ import annotations

import base64
import time
from unittest.mock import patch

import pytest

from vigie.ledger.models import Entry
from vigie.services.errors import Refused, ServiceError, Spared
from vigie.services.models import Service
from vigie.services.pace import Pace
from vigie.services.tasks import accounts, entry
from vigie.services.tasks.entry import caller

pytestmark = pytest.mark.django_db


def basic(username: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{username}:{password}".encode()).decode()


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry, "_wrong", Pace())
    monkeypatch.setattr(entry, "_memory", entry._Memory())


@pytest.fixture
def service() -> tuple[Service, str]:
    return accounts.add("Example Chat", actor="shell:test", company="Example")


def test_the_right_password_lets_in(service: tuple[Service, str]) -> None:
    account, secret = service
    assert caller(basic(account.username, secret)).service == account
    assert account.password.startswith("$argon2id$")
    assert secret not in account.password


def test_a_password_that_was_right_is_not_computed_again(service: tuple[Service, str]) -> None:
    account, secret = service
    caller(basic(account.username, secret))
    with patch.object(entry, "fits", side_effect=AssertionError):
        assert caller(basic(account.username, secret)).service == account


@pytest.mark.parametrize(
    "header",
    ["", "Basic", "Basic !!", "Basic " + base64.b64encode(b"\xff\xfe").decode(), "Digest x", "Bearer x",
     "Bearer vigie_live_x", basic("one", ""), basic("nobody", "x"), basic("\0", "x"), basic("x" * 5000, "y")],
)  # fmt: skip
def test_what_is_no_credential_is_refused(header: str, service: tuple[Service, str]) -> None:
    with pytest.raises(Refused):
        caller(header)


def test_a_wrong_password_is_refused_also_after_the_right_one(service: tuple[Service, str]) -> None:
    account, secret = service
    caller(basic(account.username, secret))
    with pytest.raises(Refused):
        caller(basic(account.username, secret + "x"))


def test_a_stopped_service_is_out_with_its_next_request(service: tuple[Service, str]) -> None:
    account, secret = service
    caller(basic(account.username, secret))
    accounts.set_active(account.name, False, actor="shell:test", why="contract ended")
    with pytest.raises(Refused):
        caller(basic(account.username, secret))


def test_a_new_password_ends_the_old_one_at_once(service: tuple[Service, str]) -> None:
    account, secret = service
    caller(basic(account.username, secret))
    _, new = accounts.renew(account.name, actor="shell:test")
    with pytest.raises(Refused):
        caller(basic(account.username, secret))
    assert caller(basic(account.username, new)).service == account


def test_many_wrong_passwords_are_slowed_and_the_right_one_goes_on(service: tuple[Service, str]) -> None:
    account, secret = service
    caller(basic(account.username, secret))
    with patch.object(entry, "fits", return_value=False):
        for number in range(entry.WRONG_A_MINUTE):
            with pytest.raises(Refused):
                caller(basic(account.username, f"wrong {number}"))
        with pytest.raises(Spared):
            caller(basic(account.username, "wrong again"))
    assert caller(basic(account.username, secret)).service == account


def test_what_is_remembered_ends(service: tuple[Service, str]) -> None:
    account, secret = service
    caller(basic(account.username, secret))
    later = time.monotonic() + entry.REMEMBERED + 1
    with patch("time.monotonic", return_value=later), patch.object(entry, "fits") as checked:
        caller(basic(account.username, secret))
    checked.assert_called_once()


def test_a_key_speaks_for_its_service_until_it_is_ended(service: tuple[Service, str]) -> None:
    account, _ = service
    key, secret = accounts.add_key(account.name, "trial", sandbox=True, actor="shell:test")
    who = caller(f"Bearer {secret}")
    assert (who.service, who.sandbox) == (account, True)
    accounts.end_key(account.name, key.pk, actor="shell:test")
    with pytest.raises(Refused):
        caller(f"Bearer {secret}")


def test_each_change_is_in_the_ledger_and_no_secret_is(service: tuple[Service, str]) -> None:
    account, secret = service
    _, new = accounts.renew(account.name, actor="shell:test")
    accounts.agree(account.name, "convention 12", None, actor="shell:test")
    entries = Entry.objects.filter(subject="service:Example Chat").order_by("number")
    assert [row.tag for row in entries] == ["services:service:added", *["services:service:changed"] * 2]
    assert not any(word in row.payload for row in entries for word in (secret, new))


def test_two_services_do_not_share_a_name(service: tuple[Service, str]) -> None:
    with pytest.raises(ServiceError, match="already"):
        accounts.add("example chat", actor="shell:test")
