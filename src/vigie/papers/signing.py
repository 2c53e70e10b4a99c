"""The desk's signature: a key and its certificate. Pure.

`Signer` is the seam: a key file here; a card or an HSM (PKCS#11) is another object with the same three names. Its
signatures are RSA PKCS#1 v1.5 over SHA-256, which every reader of PDF and every token knows, and the same each time.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey, generate_private_key
from cryptography.x509.oid import NameOID

BITS = 3072
DAYS = 3 * 365
ORGANISATION = 64  # characters that X.520 allows


class PapersError(Exception):
    """Papers that cannot be made, signed or sent. `permanent`: the same again will not help."""

    def __init__(self, what: str, *, permanent: bool = True) -> None:
        super().__init__(what)
        self.permanent = permanent


class Signer(Protocol):
    """Who signs. `chain` are the certificates above its own, for whoever checks."""

    @property
    def certificate(self) -> x509.Certificate: ...
    @property
    def chain(self) -> Sequence[x509.Certificate]: ...
    def sign(self, content: bytes) -> bytes: ...


@dataclass(frozen=True)
class Certified:
    """What every signer of this house has: its certificates, its own first."""

    certificates: tuple[x509.Certificate, ...]

    @property
    def certificate(self) -> x509.Certificate:
        return self.certificates[0]

    @property
    def chain(self) -> Sequence[x509.Certificate]:
        return self.certificates[1:]


@dataclass(frozen=True)
class KeyFile(Certified):
    """A key in two PEM files: `key`, and `certificates`."""

    key: RSAPrivateKey = field(repr=False)

    def sign(self, content: bytes) -> bytes:
        """The signature over some bytes."""
        return self.key.sign(content, PKCS1v15(), hashes.SHA256())


def holds(certificate: x509.Certificate, signature: bytes, content: bytes) -> bool:
    """Whether a signature is that of a certificate's key over some bytes."""
    try:
        key = certificate.public_key()
        if not isinstance(key, RSAPublicKey):
            return False
        key.verify(signature, content, PKCS1v15(), hashes.SHA256())
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):  # a certificate that was changed holds no key
        return False
    return True


def named(certificate: x509.Certificate) -> str:
    """Whose a certificate is; empty when it was changed so that it does not say."""
    try:
        return certificate.subject.rfc4514_string()
    except ValueError:
        return ""


def issued(certificate: x509.Certificate, by: x509.Certificate) -> bool:
    """Whether one certificate was issued directly by another."""
    try:
        certificate.verify_directly_issued_by(by)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def load(key: Path, certificates: Path) -> KeyFile:
    """The desk's signer. Raises `PapersError`."""
    try:
        secret = serialization.load_pem_private_key(key.read_bytes(), None)
        chain = tuple(x509.load_pem_x509_certificates(certificates.read_bytes()))
    except (OSError, ValueError, TypeError) as error:
        raise PapersError("the desk has no key to sign with: run `vigie dossier keys`") from error
    if not isinstance(secret, RSAPrivateKey) or chain[0].public_key() != secret.public_key():
        raise PapersError("the certificate is not of the desk's key, or that is no RSA key")
    return KeyFile(chain, secret)


def new_key(path: Path) -> RSAPrivateKey:
    """A new key, readable by its owner alone. Raises `PapersError` when there is one."""
    key = generate_private_key(65537, BITS)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise PapersError("there is a key already; it is never replaced") from error
    with os.fdopen(handle, "wb") as file:
        file.write(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
    return key


def _name(organisation: str, title: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:ORGANISATION]),
            x509.NameAttribute(NameOID.COMMON_NAME, title),
        ]
    )


def request(key: RSAPrivateKey, organisation: str) -> bytes:
    """What a real authority is asked for: a PKCS#10 request, PEM."""
    asked = x509.CertificateSigningRequestBuilder().subject_name(_name(organisation, "Vigie dossiers"))
    return asked.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def test_certificates(key: RSAPrivateKey, organisation: str) -> bytes:
    """The desk's certificate under a test authority of its own, whose key is thrown away: PEM, the desk's first."""
    root = generate_private_key(65537, BITS)
    above = _name(organisation, "Vigie TEST authority, no legal value")
    top = _certificate(above, above, root, root, authority=True)
    own = _certificate(_name(organisation, "Vigie dossiers (TEST)"), above, key, root, authority=False)
    return b"".join(one.public_bytes(serialization.Encoding.PEM) for one in (own, top))


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: RSAPrivateKey, by: RSAPrivateKey, *, authority: bool
) -> x509.Certificate:
    now = datetime.now(UTC).replace(microsecond=0)
    usage = x509.KeyUsage(
        digital_signature=not authority, content_commitment=not authority, key_cert_sign=authority, crl_sign=authority,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=DAYS))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=0 if authority else None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False)
        .sign(by, hashes.SHA256())
    )
