"""One target of `tools/fuzz.py` under atheris, which sees what each input reaches in Vigie's code and follows it.

    python -m tools.fuzz_guided NAME SECONDS SEED FOLDER

Not started by hand: `python -m tools.fuzz --atheris` does it for each target. What is wrong is told as an exception and
ends the process with an error; the bytes that did it are kept in FOLDER.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

atheris = importlib.import_module("atheris")
with atheris.instrument_imports(include=["vigie"]):
    from tools.fuzz import LONGEST, SLOW, targets

    TARGETS = targets()  # here: formats are loaded when they are asked for


def main(name: str, seconds: str, seed: str, folder: str) -> None:
    target = TARGETS[name]
    corpus = Path(folder) / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(target.seeds):
        (corpus / f"seed-{number}").write_bytes(content)

    def take(content: bytes) -> None:
        try:
            target.take(content)
        except target.refuses:
            return

    options = {
        "max_total_time": max(1, round(float(seconds))),
        "seed": int(seed) % 2**31 or 1,
        "max_len": LONGEST,
        "timeout": round(SLOW),
        "rss_limit_mb": 4096,
        "artifact_prefix": f"{folder}/{name}-",
        "verbosity": 0,
        "print_final_stats": 1,
    }
    atheris.Setup([sys.argv[0], *(f"-{key}={value}" for key, value in options.items()), str(corpus)], take)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
