"""A key that never leaves its token: a card or an HSM that speaks PKCS#11. A `signing.Signer` like the key file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pkcs11
from cryptography import x509
from pkcs11 import Mechanism, ObjectClass
from pkcs11.exceptions import PKCS11Error

from vigie.papers.signing import Certified, PapersError, holds


@dataclass(frozen=True)
class Token(Certified):
    """Which key on which token; its certificates lie in a file."""

    module: Path
    label: str
    key: str
    pin: str = field(repr=False)

    def sign(self, content: bytes) -> bytes:
        """The signature over some bytes, made inside the token. Raises `PapersError`: when the token is not there, the
        PIN is wrong, or its key is not that of the certificate."""
        try:
            token = pkcs11.lib(str(self.module)).get_token(token_label=self.label)
            with token.open(user_pin=self.pin) as session:
                # Any: which acts a key can do is known only once the token has given it.
                key: Any = session.get_key(object_class=ObjectClass.PRIVATE_KEY, label=self.key)
                signature = bytes(key.sign(content, mechanism=Mechanism.SHA256_RSA_PKCS))
        except (PKCS11Error, RuntimeError) as error:
            what = str(error) or type(error).__name__
            raise PapersError(f"the token {self.label!r} does not sign: {what}", permanent=False) from error
        if not holds(self.certificate, signature, content):
            raise PapersError(f"the certificate is not of the key {self.key!r} on the token {self.label!r}")
        return signature


def load(module: Path, label: str, key: str, pin: str, certificates: Path) -> Token:
    """The signer of a token. Raises `PapersError`."""
    try:
        chain = tuple(x509.load_pem_x509_certificates(certificates.read_bytes()))
    except (OSError, ValueError) as error:
        raise PapersError(f"{certificates} holds no certificate of the token's key") from error
    return Token(chain, module, label, key, pin)
