"""A dossier goes to a real SFTP server, encrypted and whole; what its addressee answers comes back."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import asyncssh
import pyrage
import pytest
from pytest_django import Settings

from vigie.evidence import keys
from vigie.papers import partners
from vigie.papers.models import Dossier, Inside, Result, Sending
from vigie.papers.partners import Partner
from vigie.papers.signing import PapersError
from vigie.papers.tasks import deliver, fetched, send
from vigie.report.models import Report

NOW = datetime(2026, 11, 20, tzinfo=UTC)
BYTES = b"a bag" * 100_000


@pytest.fixture
def identity() -> pyrage.x25519.Identity:
    return pyrage.x25519.Identity.generate()


class _Server(asyncssh.SSHServer):
    def begin_auth(self, username: str) -> bool:
        return True


@pytest.fixture
def partner(tmp_path: Path, settings: Settings, identity: pyrage.x25519.Identity) -> Iterator[Partner]:
    """A partner behind an SFTP server that lets our key in, and no other."""
    settings.VIGIE_HOME = tmp_path / "home"
    keys.make(settings.VIGIE_HOME / "keys")
    root = tmp_path / "there"
    (root / "in" / "acknowledgements").mkdir(parents=True)
    loop = asyncio.new_event_loop()
    host, own = asyncssh.generate_private_key("ssh-ed25519"), asyncssh.generate_private_key("ssh-ed25519")
    allowed = tmp_path / "allowed"
    allowed.write_bytes(own.export_public_key())
    own.write_private_key(str(settings.VIGIE_HOME / "keys" / "partner"))

    async def listen() -> asyncssh.SSHAcceptor:
        return await asyncssh.listen(
            "127.0.0.1", 0, server_factory=_Server, server_host_keys=[host], authorized_client_keys=str(allowed),
            sftp_factory=lambda line: asyncssh.SFTPServer(line, chroot=str(root).encode()), allow_scp=False,
        )  # fmt: skip

    threading.Thread(target=loop.run_forever, daemon=True).start()
    server = asyncio.run_coroutine_threadsafe(listen(), loop).result(20)
    port = server.get_port()
    known = settings.VIGIE_HOME / "keys" / "known"
    known.write_bytes(f"[127.0.0.1]:{port} ".encode() + host.export_public_key())
    (settings.VIGIE_HOME / "partners.toml").write_text(
        f'[partner.court]\nname = "The court"\nwhere = "sftp://vigie@127.0.0.1:{port}/in"\n'
        f'known_hosts = "keys/known"\nidentity = "keys/partner"\nrecipients = ["{identity.to_public()}"]\n'
    )
    yield partners.read(settings.VIGIE_HOME)["court"]
    loop.call_soon_threadsafe(server.close)
    loop.call_soon_threadsafe(loop.stop)


@pytest.fixture
def row(db: None, monkeypatch: pytest.MonkeyPatch) -> Dossier:
    made = Dossier.objects.create(
        reference="V-FR-2026-000001", digest="d" * 64, made_at=NOW, made_by="anne", language="fr", content="{}"
    )
    report = Report.objects.create(source="ncmec", report_id="900", first_received_at=NOW)
    Inside.objects.create(dossier=made, report_key=report.pk, version_key=1, position=0)
    monkeypatch.setattr(send, "kept", lambda _row: BYTES)
    return made


def test_it_arrives_whole_encrypted_to_the_partner_and_is_written_down(
    row: Dossier, partner: Partner, identity: pyrage.x25519.Identity, tmp_path: Path
) -> None:
    sent = send.send(row, "anne", "", Sending.Way.DOWNLOAD, partner=partner)
    (there,) = [path for path in (tmp_path / "there" / "in").iterdir() if path.is_file()]
    assert there.name == "dossier-V-FR-2026-000001.zip.age"
    assert pyrage.decrypt(there.read_bytes(), [identity]) == BYTES
    assert (sent.row.way, sent.row.to, sent.row.encrypted_to) == ("sftp", "The court", str(identity.to_public()))


def test_a_server_that_is_another_gets_nothing(row: Dossier, partner: Partner, settings: Settings) -> None:
    known = settings.VIGIE_HOME / "keys" / "known"
    host, _, _ = known.read_bytes().partition(b" ")
    known.write_bytes(host + b" " + asyncssh.generate_private_key("ssh-ed25519").export_public_key())
    with pytest.raises(PapersError, match=r"127\.0\.0\.1") as refused:
        send.send(row, "anne", "", Sending.Way.DOWNLOAD, partner=partner)
    assert refused.value.permanent
    assert not Sending.objects.exists()


def test_what_the_addressee_answers_comes_back_once_and_with_its_outcomes(
    row: Dossier, partner: Partner, settings: Settings, tmp_path: Path
) -> None:
    sent = send.send(row, "anne", "", Sending.Way.DOWNLOAD, partner=partner)
    place = tmp_path / "there" / "in" / "acknowledgements"
    told = {"dossier": row.reference, "sha256": sent.row.sha256, "answer": "accepted", "results": [
        {"report": "900", "kind": "victim-identified", "on": "2026-11-22", "count": 2}
    ]}  # fmt: skip
    (place / "a.json").write_text(json.dumps(told))
    (place / "b.json").write_text(json.dumps({**told, "sha256": "0" * 64}))
    (place / "c.json").write_text("no json")
    (place / "d.json").write_text(json.dumps({**told, "answer": "refused", "reason": "", "results": []}))
    files = deliver.answers(partner, settings.VIGIE_HOME)
    first, *others = fetched.take(files, partner.name, "anne")
    assert (first.answer, first.results, first.problem) == ("accepted", 1, "")
    assert all(one.problem for one in others)  # not ours; unreadable; a refusal without its reason
    result = Result.objects.get()
    assert (result.kind, result.count, result.source) == ("victim-identified", 2, "The court")
    assert fetched.take(files, partner.name, "anne")[0].again
    assert Result.objects.count() == 1


def test_a_partner_without_a_known_server_or_a_key_to_encrypt_to_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "partners.toml"
    file.write_text('[partner.a]\nname = "A"\nwhere = "sftp://x@y/z"\n')
    with pytest.raises(PapersError, match="known_hosts"):
        partners.read(tmp_path)
    file.write_text('[partner.a]\nname = "A"\nwhere = "sftp://x@y/z"\nknown_hosts = "k"\n')
    with pytest.raises(PapersError, match="recipients"):
        partners.read(tmp_path)
