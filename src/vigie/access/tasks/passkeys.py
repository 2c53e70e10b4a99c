"""Passkeys (WebAuthn): what the browser is asked, and whether its answer holds. No attestation is asked for: which
make of key somebody has is not our business."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from vigie.access.models import Officer, Passkey
from vigie.access.tasks.factors import told
from vigie.access.tasks.scope import Refused
from vigie.access.tasks.write import written
from vigie.report.nouns import say

FAILED = say("The passkey was not recognised. Try again, or use another way.")
MOST = 8192  # bytes of a browser's answer


def _server(host: str, origin: str) -> Fido2Server:
    return Fido2Server(PublicKeyCredentialRpEntity(id=host, name="Vigie"), verify_origin=lambda said: said == origin)


def _own(officer: Officer) -> list[AttestedCredentialData]:
    rows = Passkey.objects.filter(officer=officer).values_list("credential", flat=True)
    return [AttestedCredentialData(bytes(row)) for row in rows]


def _identity(credential_id: bytes) -> str:
    return hashlib.sha256(credential_id).hexdigest()


def begin_adding(officer: Officer, host: str, origin: str) -> tuple[str, Any]:
    """What the browser is asked in JSON, and what must be remembered until it answers."""
    user = PublicKeyCredentialUserEntity(
        id=hashlib.sha256(f"vigie officer {officer.pk}".encode()).digest(),
        name=officer.username,
        display_name=officer.username,
    )
    asked, state = _server(host, origin).register_begin(
        user,
        _own(officer),
        resident_key_requirement=ResidentKeyRequirement.DISCOURAGED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return msgspec.json.encode(dict(asked)).decode(), state


def add(officer: Officer, name: str, answer: str, state: Any, host: str, origin: str) -> None:
    """Keeps a new passkey. Raises `Refused`."""
    try:
        response = RegistrationResponse.from_dict(_read(answer))
        data = _server(host, origin).register_complete(state, response).credential_data
    except (ValueError, TypeError, KeyError) as error:
        raise Refused(FAILED) from error
    if data is None:
        raise Refused(FAILED)
    with written() as acts:
        Passkey.objects.create(
            officer=officer,
            name=name.replace("\0", "").strip()[:80] or "passkey",
            credential=bytes(data),
            identity=_identity(data.credential_id),
            at=datetime.now(UTC),
        )
        acts.append(told(officer, officer.username, passkey="added"))


def begin(officer: Officer, host: str, origin: str) -> tuple[str, Any] | None:
    """What the browser is asked to sign in, or None for somebody without a passkey."""
    mine = _own(officer)
    if not mine:
        return None
    asked, state = _server(host, origin).authenticate_begin(
        mine, user_verification=UserVerificationRequirement.PREFERRED
    )
    return msgspec.json.encode(dict(asked)).decode(), state


def check(officer: Officer, answer: str, state: Any, host: str, origin: str) -> bool:
    """Whether the browser's answer is of one of this officer's passkeys. A counter that runs back is a copied key."""
    try:
        response = AuthenticationResponse.from_dict(_read(answer))
        used = _server(host, origin).authenticate_complete(state, _own(officer), response)
    except (ValueError, TypeError, KeyError):
        return False
    row = Passkey.objects.get(identity=_identity(used.credential_id), officer=officer)
    count = response.response.authenticator_data.counter
    if count and count <= row.count:
        return False
    Passkey.objects.filter(pk=row.pk).update(count=count, used_at=datetime.now(UTC))
    return True


def _read(answer: str) -> Mapping[str, Any]:
    if len(answer) > MOST:
        raise ValueError("too long")
    told_ = msgspec.json.decode(answer)
    if not isinstance(told_, dict):
        raise TypeError("not an object")
    return told_
