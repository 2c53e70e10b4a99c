"""A partner's drop on Debian's own OpenSSH: pulled by the command line with a key, acknowledged, put aside, read."""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import shutil
import socket
import subprocess
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import Installation
from tests.journey.inputs import api_xml

MAIL = (
    b"From: desk@partner.example\r\nTo: desk@vigie.example\r\nSubject: Synthetic\r\nMessage-ID: <1@partner.example>\r\n"
    b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n"
    b"Invented words.\r\n--x\r\nContent-Type: application/xml\r\n"
    b"Content-Disposition: attachment; filename=report.xml\r\n\r\n%s\r\n--x--\r\n"
)


def _sshd() -> str:
    """OpenSSH's server, Debian's openssh-server."""
    found = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin")
    assert found is not None, "this machine lacks openssh-server"
    return found


@dataclass(frozen=True, slots=True)
class Partner:
    """A server with a drop, and the keys on both sides."""

    folder: Path
    port: int

    @property
    def drop(self) -> Path:
        return self.folder / "drop"

    def given(self, known_hosts: str = "known_hosts") -> list[str | Path]:
        """What `vigie exchange pull` is told."""
        url = f"sftp://{getpass.getuser()}@127.0.0.1:{self.port}/{self.drop.as_posix()}"
        return [url, "--known-hosts", self.folder / known_hosts, "--identity", self.folder / "client"]


def _keys(folder: Path) -> None:
    for name in ("host", "client", "other"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    shutil.copy(folder / "client.pub", folder / "authorized")


@pytest.fixture
def partner(tmp_path: Path) -> Iterator[Partner]:
    folder = tmp_path / "partner"
    (folder / "drop").mkdir(parents=True)
    _keys(folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for name, key in (("known_hosts", "host"), ("wrong_hosts", "other")):
        kind, word, *_ = (folder / f"{key}.pub").read_text().split()
        (folder / name).write_text(f"[127.0.0.1]:{port} {kind} {word}\n")
    (folder / "sshd_config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/authorized\n"
        f"PidFile {folder}/pid\nStrictModes no\nUsePAM no\nPasswordAuthentication no\n"
        "PermitRootLogin prohibit-password\n"
        "Subsystem sftp internal-sftp\n"
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    server = subprocess.Popen([_sshd(), "-D", "-e", "-f", folder / "sshd_config"], stderr=subprocess.DEVNULL)
    try:
        _answers(port)
        yield Partner(folder, port)
    finally:
        server.terminate()
        server.wait(20)


def _answers(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server does not answer")


def lay_down(drop: Path) -> None:
    """A bundle with a report and its file, an e-mail with a report in it, and what is still being sent."""
    with zipfile.ZipFile(drop / "bundle.zip", "w") as bundle:
        bundle.writestr("1/report.xml", api_xml("u-bundle"))
        bundle.writestr("1/a.txt", "an invented file")
    (drop / "letter.eml").write_bytes(MAIL % api_xml("u-mail").encode())
    (drop / "late.zip.part").write_bytes(b"PK")
    for path in drop.iterdir():  # laid down an hour ago: what still changes is left
        os.utime(path, (time.time() - 3600,) * 2)


def test_a_partner_s_bundles_and_letters_are_fetched_acknowledged_and_read(
    installation: Installation, partner: Partner
) -> None:
    lay_down(partner.drop)
    sealed = hashlib.sha256((partner.drop / "bundle.zip").read_bytes()).hexdigest()
    installation.command("exchange", "pull", *partner.given(), "--partner", "Example Authority")
    assert sorted(path.name for path in partner.drop.iterdir()) == ["acknowledgements", "late.zip.part", "taken"]
    assert sorted(path.name for path in (partner.drop / "taken").iterdir()) == ["bundle.zip", "letter.eml"]
    said = json.loads((partner.drop / "acknowledgements" / "bundle.zip.json").read_bytes())
    assert sealed in {one["sha256"] for one in said["files"]}
    installation.command("work", "--once")
    shown = json.dumps([installation.answer("show", row["report"]) for row in installation.answer("queue")])
    assert "u-bundle" in shown and "u-mail" in shown
    installation.command("exchange", "pull", *partner.given(), "--partner", "Example Authority")
    assert len(installation.answer("queue")) == len(json.loads(shown))


def test_a_server_with_another_key_is_no_partner(installation: Installation, partner: Partner) -> None:
    lay_down(partner.drop)
    installation.command("exchange", "pull", *partner.given("wrong_hosts"), "--partner", "Example Authority", code=1)
    assert (partner.drop / "bundle.zip").exists()
