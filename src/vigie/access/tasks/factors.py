"""The second factor: an authenticator app, passkeys, recovery codes. Each change and each use is in the ledger."""

from __future__ import annotations

import hashlib
import secrets
import time
from datetime import UTC, datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.crypto import salted_hmac

from vigie.access import totp
from vigie.access.models import Officer, Passkey, RecoveryCode, Totp
from vigie.access.tasks.people import LETTERS
from vigie.access.tasks.scope import Refused
from vigie.access.tasks.write import written
from vigie.ledger.chain import Act, Value
from vigie.ledger.tags import Tag
from vigie.report.nouns import say

CODES = 10
WRONG = say("This code does not fit, or was used already. Wait for the next one.")


def _cipher() -> AESGCM:
    return AESGCM(hashlib.sha256(b"vigie totp" + settings.SECRET_KEY.encode()).digest())


def _sealed(secret: bytes, officer: Officer) -> bytes:
    nonce = secrets.token_bytes(12)
    return nonce + _cipher().encrypt(nonce, secret, str(officer.pk).encode())


def _opened(row: Totp) -> bytes:
    raw = bytes(row.secret)
    try:
        return _cipher().decrypt(raw[:12], raw[12:], str(row.officer_id).encode())
    except InvalidTag as error:
        raise Refused(say("The app's secret was made under another key: use a recovery code.")) from error


def told(officer: Officer, actor: str, **facts: Value) -> Act:
    """The ledger entry of a change to somebody's factors."""
    return Act(Tag.FACTOR_CHANGED, f"officer:{officer.username}", actor, facts)


def has_any(officer: Officer) -> bool:
    """Whether somebody has a second factor at all."""
    return Totp.objects.filter(officer=officer).exists() or Passkey.objects.filter(officer=officer).exists()


def has_app(officer: Officer) -> bool:
    """Whether somebody has an authenticator app."""
    return Totp.objects.filter(officer=officer).exists()


def add_totp(officer: Officer, secret: bytes, said: str, at: float | None = None) -> None:
    """Keeps an app's secret once a code of it was said. Raises `Refused`."""
    step = totp.accepted(secret, said, at or time.time())
    if step is None:
        raise Refused(WRONG, field="code")
    row = {"secret": _sealed(secret, officer), "at": datetime.now(UTC), "used": step}
    with written() as acts:
        Totp.objects.update_or_create(officer=officer, defaults=row)
        acts.append(told(officer, officer.username, totp="added"))


def by_totp(officer: Officer, said: str, at: float | None = None) -> bool:
    """Whether a code is right and was not used before: of two who say the same one, one comes in."""
    row = Totp.objects.filter(officer=officer).first()
    if row is None:
        return False
    step = totp.accepted(_opened(row), said, at or time.time(), row.used)
    return step is not None and bool(Totp.objects.filter(pk=row.pk, used__lt=step).update(used=step))


def _digest(officer: Officer, code: str) -> str:
    plain = "".join(letter for letter in code.casefold() if letter in LETTERS)
    return salted_hmac("vigie.access.recovery", f"{officer.pk}:{plain}", algorithm="sha256").hexdigest()


def new_codes(officer: Officer) -> list[str]:
    """Ten new recovery codes, shown this once; the old ones no longer work."""
    codes = ["-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3)) for _ in range(CODES)]
    with written() as acts:
        RecoveryCode.objects.filter(officer=officer).delete()
        RecoveryCode.objects.bulk_create([RecoveryCode(officer=officer, digest=_digest(officer, one)) for one in codes])
        acts.append(told(officer, officer.username, recovery=CODES))
    return codes


def by_recovery(officer: Officer, code: str) -> bool:
    """Whether a recovery code is one of theirs; it is used up by that."""
    mine = RecoveryCode.objects.filter(officer=officer, digest=_digest(officer, code), used_at=None)
    with written() as acts:
        used = mine.update(used_at=datetime.now(UTC))
        if used:
            left = RecoveryCode.objects.filter(officer=officer, used_at=None).count()
            acts.append(told(officer, officer.username, recovery_used=True, left=left))
    return bool(used)


def left(officer: Officer) -> int:
    """How many recovery codes remain."""
    return RecoveryCode.objects.filter(officer=officer, used_at=None).count()


def remove(officer: Officer, *, passkey: int | None = None) -> None:
    """Takes away the app, or one passkey. The last factor stays where one is required. Raises `Refused`."""
    keys, apps = Passkey.objects.filter(officer=officer), Totp.objects.filter(officer=officer)
    if settings.VIGIE_SECOND_FACTOR and keys.count() + apps.count() < 2:
        raise Refused(say("This is your only second factor: add another one first."))
    with written() as acts:
        gone, _ = apps.delete() if passkey is None else keys.filter(pk=passkey).delete()
        if gone:
            acts.append(told(officer, officer.username, **{"totp" if passkey is None else "passkey": "removed"}))


def reset(officer: Officer, *, actor: str) -> None:
    """Takes all second factors away, for somebody who lost them: at the next sign-in they set up a new one."""
    with written() as acts:
        for model in (Totp, Passkey, RecoveryCode):
            model.objects.filter(officer=officer).delete()
        acts.append(told(officer, actor, all="reset"))
