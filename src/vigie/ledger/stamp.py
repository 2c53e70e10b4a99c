"""Time stamps by somebody else (RFC 3161): proof that bytes existed at a time, which does not rest on this desk. Pure,
but for the one request that goes to an authority when there is one.
"""

from __future__ import annotations

import asyncio
import hashlib
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from asn1crypto import algos, cms, tsp, x509
from pyhanko.sign.general import SignedDataCerts, extract_certificate_info
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko_certvalidator import ValidationContext

TIMEOUT = 20  # seconds
MOST = 64 * 1024  # bytes of an answer


class BadStamp(Exception):
    """A time stamp that was refused, cannot be had now, or is not for these bytes."""

    def __init__(self, what: str, *, permanent: bool) -> None:
        super().__init__(what)
        self.permanent = permanent


class Authority(Protocol):
    """Who stamps: takes a DER request, gives a DER response. Raises `BadStamp`."""

    def respond(self, request: bytes) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Remote:
    """An authority on the network."""

    url: str

    def respond(self, request: bytes) -> bytes:
        """Asks over HTTP. Raises `BadStamp`, not permanent, when nobody answers."""
        asked = urllib.request.Request(self.url, request, {"Content-Type": "application/timestamp-query"})
        try:
            with urllib.request.urlopen(asked, timeout=TIMEOUT) as answer:
                return bytes(answer.read(MOST))
        except (urllib.error.URLError, OSError, ValueError) as error:
            raise BadStamp(f"the time-stamping authority does not answer: {error}", permanent=False) from error


@dataclass(frozen=True, slots=True)
class Stamped:
    """What a token says, once its signature holds. `pinned`: its authority is one that was named beforehand."""

    at: datetime
    authority: str
    pinned: bool


def ask(authority: Authority, content: bytes) -> bytes:
    """A token over some bytes, DER. Raises `BadStamp`."""
    found = ask_digest(authority, hashlib.sha256(content).digest())
    check(found, content, ())
    return found


def ask_digest(authority: Authority, digest: bytes) -> bytes:
    """A token over a SHA-256, DER. There is no nonce: a token is kept, and never asked for twice. Raises `BadStamp`."""
    imprint = tsp.MessageImprint(
        {"hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}), "hashed_message": digest}
    )
    request = tsp.TimeStampReq({"version": 1, "message_imprint": imprint, "cert_req": True})
    try:
        answer = tsp.TimeStampResp.load(authority.respond(request.dump()), strict=True)
        status, token = answer["status"]["status"].native, answer["time_stamp_token"]
    except ValueError as error:
        raise BadStamp("the time-stamping authority's answer cannot be read", permanent=True) from error
    if status not in ("granted", "granted_with_mods"):
        raise BadStamp(f"the time-stamping authority refused: {status}", permanent=True)
    return bytes(token.dump())


def check(token: bytes, content: bytes, roots: Sequence[x509.Certificate]) -> Stamped:
    """What a token says of these bytes. `roots` are the authorities that are believed; with none, the token's own
    certificates are, and it is not pinned. Raises `BadStamp`."""
    try:
        signed = cms.ContentInfo.load(token, strict=True)["content"]
        found = extract_certificate_info(signed)
        told = signed["encap_content_info"]["content"].parsed
        at, algorithm = told["gen_time"].native, told["message_imprint"]["hash_algorithm"]["algorithm"].native
        if (
            algorithm != "sha256"
            or told["message_imprint"]["hashed_message"].native != hashlib.sha256(content).digest()
        ):
            raise BadStamp("the time stamp is for other bytes", permanent=True)
        status = asyncio.run(validate_tst_signed_data(signed, _context(found, roots, at), _imprint(content)))
    except (ValueError, TypeError, KeyError, AttributeError, SignatureValidationError) as error:
        raise BadStamp(f"the time stamp does not hold: {error}", permanent=True) from error
    if not (status["intact"] and status["valid"]):
        raise BadStamp("the signature of the time stamp does not hold", permanent=True)
    trusted = status.get("trust_problem_indic") is None and status.get("validation_path") is not None
    if not trusted:
        raise BadStamp("the time stamp is by another authority than the one that is believed", permanent=True)
    return Stamped(at, str(found.signer_cert.subject.human_friendly), bool(roots))


def _imprint(content: bytes) -> _Imprint:
    return _Imprint(content)


@dataclass(frozen=True, slots=True)
class _Imprint:
    content: bytes

    def __call__(self, algorithm: str) -> bytes:
        return hashlib.new(algorithm, self.content).digest()


def _context(found: SignedDataCerts, roots: Sequence[x509.Certificate], at: datetime) -> ValidationContext:
    """Whom to believe, at the time of the stamp; nothing is fetched."""
    own = [*found.other_certs, found.signer_cert]
    return ValidationContext(
        trust_roots=list(roots) or own,
        other_certs=own,
        moment=at,
        best_signature_time=at,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )
