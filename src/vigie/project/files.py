"""Files named on the command line: found, printed, and told as other programs read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from vigie.matching.decode import Decoder
from vigie.matching.prints import Asked, Print
from vigie.project.say import progress
from vigie.report.nouns import FilePrint


def found(paths: Iterable[Path]) -> Iterator[Path]:
    """The files, and those below the folders, in order. What is not there is given too: reading it says so."""
    for path in paths:
        yield from sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else (path,)


def opened(path: Path) -> BinaryIO:
    return path.open("rb")


def refusal(path: Path) -> str | None:
    """Why a file cannot be read, or None."""
    try:
        if path.exists() and not path.is_file():
            return "it is not a plain file"  # a pipe would never end
        with path.open("rb"):
            return None
    except OSError as wrong:
        return wrong.strerror or str(wrong)


def prints(paths: Iterable[Path], *, exact: bool, doing: str) -> Iterator[tuple[Path, Print | str]]:
    """Each file's print, in order, or why it has none; with a bar on the terminal."""
    files = [(path, refusal(path)) for path in found(paths)]
    readable = [path for path, why in files if why is None]
    with Decoder(exact=exact) as decoder, progress() as shown:
        made = decoder.prints(Asked(path, partial(opened, path)) for path in readable)
        for path, why in shown.track(files, description=doing):
            yield path, why if why is not None else next(made)[1]


def told(path: Path, file: FilePrint) -> dict[str, Any]:
    """A file's fingerprints as other programs read them. `error` is there only when something is wrong."""
    fields: dict[str, Any] = {
        "path": str(path),
        "md5": file.md5,
        "sha1": file.sha1,
        "sha256": file.sha256,
        "pdq": file.pdq,
        "pdq_quality": file.pdq_quality,
        "kind": file.kind,
        "width": file.width,
        "height": file.height,
    }
    if file.frames is not None:
        fields |= {"seconds": file.seconds, "frames": file.frames, "every": file.every}
    return fields if file.error is None else {**fields, "error": file.error}
