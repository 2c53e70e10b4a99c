"""Whatever is done to a bag after it was sealed is found, and the file is named: by whoever has nothing but the bag."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from pyrage import x25519

from vigie.papers import bag as bags
from vigie.papers import seal
from vigie.papers.signing import PapersError
from vigie.papers.tests.example import MADE, NAME, SIGNER, STRANGER, Made, made
from vigie.papers.unpack import encrypted, opened
from vigie.papers.verify import Checked, Known, verify


@pytest.fixture(scope="module", params=["stamped", "not stamped"])
def bag(request: pytest.FixtureRequest) -> Made:
    return made(stamped=request.param == "stamped")


NOBODY = Known()


def found(files: dict[str, bytes], known: Known = NOBODY) -> list[str]:
    return [problem.file for problem in verify(files, known).problems]


def test_an_untouched_bag_has_no_problem(bag: Made) -> None:
    told = verify(bag.files)
    assert told.ok and told.reference == "V-FR-2026-000001" and not told.pinned
    assert (told.stamped is not None) == (seal.STAMP in bag.files)


def test_the_sender_is_known_by_the_certificate_or_by_that_of_its_authority(bag: Made) -> None:
    for certificate in SIGNER.certificates:
        assert verify(bag.files, Known(certificate)).pinned
    told = verify(bag.files, Known(STRANGER.certificate))
    assert not told.ok and not told.pinned


def test_a_flipped_byte_in_any_file_is_named(bag: Made) -> None:
    for path, content in bag.files.items():
        for place in sorted({0, 1, len(content) // 3, len(content) // 2, len(content) - 2, len(content) - 1}):
            for bit in (1, 0x20, 0x80):
                changed = bytearray(content)
                changed[place] ^= bit
                named = found({**bag.files, path: bytes(changed)})
                assert named == [path], f"{path} byte {place} bit {bit}: {named}"


def test_certificates_that_were_changed_are_named_and_stop_nothing(bag: Made) -> None:
    content = bag.files[seal.CERTIFICATES]
    for place in range(0, len(content), 11):
        changed = bytearray(content)
        changed[place] ^= 1 << place % 8
        files = {**bag.files, seal.CERTIFICATES: bytes(changed)}
        assert found(files) == [seal.CERTIFICATES]
        assert seal.CERTIFICATES in found(files, Known(SIGNER.certificate))


def test_every_bit_of_the_seal_counts(bag: Made) -> None:
    for path in [one for one in bag.files if one.startswith("seal/") and not one.endswith(".tsr")]:
        for place in range(0, len(bag.files[path]), 7):
            changed = bytearray(bag.files[path])
            changed[place] ^= 1 << place % 8
            assert found({**bag.files, path: bytes(changed)}) == [path]


def test_a_file_that_was_taken_away_is_named(bag: Made) -> None:
    for path in bag.files:
        rest = {name: content for name, content in bag.files.items() if name != path}
        assert path in found(rest)


@pytest.mark.parametrize(
    "path", ["data/more.pdf", "more.txt", "seal/more.sig", "tagmanifest-md5.txt", "data/received/x"]
)
def test_a_file_that_was_added_is_named(bag: Made, path: str) -> None:
    assert found({**bag.files, path: b"more"}) == [path]


def test_a_bag_cut_short_is_named(bag: Made) -> None:
    for path, content in bag.files.items():
        assert path in found({**bag.files, path: content[:-1]})
        assert path in found({**bag.files, path: b""})


def test_a_bag_sealed_anew_by_somebody_else_is_not_the_senders(bag: Made) -> None:
    forged = {**bag.files, "data/case.jsonld": b"{}"}
    payload = {path.removeprefix("data/"): one for path, one in forged.items() if path.startswith("data/")}
    tags = {"README.txt": forged["README.txt"], seal.CERTIFICATES: STRANGER.pem()}
    told = [(name, value) for name, value in bags.told(forged).items() if name != "Payload-Oxum"]
    again = seal.close(bags.build(payload, tags, told), STRANGER, None)
    assert seal.CERTIFICATES in found(again, Known(SIGNER.certificate))


def test_a_folder_an_archive_and_an_encrypted_one_are_the_same_bag(bag: Made, tmp_path: Path) -> None:
    archive, key = bags.zipped(NAME, bag.files, MADE), x25519.Identity.generate()
    (tmp_path / "bag.zip").write_bytes(archive)
    (tmp_path / "bag.zip.age").write_bytes(encrypted(archive, [str(key.to_public())]))
    with zipfile.ZipFile(tmp_path / "bag.zip") as opened_:
        opened_.extractall(tmp_path)
    for path in (tmp_path / NAME, tmp_path / "bag.zip", tmp_path / "bag.zip.age"):
        files, noticed = opened(path, [str(key)])
        assert files == bag.files and verify(files, Known(), noticed).ok


def test_an_encrypted_bag_is_for_its_recipient_alone(bag: Made, tmp_path: Path) -> None:
    mine, other = x25519.Identity.generate(), x25519.Identity.generate()
    path = tmp_path / "bag.zip.age"
    path.write_bytes(encrypted(b"PK", [str(mine.to_public())]))
    for keys in ([], [str(other)], ["AGE-SECRET-KEY-NONE"]):
        with pytest.raises(PapersError):
            opened(path, keys)


def test_nothing_hides_in_the_archive_around_a_bag(bag: Made, tmp_path: Path) -> None:
    archive = bags.zipped(NAME, bag.files, MADE)
    for place in (5, 10, len(archive) - 3, archive.rindex(b"PK\x01\x02") + 40):
        changed = bytearray(archive)
        changed[place] ^= 1
        (tmp_path / "bag.zip").write_bytes(bytes(changed))
        files, noticed = opened(tmp_path / "bag.zip")
        assert not verify(files, Known(), noticed).ok


@pytest.mark.parametrize(
    "crime", [lambda folder: (folder / "empty").mkdir(), lambda folder: (folder / "l").symlink_to("README.txt")]
)
def test_what_is_no_file_of_the_bag_is_named(bag: Made, tmp_path: Path, crime: Callable[[Path], None]) -> None:
    for path, content in bag.files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    crime(tmp_path)
    files, noticed = opened(tmp_path)
    told: Checked = verify(files, Known(), noticed)
    assert [one.file for one in told.problems] in (["empty"], ["l"])
