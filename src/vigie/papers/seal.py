"""The seal of a bag: a signature over its tag manifests, a time stamp over that signature, and a closing signature over
all of these. Each can be checked with OpenSSL alone. Pure.

    seal/seal.txt      what is sealed: the digests of both tag manifests, the dossier, the time, the certificate
    seal/seal.sig      the desk's signature over seal.txt
    seal/seal.tsr      a time stamp (RFC 3161) over seal.sig, when there is an authority
    seal/closing.txt   the digests of these three, or that there is no time stamp
    seal/closing.sig   the desk's signature over closing.txt: with it no byte of the bag is free to change
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from vigie.papers.bag import TAG_MANIFESTS, Files, listed, told
from vigie.papers.signing import Signer, holds

TEXT, SIGNATURE, STAMP = "seal/seal.txt", "seal/seal.sig", "seal/seal.tsr"
CLOSING, CLOSED = "seal/closing.txt", "seal/closing.sig"
PARTS = (TEXT, SIGNATURE, STAMP, CLOSING, CLOSED)
CERTIFICATES = "certificates.pem"
DOSSIER, MADE = "External-Identifier", "Dossier-Made-At"
CHANGED, MISSING, ADDED = "it was changed", "it is missing", "it was added"


@dataclass(frozen=True, slots=True)
class Problem:
    """A file of a bag, and what is wrong with it."""

    file: str
    what: str


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _text(files: Files, certificate: x509.Certificate) -> bytes:
    said = told(files)
    lines = [
        "vigie dossier seal 1",
        f"dossier {said.get(DOSSIER, '')}",
        f"made {said.get(MADE, '')}",
        f"certificate {certificate.fingerprint(hashes.SHA256()).hex()}",
        *(f"{_sum(files.get(name, b''))}  {name}" for name in TAG_MANIFESTS),
    ]
    return "\n".join([*lines, ""]).encode()


def _closing(files: Files) -> bytes:
    lines = ["vigie dossier closing 1", *(f"{_sum(files.get(name, b''))}  {name}" for name in (TEXT, SIGNATURE))]
    lines.append(f"{_sum(files[STAMP])}  {STAMP}" if STAMP in files else "not time-stamped")
    return "\n".join([*lines, ""]).encode()


def close(files: Files, signer: Signer, stamp: Callable[[bytes], bytes] | None) -> dict[str, bytes]:
    """The bag with its seal. `stamp` gives a token over some bytes."""
    sealed = dict(files)
    sealed[TEXT] = _text(files, signer.certificate)
    sealed[SIGNATURE] = signer.sign(sealed[TEXT])
    if stamp:
        sealed[STAMP] = stamp(sealed[SIGNATURE])
    sealed[CLOSING] = _closing(sealed)
    sealed[CLOSED] = signer.sign(sealed[CLOSING])
    return dict(sorted(sealed.items()))


def problems(files: Files, certificate: x509.Certificate) -> Iterator[Problem]:
    """What is wrong with the seal, and which tag manifest is not the one that was sealed. The time stamp's own words
    are checked elsewhere: here, that it is the one that was there."""
    for name in (TEXT, SIGNATURE, CLOSING, CLOSED, *TAG_MANIFESTS):
        if name not in files:
            yield Problem(name, MISSING)
    closing = _signed(files, certificate, CLOSING, CLOSED, _closing(files))
    text = _signed(files, certificate, TEXT, SIGNATURE, _text(files, certificate))
    for found in (closing, text):
        if isinstance(found, Problem):
            yield found
        elif found is not None:
            yield from _differing(files, found)
    if isinstance(closing, dict) and STAMP in files and STAMP not in closing:
        yield Problem(STAMP, ADDED)


def _signed(
    files: Files, certificate: x509.Certificate, text: str, signature: str, again: bytes
) -> dict[str, str] | Problem | None:
    """The digests that a signed text names. When its signature does not hold, whether it or the signature was changed:
    the text can be written again from the other files."""
    if text not in files or signature not in files:
        return None
    if holds(certificate, files[signature], files[text]):
        return listed(files[text])
    return Problem(text if holds(certificate, files[signature], again) else signature, CHANGED)


def _differing(files: Files, named: dict[str, str]) -> Iterator[Problem]:
    for name, digest in named.items():
        if name not in files:
            yield Problem(name, MISSING)
        elif _sum(files[name]) != digest:
            yield Problem(name, CHANGED)
