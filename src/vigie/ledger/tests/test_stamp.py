"""A time stamp is believed for the bytes it was made over, from the authority that was named, and for nothing else."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from asn1crypto import pem, x509

from vigie.ledger.rehearsal import Rehearsal, make
from vigie.ledger.stamp import BadStamp, Remote, ask, check

CONFIG = """
[tsa]
default_tsa = one
[one]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
crypto_device = builtin
accuracy = secs:1
ordering = no
tsa_name = yes
ess_cert_id_chain = no
"""


@dataclass(frozen=True)
class OpenSsl:
    """The authority that OpenSSL is."""

    folder: Path

    def respond(self, request: bytes) -> bytes:
        (self.folder / "q").write_bytes(request)
        run = "openssl", "ts", "-reply", "-config", "c", "-queryfile", "q", "-out", "a"
        subprocess.run(run, cwd=self.folder, check=True, capture_output=True)
        return (self.folder / "a").read_bytes()


@pytest.fixture(scope="module")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Rehearsal:
    path = tmp_path_factory.mktemp("tsa") / "tsa.pem"
    make(path)
    return Rehearsal(path.read_bytes())


def test_a_stamp_says_when_and_by_whom(rehearsal: Rehearsal) -> None:
    token = ask(rehearsal, b"content")
    found = check(token, b"content", [rehearsal.certificate])
    assert found.pinned and "TEST" in found.authority
    assert not check(token, b"content", ()).pinned


def test_a_stamp_over_other_bytes_is_refused(rehearsal: Rehearsal) -> None:
    with pytest.raises(BadStamp, match="other bytes"):
        check(ask(rehearsal, b"content"), b"another", ())


def test_another_authority_than_the_one_named_is_refused(rehearsal: Rehearsal, tmp_path: Path) -> None:
    make(tmp_path / "other.pem")
    other = Rehearsal((tmp_path / "other.pem").read_bytes())
    with pytest.raises(BadStamp):
        check(ask(other, b"content"), b"content", [rehearsal.certificate])


def test_a_stamp_whose_signature_was_changed_is_refused(rehearsal: Rehearsal) -> None:
    token = bytearray(ask(rehearsal, b"content"))
    token[-5] ^= 1
    with pytest.raises(BadStamp):
        check(bytes(token), b"content", ())


def test_an_authority_that_does_not_answer_can_be_asked_again() -> None:
    with pytest.raises(BadStamp) as error:
        ask(Remote("http://127.0.0.1:9/"), b"content")
    assert not error.value.permanent


@pytest.mark.skipif(not shutil.which("openssl"), reason="needs the openssl command")
def test_the_stamps_of_openssl_are_believed_too(tmp_path: Path) -> None:
    (tmp_path / "c").write_text(CONFIG.format(folder=tmp_path))
    (tmp_path / "serial").write_text("01\n")
    made = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=tsa.example -keyout tsa.key -out tsa.pem "
        "-addext extendedKeyUsage=critical,timeStamping -addext basicConstraints=critical,CA:false"
    )
    subprocess.run(made.split(), cwd=tmp_path, check=True, capture_output=True)
    certificate = x509.Certificate.load(pem.unarmor((tmp_path / "tsa.pem").read_bytes())[2])
    assert check(ask(OpenSsl(tmp_path), b"content"), b"content", [certificate]).pinned
