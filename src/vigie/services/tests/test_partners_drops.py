"""What partners lay down is sealed, acknowledged and put aside: from a folder, and from a real SFTP server."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import asyncssh
import pytest
from pytest_django import Settings

from vigie.evidence import keys
from vigie.evidence.models import Delivery, Object, Parcel
from vigie.evidence.tasks import vault
from vigie.intake.formats import ncmec_xml
from vigie.journey.models import Item
from vigie.journey.steps import READ, UNPACK
from vigie.journey.tasks.work import work
from vigie.report.models import Report
from vigie.services.drop import DropError
from vigie.services.drops.folder import FolderDrop
from vigie.services.drops.sftp import SftpDrop
from vigie.services.tasks.exchange import pull

pytestmark = pytest.mark.django_db
XML = next(iter(ncmec_xml.FORMAT.example().values()))


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, settings: Settings) -> None:
    settings.VIGIE_HOME = tmp_path / "home"
    keys.make(settings.VIGIE_HOME / "keys")
    vault.cache_clear()


@pytest.fixture
def laid(tmp_path: Path) -> Path:
    """A drop with a report's folder, an e-mail, and a file that is still being written."""
    root = tmp_path / "drop"
    (root / "900000001").mkdir(parents=True)
    (root / "900000001" / "report.xml").write_bytes(XML)
    (root / "900000001" / "a.jpg").write_bytes(b"\xff\xd8\xff" + bytes(2_000_000))
    (root / "words.eml").write_bytes(b"From: a@partner.example\nSubject: Synthetic\nMessage-ID: <1@x>\n\nwords\n")
    (root / "late.zip.part").write_bytes(b"PK")
    return root


def test_a_folder_is_emptied_into_the_vault(laid: Path) -> None:
    taken = pull(FolderDrop(laid, 0), str(laid), "Partner", "shell:test")
    assert [(one.name, one.files, one.lost) for one in taken] == [("900000001", 2, 0), ("words.eml", 1, 0)]
    assert sorted(path.name for path in laid.iterdir()) == ["acknowledgements", "late.zip.part", "taken"]
    said = json.loads((laid / "acknowledgements" / "900000001.json").read_bytes())
    assert {one["sha256"] for one in said["files"]} >= {hashlib.sha256(XML).hexdigest()}
    assert set(Item.objects.values_list("step", flat=True)) == {READ, UNPACK}
    assert pull(FolderDrop(laid, 0), str(laid), "Partner", "shell:test") == []
    for step in (UNPACK, READ):
        list(work(step))
    assert set(Report.objects.values_list("source", flat=True)) == {"Partner"}
    assert Report.objects.count() == 2


def test_what_still_changes_is_left(laid: Path) -> None:
    os.utime(laid / "900000001" / "a.jpg", (time.time(), time.time()))
    assert [one.name for one in pull(FolderDrop(laid, 3600), "x", "Partner", "shell:test")] == []
    assert not Delivery.objects.exists()


def test_taken_again_after_a_crash_it_makes_no_second_report(laid: Path) -> None:
    pull(FolderDrop(laid, 0), "x", "Partner", "shell:test")
    (laid / "taken" / "900000001").rename(laid / "900000001")
    pull(FolderDrop(laid, 0), "x", "Partner", "shell:test")
    list(work(READ))
    assert Report.objects.filter(report_id="900000001").count() == 1
    assert (laid / "acknowledgements" / "900000001 (2).json").exists()


class _Trusting(asyncssh.SSHServer):
    def begin_auth(self, username: str) -> bool:
        return True

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return (username, password) == ("vigie", "synthetic")


@pytest.fixture
def server(laid: Path, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A real SFTP server over the drop: its address, and a file with its key."""
    loop, key = asyncio.new_event_loop(), asyncssh.generate_private_key("ssh-ed25519")
    threading.Thread(target=loop.run_forever, daemon=True).start()

    async def listen() -> asyncssh.SSHAcceptor:
        root = str(laid).encode()
        return await asyncssh.listen(
            "127.0.0.1", 0, server_factory=_Trusting, server_host_keys=[key],
            sftp_factory=lambda line: asyncssh.SFTPServer(line, chroot=root), allow_scp=False,
        )  # fmt: skip

    acceptor = asyncio.run_coroutine_threadsafe(listen(), loop).result(20)
    hosts = tmp_path / "known_hosts"
    hosts.write_bytes(f"[127.0.0.1]:{acceptor.get_port()} ".encode() + key.export_public_key())
    yield f"sftp://vigie@127.0.0.1:{acceptor.get_port()}/", hosts
    loop.call_soon_threadsafe(acceptor.close)
    loop.call_soon_threadsafe(loop.stop)


def test_a_server_is_emptied_into_the_vault(server: tuple[str, Path], laid: Path) -> None:
    url, hosts = server
    with SftpDrop(url, hosts, password="synthetic") as drop:
        taken = pull(drop, url, "Partner", "shell:test")
    assert [(one.name, one.files, one.lost) for one in taken] == [("900000001", 2, 0), ("words.eml", 1, 0)]
    assert sorted(path.name for path in laid.iterdir()) == ["acknowledgements", "late.zip.part", "taken"]
    assert Object.objects.filter(size=2_000_003).exists()
    assert Parcel.objects.count() == 2


def test_a_server_whose_key_is_not_known_is_not_spoken_to(server: tuple[str, Path], tmp_path: Path) -> None:
    url, _ = server
    other = tmp_path / "others"
    other.write_bytes(b"[127.0.0.1]:1 " + asyncssh.generate_private_key("ssh-ed25519").export_public_key())
    with pytest.raises(DropError) as refused, SftpDrop(url, other, password="synthetic"):
        raise AssertionError
    assert refused.value.permanent


def test_a_wrong_password_is_told(server: tuple[str, Path]) -> None:
    url, hosts = server
    with pytest.raises(DropError) as refused, SftpDrop(url, hosts, password="wrong"):
        raise AssertionError
    assert refused.value.permanent
