"""A time-stamping authority for demonstrations and tests: it says what its name says, and proves nothing. Pure."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from asn1crypto import keys, pem, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

NAME = "TEST time stamp, no legal value"
YEARS = timedelta(days=3650)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Stamps with a key of this machine. `made` is its PEM file: key and certificate."""

    made: bytes

    @property
    def certificate(self) -> asn1.Certificate:
        return asn1.Certificate.load(_blocks(self.made)["CERTIFICATE"])

    def respond(self, request: bytes) -> bytes:
        """A response in DER."""
        stamper = DummyTimeStamper(
            self.certificate,
            keys.PrivateKeyInfo.load(_blocks(self.made)["PRIVATE KEY"]),
            fixed_dt=datetime.now(UTC).replace(microsecond=0),
        )
        return bytes(asyncio.run(stamper.async_request_tsa_response(tsp.TimeStampReq.load(request))).dump())


def _blocks(made: bytes) -> dict[str, bytes]:
    return {name: der for name, _, der in pem.unarmor(made, multiple=True)}


def make(path: Path) -> None:
    """Makes the key and certificate of such an authority, unless they are there."""
    if path.exists():
        return
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC).replace(microsecond=0)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + YEARS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    secret = key.private_bytes(serialization.Encoding.PEM, *form)
    path.touch(mode=0o600)
    path.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
