"""The same caseload told with sentences of another hand: `bench/hearing.tsv` instead of `phrases.toml`.

A bank of six phrases a cue is soon known by heart, whoever wrote it. These sentences were written without sight of any
words of ours, so a queue of a caseload told with them says what is heard of people whom nobody has heard before.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from bench.elsewhere import words

SAYS = {
    "household": "household", "works_with_children": "work", "meeting": "meeting", "secrecy": "secrecy",
    "threat": "pressure", "ransom": "pressure", "self_harm": "despair", "made_it": "making", "fresh": "making",
    "order": "ordered", "travel": "travel", "young": "young", "other_children": "several",
}  # fmt: skip
FRAMED = {"none-talk", "none-joke"}
FEWEST = 4  # sentences of one cue in one language; below, those of all languages are told


def _cue(cues: str) -> str:
    """What a line says here; nothing where it says several things, or one that this caseload does not know."""
    if cues.startswith("none-"):
        return "framed" if cues in FRAMED else "filler"
    found = {SAYS.get(cue, "") for cue in cues.split("+")}
    return found.pop() if len(found) == 1 else ""


def retell() -> None:
    """From here on, `words` tells with these sentences."""
    bank: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line in (Path(__file__).parents[1] / "hearing.tsv").read_text("utf-8").splitlines():
        cues, language, _, text = line.split("\t")
        if cue := _cue(cues):
            bank[cue][language].append(text.replace("{", "(").replace("}", ")"))
    for told in bank.values():
        every = [text for texts in told.values() for text in texts]
        for language in words.LANGUAGES:
            told[language] = told[language] if len(told[language]) >= FEWEST else told[language] + every
    words.tell_with(bank)
