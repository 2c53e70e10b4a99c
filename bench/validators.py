"""What validators of PDF/A and PDF/UA say of the papers, those of them that this machine has.

    bench/validators.py [PDF ...] [--json]

Without a PDF, the papers of an invented dossier are set in each pack and language, signed and stamped.
Called as programs, if they are there: veraPDF (`verapdf`, profiles 3a and ua1), `outloud` (PDF/UA-1) and `qpdf` (the
file's build). None is needed to run Vigie or its tests. Exit code 1: a fault; 2: no program.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from vigie.papers.tests.example import made
from vigie.territory.pack import every

LANGUAGES = ("fr", "nl", "en")
# outloud takes a foot line for text that was left out where the paper has one page, so that it is not repeated.
PROGRAMS: tuple[tuple[str, Sequence[str]], ...] = (
    ("PDF/A-3a by veraPDF", ("verapdf", "--format", "text", "--flavour", "3a")),
    ("PDF/UA-1 by veraPDF", ("verapdf", "--format", "text", "--flavour", "ua1")),
    ("PDF/UA-1 by outloud", ("outloud", "--layer", "conformance", "--skip", "TAG-002")),
    ("build by qpdf", ("qpdf", "--check")),
)


def main() -> None:
    """Prints what each program said of each paper."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pdf", type=Path, nargs="*")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    here = [one for one in PROGRAMS if shutil.which(one[1][0])]
    with tempfile.TemporaryDirectory() as folder:
        papers = asked.pdf or list(_invented(Path(folder)))
        told = {name: _asked(command, papers) for name, command in here}
    if asked.json:
        print(json.dumps({"papers": len(papers), "faults": told}, indent=1))
    else:
        for name, faults in told.items():
            print(f"{name}: {len(papers)} papers, {len(faults)} with faults", *faults.values(), sep="\n")
    raise SystemExit(2 if not here else 1 if any(told.values()) else 0)


def _asked(command: Sequence[str], papers: Sequence[Path]) -> dict[str, str]:
    """What a program found, by paper; papers without a fault are not in it."""
    faults = {}
    for paper in papers:
        ran = subprocess.run([*command, str(paper)], capture_output=True, text=True, timeout=120, check=False)
        if ran.returncode:
            faults[paper.name] = (ran.stdout + ran.stderr).strip()
    return faults


def _invented(folder: Path) -> Iterator[Path]:
    for pack in every():
        for language in LANGUAGES:
            for path, content in made(language=language, country=pack.country).files.items():
                if path.endswith(".pdf"):
                    paper = folder / f"{pack.country}-{language}-{Path(path).name}"
                    paper.write_bytes(content)
                    yield paper


if __name__ == "__main__":
    main()
