"""Whether any flipped bit is found: in a dossier's bag (and its file named), in a proof of the ledger, in its heads.

    bench/tampering.py BAG [--home HOME] [--bits 500] [--proofs 200] [--seed N] [--json]

BAG is a folder or archive as `vigie dossier make` wrote it. Bits are drawn over all bytes of it, and one in each file
besides. HOME's ledger is proved and read in memory: nothing is written. Exit code 1 when a bit was not found.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from vigie.evidence import keys
from vigie.ledger import proof as proofs
from vigie.ledger.audit import audit, read_heads
from vigie.ledger.chain import GENESIS, Line, instant
from vigie.ledger.note import BadNote, Verifier, read_verifier
from vigie.papers.unpack import opened
from vigie.papers.verify import verify


def main() -> None:
    """Prints what was flipped and what was not found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bag", type=Path)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--bits", type=int, default=500)
    parser.add_argument("--proofs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    dice = random.Random(asked.seed)
    files, wrong = opened(asked.bag)
    if wrong or not verify(files).ok:
        raise SystemExit("the bag does not verify as it is")
    told: dict[str, object] = {"bag": _bag(files, dice, asked.bits)}
    if asked.home:
        told |= _ledger(asked.home, dice, asked.proofs)
    print(json.dumps(told, indent=1) if asked.json else "\n".join(f"{name}: {what}" for name, what in told.items()))
    raise SystemExit(1 if any(one["missed"] for one in told.values() if isinstance(one, dict)) else 0)


def _flips(content: bytes, dice: random.Random, count: int) -> Iterator[tuple[int, bytes]]:
    for _ in range(count):
        place = dice.randrange(8 * len(content))
        changed = bytearray(content)
        changed[place // 8] ^= 1 << place % 8
        yield place, bytes(changed)


def _bag(files: Mapping[str, bytes], dice: random.Random, count: int) -> dict[str, object]:
    paths = [path for path in files if files[path]]
    chosen = paths + dice.choices(paths, [len(files[path]) for path in paths], k=max(0, count - len(paths)))
    missed = []
    for path in chosen:
        ((place, changed),) = _flips(files[path], dice, 1)
        named = [problem.file for problem in verify({**files, path: changed}).problems]
        if named != [path]:
            missed.append({"file": path, "bit": place, "named": named})
    return {"files": len(paths), "bytes": sum(map(len, files.values())), "flipped": len(chosen), "missed": missed}


def _ledger(home: Path, dice: random.Random, count: int) -> dict[str, object]:
    """A proof of ten entries as `vigie ledger prove` writes it, and the heads kept beside the database."""
    every = list(_lines(_vigie(home, "ledger", "show", "--last", "1000000", "--json")))
    numbers = dice.sample([line.number for line in every], 10)
    raw = _vigie(home, "ledger", "prove", "--json", *(f"--entry={number}" for number in numbers)).encode()
    ledger = read_verifier(proofs.decoded(raw).ledger)  # as its addressee has it by another way
    key, heads = keys.read(home / "keys", "ledger"), (home / "ledger" / "heads").read_bytes()
    if not _holds(raw, ledger) or list(audit(every, read_heads(heads, key), key, [], {})):
        raise SystemExit("the ledger is not sound as it is")
    return {
        "proof": {
            "bytes": len(raw),
            "flipped": count,
            "missed": [place for place, changed in _flips(raw, dice, count) if _holds(changed, ledger)],
        },
        "heads": {
            "bytes": len(heads),
            "flipped": count,
            "missed": [
                place
                for place, changed in _flips(heads, dice, count)
                if not list(audit(every, read_heads(changed, key), key, [], {}))
            ],
        },
    }


def _vigie(home: Path, *words: str) -> str:
    line = [sys.executable, "-c", "from vigie.project.cli import main; main()", *words]
    return subprocess.run(
        line, env=os.environ | {"VIGIE_HOME": str(home)}, check=True, capture_output=True, text=True
    ).stdout


def _lines(told: str) -> Iterator[Line]:
    previous = GENESIS
    for one in json.loads(told):
        at = instant(datetime.fromisoformat(one["at"]))
        yield Line(one["number"], at, one["tag"], one["subject"], one["actor"], one["payload"], previous, one["hash"])
        previous = one["hash"]


def _holds(raw: bytes, ledger: Verifier) -> bool:
    try:
        return not list(proofs.flaws(proofs.decoded(raw), ledger))
    except BadNote:
        return False


if __name__ == "__main__":
    main()
