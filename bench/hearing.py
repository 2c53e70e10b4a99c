"""What is heard of sentences that another hand wrote, in words and in meaning, and what is heard where nothing is said.

    python bench/hearing.py [--cues] [--json]

`hearing.tsv`: cues or why there is none, language, register, sentence. Written without sight of our words, examples or
caseloads, by one hand in the voices of ten; never learn from it, and never read it to mend a word: write a new one.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

import click

from vigie.territory import pack
from vigie.triage import sense
from vigie.triage.ear import Ear
from vigie.triage.lexicon import hearing

# What the lexicon calls a cue of the sentences, where it has another name for it too.
ALSO = {
    "young": ("child_age",), "fresh": ("made_it",), "household": ("siblings",),
    "works_with_children": ("children_places",),
}  # fmt: skip
WELL = 0.5  # a strength from which examples are heard well


@dataclass(frozen=True)
class Sentence:
    """One sentence: its cues, none for a harmless one; and what is heard in it, by words and by examples."""

    cues: frozenset[str]
    language: str
    words: frozenset[str]
    meant: frozenset[str]
    well: frozenset[str]


Hears = Callable[[Sentence], Collection[str]]
WAYS: dict[str, Hears] = {
    "words": lambda one: one.words,
    "examples": lambda one: one.meant,
    "examples, well": lambda one: one.well,
    "both": lambda one: one.words | one.meant,
}


def read(path: Path, ear: Ear) -> list[Sentence]:
    """The sentences of a file, heard."""
    found = []
    for line in path.read_text("utf-8").splitlines():
        cues, language, _, text = line.split("\t")
        said = frozenset() if cues.startswith("none-") else frozenset(cues.split("+"))
        meant = {hit.cue: hit.strength for hit in ear.hear(text) if hit.by == "sense"}
        well = frozenset(cue for cue, strength in meant.items() if strength >= WELL)
        words = frozenset(hit.cue for hit in ear.words_in(text))
        found.append(Sentence(said, language, words, frozenset(meant), well))
    return found


def share(sentences: Iterable[Sentence], cue: str, hears: Hears) -> float:
    """The part of some sentences in which a cue is heard."""
    names = {cue, *ALSO.get(cue, ())}
    heard = [not names.isdisjoint(hears(one)) for one in sentences]
    return sum(heard) / len(heard)


def measured(told: list[Sentence]) -> dict[str, dict[str, dict[str, float]]]:
    """Way by way and cue by cue: heard where it is said, and in harmless sentences."""
    harmless = [one for one in told if not one.cues]
    cues = sorted({cue for one in told for cue in one.cues})
    return {
        way: {
            cue: {
                "heard": share((one for one in told if cue in one.cues), cue, hears),
                "false": share(harmless, cue, hears),
            }
            for cue in cues
        }
        for way, hears in WAYS.items()
    }


@click.command()
@click.option("--cues", is_flag=True, help="Cue by cue.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def main(cues: bool, as_json: bool) -> None:
    """Hear the sentences of hearing.tsv."""
    files = (one.parts["words"] for one in pack.every() if "words" in one.parts)
    ear = hearing(files, sense.load(pack.folder() / "sense"))
    ear.hear("the encoder is loaded first")
    began = time.process_time()
    told = read(Path(__file__).with_name("hearing.tsv"), ear)
    spent = (time.process_time() - began) / len(told) * 1000
    found = measured(told)
    means = {
        way: {key: sum(one[key] for one in by_cue.values()) / len(by_cue) for key in ("heard", "false")}
        for way, by_cue in found.items()
    }
    if as_json:
        flat = {
            f"{way}, {key}_percent": round(100 * value, 1) for way, of in means.items() for key, value in of.items()
        }
        click.echo(json.dumps({"sentences": len(told), "one_by_one_ms_each": round(spent, 2), **flat}))
        return
    click.echo(f"{len(told)} sentences, {spent:.2f} ms of processor each, one by one")
    for way, of in means.items():
        click.echo(f"{way:16} heard {of['heard']:6.1%}   in harmless sentences {of['false']:6.1%}")
    for cue in sorted(found["words"]) if cues else ():
        click.echo(f"{cue:22}" + "".join(f"{way} {of[cue]['heard']:4.0%}  " for way, of in found.items()))


if __name__ == "__main__":
    main()
