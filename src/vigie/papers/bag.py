"""A folder that says what it holds: BagIt 1.0 (RFC 8493), with SHA-256 and SHA-512 of every file. Pure.

A bag is a mapping of paths (with `/`) to bytes. The same content gives the same bag, and the same archive of it.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

Files = Mapping[str, bytes]
PAYLOAD = "data/"
ALGORITHMS = ("sha256", "sha512")
MANIFESTS = tuple(f"manifest-{name}.txt" for name in ALGORITHMS)
TAG_MANIFESTS = tuple(f"tagmanifest-{name}.txt" for name in ALGORITHMS)
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def build(payload: Files, tags: Files, told: Sequence[tuple[str, str]]) -> dict[str, bytes]:
    """A bag: `payload` below data/, `tags` beside it, and `told` as bag-info.txt."""
    files = {PAYLOAD + path: content for path, content in payload.items()}
    oxum = f"{sum(map(len, payload.values()))}.{len(payload)}"
    beside = {
        "bagit.txt": DECLARATION,
        "bag-info.txt": _told([*told, ("Payload-Oxum", oxum)]),
        **tags,
        **{f"manifest-{name}.txt": manifest(files, name) for name in ALGORITHMS},
    }
    sums = {f"tagmanifest-{name}.txt": manifest(beside, name) for name in ALGORITHMS}
    return dict(sorted({**files, **beside, **sums}.items()))


def _told(lines: Iterable[tuple[str, str]]) -> bytes:
    return "".join(f"{name}: {' '.join(value.split())}\n" for name, value in lines).encode()


def told(files: Files) -> dict[str, str]:
    """What bag-info.txt says; nothing where it cannot be read."""
    text = files.get("bag-info.txt", b"").decode("utf-8", "replace")
    return dict(line.split(": ", 1) for line in text.splitlines() if ": " in line)


def manifest(files: Files, algorithm: str) -> bytes:
    """The digests of files, a line each."""
    lines = (f"{hashlib.new(algorithm, content).hexdigest()}  {path}\n" for path, content in sorted(files.items()))
    return "".join(lines).encode()


def listed(manifest_text: bytes) -> dict[str, str]:
    """Digests by path, of a manifest. What is no line of one is left out: it cannot be what was sealed."""
    lines = (line.split("  ", 1) for line in manifest_text.decode("utf-8", "replace").split("\n"))
    return {words[1]: words[0] for words in lines if len(words) == 2}


def zipped(name: str, files: Files, at: datetime) -> bytes:
    """The bag as one file: a ZIP archive without compression, below one folder."""
    out = io.BytesIO()
    moment = at.astimezone(UTC)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for path, content in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{name}/{path}", moment.timetuple()[:6])
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            archive.writestr(entry, content)
    return out.getvalue()
