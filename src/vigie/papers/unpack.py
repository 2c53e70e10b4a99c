"""Opens a bag wherever it comes from: a folder, a ZIP archive, or either encrypted with age. Pure."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pyrage

from vigie.papers.bag import Files, told, zipped
from vigie.papers.seal import ADDED, MADE, Problem
from vigie.papers.signing import PapersError

AGE = b"age-encryption.org/v1"
ZIP = b"PK\x03\x04"


def opened(path: Path, identities: Sequence[str] = ()) -> tuple[dict[str, bytes], list[Problem]]:
    """The files of a bag, and what is wrong with what holds them. Raises `PapersError` when there is none."""
    if path.is_dir():
        return _folder(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise PapersError(f"{path} cannot be read: {error.strerror}") from error
    if content.startswith(AGE):
        content = _decrypted(content, identities)
    return _archive(path.name, content)


def encrypted(content: bytes, recipients: Sequence[str]) -> bytes:
    """An archive that only the recipients (age1...) can open. Raises `PapersError`. Never twice the same bytes."""
    try:
        keys = [pyrage.x25519.Recipient.from_str(one.strip()) for one in recipients]
        return bytes(pyrage.encrypt(content, keys))
    except (pyrage.RecipientError, pyrage.EncryptError) as error:
        raise PapersError(f"the recipient's key is no age key: {error}") from error


def _decrypted(content: bytes, identities: Sequence[str]) -> bytes:
    if not identities:
        raise PapersError("the bag is encrypted: give the recipient's key with --identity")
    try:
        keys = [pyrage.x25519.Identity.from_str(one.strip()) for one in identities]
        return bytes(pyrage.decrypt(content, keys))
    except pyrage.IdentityError as error:
        raise PapersError(f"that is no age key: {error}") from error
    except pyrage.DecryptError as error:
        raise PapersError(f"the bag cannot be opened: it was changed, or is for somebody else ({error})") from error


def _folder(path: Path) -> tuple[dict[str, bytes], list[Problem]]:
    files: dict[str, bytes] = {}
    noticed: list[Problem] = []
    for one in sorted(path.rglob("*")):
        name = one.relative_to(path).as_posix()
        if one.is_symlink() or not (one.is_file() or one.is_dir()):
            noticed.append(Problem(name, "it is no plain file"))
        elif one.is_file():
            files[name] = one.read_bytes()
        elif not any(one.iterdir()):
            noticed.append(Problem(name, ADDED))
    return files, noticed


def _archive(name: str, content: bytes) -> tuple[dict[str, bytes], list[Problem]]:
    """An archive, which must be written as this desk writes them: nothing hides between its files."""
    if not content.startswith(ZIP):
        raise PapersError(f"{name} is no bag: a folder, a ZIP archive or an age file is")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if any(one.compress_type != zipfile.ZIP_STORED for one in archive.infolist()):
                return {}, [Problem(name, "the archive is not as this desk writes them: its files are compressed")]
            names = archive.namelist()
            found = {one: archive.read(one) for one in names}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError) as error:
        return {}, [Problem(name, f"the archive is damaged: {error}")]
    above = names[0].split("/")[0] if names else ""
    files = {one.removeprefix(f"{above}/"): raw for one, raw in found.items()}
    return files, [] if _as_written(above, files, content) else [Problem(name, "the archive was changed")]


def _as_written(above: str, files: Files, content: bytes) -> bool:
    try:
        return zipped(above, files, datetime.fromisoformat(told(files).get(MADE, ""))) == content
    except ValueError:
        return False
