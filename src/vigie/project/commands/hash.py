"""`vigie hash FILE…`: the fingerprints of files, without lists and without an installation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from vigie.project import files
from vigie.project.say import answer, as_json, err, out


@click.command()
@click.argument("paths", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@as_json
def command(paths: tuple[Path, ...], as_json: bool) -> None:
    """Print MD5, SHA-1, SHA-256 and PDQ of files, and of the files in folders.

    Pictures are decoded at full size and seen as a person would see them. The PDQ of a file that is no picture is
    null; a picture that cannot be decoded has its digests and an error. Exit code 1 when some file has an error.
    """
    told: list[dict[str, Any]] = []
    for path, print_ in files.prints(paths, exact=True, doing="hashing"):
        told.append({"path": str(path), "error": print_} if isinstance(print_, str) else files.told(path, print_.file))
        if not as_json:
            _print(told[-1])
    if as_json:
        answer(told)
    raise SystemExit(1 if any("error" in one for one in told) else 0)


def _print(one: dict[str, Any]) -> None:
    if "sha256" in one:
        out.print(one["path"], style="bold", markup=False)
        for name in ("md5", "sha1", "sha256", "pdq"):
            quality = f"  quality {one['pdq_quality']}" if name == "pdq" and one["pdq"] else ""
            out.print(f"  {name:7} {one[name] or '-'}{quality}", markup=False)
    if "error" in one:
        err.print(f"{one['path']}: {one['error']}", markup=False)
