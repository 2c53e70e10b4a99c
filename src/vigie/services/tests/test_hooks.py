"""Services are told what became of their reports: signed, again when it failed, and never into our own network."""

from __future__ import annotations

import hashlib
import hmac
import http.server
import ipaddress
import itertools
import json
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pytest_django import Settings

from vigie.evidence import keys
from vigie.services import outgoing
from vigie.services.errors import ServiceError
from vigie.services.models import Sending, Submission
from vigie.services.outgoing import Undelivered, public, send, signature
from vigie.services.tasks import accounts
from vigie.services.tasks.hooks import WAITS, set_hook, tell

NOW = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.invalid/", "https://u:p@example.invalid/", "https://example.invalid:22/", "ftp://example.invalid",
        "https:///x", "https://127.0.0.1/", "https://[::1]/", "https://169.254.169.254/latest", "https://10.0.0.1/",
        "https://[::ffff:127.0.0.1]/", "https://0/", "https://2130706433/", "https://localhost/", "https://a b/",
        "https://[fe80::1]/", "https://192.168.1.1/", "https://100.64.0.1/", "https://x:y/",
    ],
)  # fmt: skip
def test_only_the_public_internet_is_called(url: str) -> None:
    with pytest.raises(Undelivered) as refused:
        send(url, b"{}", "s", 1)
    assert refused.value.permanent


def test_addresses_that_hide_others_are_not_public() -> None:
    assert public(ipaddress.IPv6Address(0x2C << 120))  # of the internet, and given to nobody
    assert not public(ipaddress.ip_address("::ffff:10.0.0.1"))
    assert not public(ipaddress.ip_address("2002:7f00:1::"))
    assert not public(ipaddress.ip_address("224.0.0.1"))


@pytest.fixture
def listener(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[str, list[tuple[dict[str, str], bytes]], ssl.SSLContext]]:
    """A service's own server, with a certificate of its own."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, datetime.now(UTC), datetime.now(UTC) + timedelta(1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False)
    certificate = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "pem").write_bytes(private + certificate)
    heard: list[tuple[dict[str, str], bytes]] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(302 if self.path == "/away" else 204)
            self.send_header("Location", "https://169.254.169.254/")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    monkeypatch.setattr(outgoing, "PORTS", (server.server_port,))
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    theirs.load_cert_chain(tmp_path / "pem")
    server.socket = theirs.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"https://localhost:{server.server_port}/", heard, ssl.create_default_context(cadata=certificate.decode())
    server.shutdown()
    server.server_close()


def test_a_message_arrives_signed_and_no_redirection_is_followed(
    listener: tuple[str, list[tuple[dict[str, str], bytes]], ssl.SSLContext],
) -> None:
    url, heard, context = listener
    send(url, b'{"event": "x"}', "secret", 1_700_000_000, allowed=lambda address: address.is_loopback, context=context)
    headers, body = heard[0]
    expected = hmac.new(b"secret", b"1700000000." + body, hashlib.sha256).hexdigest()
    assert headers["Vigie-Signature"] == f"t=1700000000,v1={expected}" == signature("secret", 1_700_000_000, body)
    with pytest.raises(Undelivered, match="302"):
        send(url + "away", b"{}", "s", 1, allowed=lambda address: address.is_loopback, context=context)
    with pytest.raises(Undelivered):
        send(url, b"{}", "s", 1, context=context)
    assert len(heard) == 2


@pytest.fixture
def expired(db: None, tmp_path: Path, settings: Settings) -> Submission:
    settings.VIGIE_HOME = tmp_path / "home"
    keys.make(settings.VIGIE_HOME / "keys")
    service, _ = accounts.add("One", actor="shell:test")
    set_hook("One", "https://hook.example/x", actor="shell:test")
    return Submission.objects.create(
        service_key=service.pk, state="expired", document="0" * 64, opened_at=NOW, changed_at=NOW, ended_at=NOW
    )


def test_each_thing_is_told_once(expired: Submission) -> None:
    told: list[tuple[str, bytes, str, int]] = []
    for minutes in (0, 1, 600):
        tell(NOW + timedelta(minutes=minutes), lambda *what: told.append(what))
    assert len(told) == 1
    assert json.loads(told[0][1]) == {
        "event": "report.never-finished.1", "report": expired.number, "your_reference": None,
    }  # fmt: skip
    assert Sending.objects.get().done_at == NOW


def test_what_was_not_taken_is_sent_again_ever_later_and_given_up_at_last(expired: Submission) -> None:
    tries: list[datetime] = []
    at = NOW

    def down(*what: object) -> None:
        tries.append(at)
        raise Undelivered("it answered 503")

    for _ in range(2000):
        tell(at, down)
        at += timedelta(minutes=5)
    assert len(tries) == len(WAITS)
    gaps = [after - before for before, after in itertools.pairwise(tries)]
    assert gaps == sorted(gaps)
    assert Sending.objects.get().next_at is None


def test_an_address_that_is_not_called_is_not_agreed_upon(expired: Submission) -> None:
    with pytest.raises(ServiceError, match="https"):
        set_hook("One", "http://hook.example/x", actor="shell:test")
