"""`vigie hash FILE…`: the fingerprints of files, without lists and without an installation."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from vigie.matching.decode import Decoder
from vigie.matching.prints import Asked
from vigie.project.commands.files.show import Answers, failure, fields, found, ticking


@click.command("hash")
@click.argument("paths", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
def command(paths: tuple[Path, ...], as_json: bool) -> None:
    """Print MD5, SHA-1, SHA-256 and PDQ of files.

    Pictures are decoded at full size, as a person would see them. Of a file that is not a picture, pdq is null; a
    picture that cannot be decoded has its digests and an error. Exit code 1: some file had an error.
    """
    files, errors = found(paths)
    answers = Answers(as_json)
    answers.extend(errors)
    with Decoder(exact=True) as decoder:
        asked = [Asked(path, partial(path.open, "rb")) for path in files]
        for path, print_ in ticking(decoder.prints(asked), len(asked), "hashing"):
            answers.add(fields(path, print_.file) | failure(print_.file))
    answers.show()
