"""What a sentence means, by its likeness to examples: what no list of words can foresee.

`packs/sense/<language>.tsv` hold invented sentences, each with the cues that it says (`travel+secrecy`) or with why it
says none (`none-joke`). A sentence becomes a vector (`encoder.py`); the examples, a kernel ridge regression with a
Gaussian kernel (Rasmussen and Williams 2006, ch. 2), learnt once by `tools/make_sense.py` and kept beside them
(`learnt.npz`). For each cue four levels were set on sentences that were left out of the learning: of harmless ones,
half of them near misses, 6 in 100 pass the first; 6, 2 and less than 1 in 1,000 the others. What passes the first says
nothing by itself, but words of the same cue then say all that they can (`ear.py`). What passes the others is heard, and
names the sentence and the example that it is most like, so that anybody can see whether that is true.
"""

from __future__ import annotations

import hashlib
import io
import re
import tomllib
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from vigie.triage.encoder import ENCODER, Encode, alone, encode

LEARNT, CUES = "learnt.npz", "cues.toml"
SPLIT = re.compile(r"(?<=[.!?;…؟])\s+|\s*[\n\r|]+\s*|\s+/\s+")
WORDS = re.compile(r"[^\W\d_]{2,}")
FEWEST = 2  # words of a sentence that can mean something by itself
LONGEST = 300  # characters of one sentence that are read
MOST = 1_500  # sentences of one text, or of one piece of a long one: of a chat, lines of twenty characters
REMEMBERED = 60_000  # sentences
QUOTED, SHOWN = 90, 70  # characters of a sentence, and of the example, that a reason shows
LIKE = " ≈ "  # between the two
TOGETHER = 256  # sentences compared with the examples at once
SPREAD = 1.5  # of the kernel: exp(-SPREAD * squared distance)
FIRST = ("fr", "en", "nl")  # languages of the desk: an example in one of them is shown before one a little nearer
NEARLY = 0.9  # of the likeness of the nearest example, from which one of those is shown
Floats = NDArray[np.float32]


class BadSense(Exception):
    """Examples that cannot be read, or what was learnt from others. Permanent: somebody must mend the files."""

    permanent = True


class Example(Struct, frozen=True):
    """One line: its cues, none for a harmless one; in which language and register it is; the sentence."""

    cues: tuple[str, ...]
    language: str
    register: str
    text: str


class Said(Struct, frozen=True):
    """What a cue of the examples says in the rules, and the share that it says of it."""

    says: str
    share: float = 1.0


class Likeness(Struct, frozen=True, array_like=True):
    """A sentence is like the examples of a cue: how strongly (0.0 to 1.0; 0.0: enough to bear out words of that cue),
    and the place of the example that is most like it."""

    cue: str
    strength: float
    example: int


Heard = dict[str, tuple[Likeness, ...]]  # by sentence
_HEARD: msgspec.json.Decoder[Heard] = msgspec.json.Decoder(Heard)


class Learnt(Struct, frozen=True):
    """What was learnt. `mean` (512) and `basis` (512, 128) turn a vector into coordinates; `codes` (examples, 128)
    are the examples', `weights` (examples, cues) what each says for and against; `levels` (cues, 4) from where a cue
    is borne out, heard a little, well and plainly; `strengths` (4) what it then says."""

    mean: Floats
    basis: Floats
    codes: Floats
    lengths: Floats  # of the codes, squared
    weights: Floats
    levels: Floats
    strengths: Floats

    def likeness(self, vectors: Floats) -> Floats:
        """The kernel between sentences and examples, (sentences, examples)."""
        points = (vectors - self.mean) @ self.basis
        apart = (points**2).sum(1)[:, None] + self.lengths - 2 * points @ self.codes.T
        found: Floats = np.exp(-SPREAD * apart, dtype=np.float32)
        return found


def examples(folder: Path) -> list[Example]:
    """The examples of a folder, in the order of their files. Raises `BadSense`, naming the line."""
    found = []
    for path in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            cells = line.split("\t")
            if len(cells) != 3 or not all(cells):
                raise BadSense(f"{path.name}, line {number}: not cues, register and sentence")
            cues = () if cells[0].startswith("none-") else tuple(cells[0].split("+"))
            found.append(Example(cues, path.stem, cells[1], cells[2]))
    return found


def digest(folder: Path) -> str:
    """Of the examples, what their cues say, and the encoder: what was learnt from others is not used."""
    content = b"".join(path.read_bytes() for path in (*sorted(folder.glob("*.tsv")), folder / CUES))
    return hashlib.sha256(ENCODER.encode() + content).hexdigest()[:12]


def said(folder: Path) -> Mapping[str, Said]:
    """What each cue of the examples says in the rules, by `cues.toml`. Raises `BadSense`."""
    try:
        return msgspec.convert(tomllib.loads((folder / CUES).read_text("utf-8")), dict[str, Said])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise BadSense(f"{CUES}: {error}") from error


def sentences(text: str) -> Iterator[str]:
    """The sentences and lines of a text that may mean something by themselves."""
    for number, piece in enumerate(SPLIT.split(text)):
        if number >= MOST:
            return
        sentence = piece.strip()[:LONGEST]
        if len(WORDS.findall(sentence)) >= FEWEST:
            yield sentence


class Sense:
    """Hears what sentences mean. Remembers what it heard: sentences that many reports share are read once."""

    def __init__(self, learnt: Learnt, cues: Mapping[str, Said], told: Sequence[Example], version: str) -> None:
        self.version = version
        self._learnt, self._cues, self._examples = learnt, tuple(cues.values()), tuple(told)
        self._heard: Heard = {}
        self.cues = frozenset(one.says for one in self._cues)
        first = np.array([1.0 if one.language in FIRST else NEARLY for one in told], dtype=np.float32)
        own = np.array([[cue in one.cues for cue in cues] for one in told], dtype=np.float32)
        self._own = own * first[:, None]
        self.encode: Encode = encode

    def __len__(self) -> int:
        """How many examples it knows."""
        return len(self._examples)

    def prepare(self, texts: Iterable[str]) -> None:
        """Hears the sentences of many texts at once, which is several times quicker than one by one."""
        wanted = dict.fromkeys(one for text in texts for one in sentences(text))
        if len(self._heard) + len(wanted) > REMEMBERED:
            self._heard.clear()
        new = [one for one in wanted if one not in self._heard]
        for start in range(0, len(new), TOGETHER):
            some = new[start : start + TOGETHER]
            self._heard.update(zip(some, self._read(some), strict=True))

    def told(self, texts: Sequence[str]) -> str:
        """What is heard in some texts, to be kept: whoever reads them again need not listen again."""
        self.prepare(texts)
        said = {one: heard for text in texts for one in sentences(text) if (heard := self._heard.get(one))}
        return msgspec.json.encode(said).decode() if said else ""

    def recall(self, texts: Iterable[str], told: str) -> None:
        """Takes what was kept of these very texts for what is heard in them. By the same version only."""
        said = _HEARD.decode(told) if told else {}
        self._heard.update({one: said.get(one, ()) for text in texts for one in sentences(text)})

    def hear(self, text: str) -> Iterator[tuple[str, Likeness]]:
        """Each sentence of a text that is like a cue's examples, with that likeness."""
        whole = list(sentences(text))
        if not all(one in self._heard for one in whole):
            self.prepare([text])
        for one in dict.fromkeys(whole):
            yield from ((one, likeness) for likeness in self._heard.get(one, ()))

    def _read(self, some: list[str]) -> Iterator[tuple[Likeness, ...]]:
        with alone():
            likeness = self._learnt.likeness(self.encode(some))
            scores = likeness @ self._learnt.weights
        levels = scores[:, :, None] >= self._learnt.levels
        for row, passed in enumerate(levels.sum(2)):
            heard = [self._likeness(likeness[row], int(at), int(passed[at])) for at in np.flatnonzero(passed)]
            yield tuple(heard)

    def _likeness(self, row: Floats, at: int, passed: int) -> Likeness:
        said = self._cues[at]
        most = int(np.argmax(row * self._own[:, at]))  # the nearest that says so
        return Likeness(said.says, round(float(self._learnt.strengths[passed - 1]) * said.share, 3), most)

    def shown(self, sentence: str, likeness: Likeness) -> str:
        """The words of a reason: the sentence, and the example that it is like."""
        return _quoted(sentence, QUOTED) + LIKE + _quoted(self._examples[likeness.example].text, SHOWN)


def load(folder: Path) -> Sense:
    """What was learnt from a folder's examples. Its version is of all that decides what is heard. Raises `BadSense`
    when it was learnt from other examples."""
    told, says = examples(folder), said(folder)
    try:
        content = (folder / LEARNT).read_bytes()
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            kept = {name: file[name] for name in file.files}
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise BadSense(f"{LEARNT}: {error}") from error
    if str(kept["version"]) != digest(folder):
        raise BadSense(f"{LEARNT} was learnt from other examples, or with another encoder: tools/make_sense.py")
    codes = kept["codes"].astype(np.float32) * float(kept["step"])
    parts = {name: kept[name].astype(np.float32) for name in ("mean", "basis", "weights", "levels", "strengths")}
    cues = {cue: says.get(cue, Said(cue)) for cue in kept["cues"].tolist()}
    version = hashlib.sha256(content).hexdigest()[:12]
    return Sense(Learnt(codes=codes, lengths=(codes**2).sum(1), **parts), cues, told, version)


@cache
def ours(folder: Path) -> Sense:
    """The same, once in a process."""
    return load(folder)


def short(text: str, most: int) -> str:
    """The beginning of a text, whole words."""
    return text if len(text) <= most else text[: text.rfind(" ", 0, most) if " " in text[:most] else most] + " …"


def _quoted(text: str, most: int) -> str:
    return f"«\u00a0{short(text, most)}\u00a0»"
