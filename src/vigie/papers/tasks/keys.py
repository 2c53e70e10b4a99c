"""The desk's signing key and certificate, and who stamps the time."""

from __future__ import annotations

from pathlib import Path

from asn1crypto import pem
from asn1crypto import x509 as asn1
from django.conf import settings

from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act
from vigie.ledger.rehearsal import Rehearsal
from vigie.ledger.stamp import Authority, Remote
from vigie.ledger.tags import Tag
from vigie.papers import signing, token
from vigie.papers.letters import letters, words
from vigie.papers.signing import PapersError, Signer
from vigie.territory.pack import load


def folder() -> Path:
    """Where keys are kept."""
    home: Path = settings.VIGIE_HOME
    return home / "keys"


def key_path() -> Path:
    return folder() / "dossier.key"


def certificate_path() -> Path:
    """The desk's public certificate, with those above it."""
    return folder() / "dossier.pem"


def service(language: str) -> str:
    """The name under which this desk writes."""
    return settings.VIGIE_SERVICE or words(letters(load(settings.VIGIE_COUNTRY)).head.service, language)


def make(actor: str) -> bool:
    """Makes a key with a certificate of a test authority, unless there is one. Returns whether it did."""
    if key_path().exists() or settings.VIGIE_TOKEN_LIBRARY is not None:
        return False
    key = signing.new_key(key_path())
    certificate_path().write_bytes(signing.test_certificates(key, service(settings.LANGUAGE_CODE)))
    _noted(actor, test=True)
    return True


def install(path: Path, actor: str) -> None:
    """Takes the certificate that an authority issued for the desk's key. Raises `PapersError`."""
    if settings.VIGIE_TOKEN_LIBRARY is None:
        signing.load(key_path(), path)
    certificate_path().write_bytes(path.read_bytes())
    _noted(actor, test=False)


def _noted(actor: str, *, test: bool) -> None:
    with short_write() as acts:
        subject = signer().certificate.subject.rfc4514_string()
        acts.append(Act(Tag.KEYS_MADE, "home", actor, {"certificate": subject, "test": test}))


def signer() -> Signer:
    """Who signs for this desk: a token where the settings name one, else the key file. Raises `PapersError`."""
    module: Path | None = settings.VIGIE_TOKEN_LIBRARY
    if module is not None:
        pin, key = settings.VIGIE_TOKEN_PIN, settings.VIGIE_TOKEN_KEY
        return token.load(module, settings.VIGIE_TOKEN_LABEL, key, pin, certificate_path())
    return signing.load(key_path(), certificate_path())


def authority() -> Authority | None:
    """Who stamps the time: the one that the settings name; in a demonstration, one that says it is a test; else
    nobody."""
    if settings.VIGIE_TSA_URL:
        return Remote(settings.VIGIE_TSA_URL)
    test = folder() / "test-tsa.pem"
    return Rehearsal(test.read_bytes()) if test.is_file() else None


def authorities() -> tuple[asn1.Certificate, ...]:
    """The certificates of who is believed about the time."""
    path = settings.VIGIE_TSA_CERTIFICATE or folder() / "test-tsa.pem"
    return authorities_in(path) if path.is_file() else ()


def authorities_in(path: Path) -> tuple[asn1.Certificate, ...]:
    """The certificates of a PEM file. Raises `PapersError`."""
    try:
        blocks = pem.unarmor(path.read_bytes(), multiple=True)
        return tuple(asn1.Certificate.load(der) for name, _, der in blocks if name == "CERTIFICATE")
    except (OSError, ValueError) as error:
        raise PapersError(f"{path} holds no certificate") from error
