"""Reads conversations that came as files, each once for each lexicon, and remembers what was heard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO

import msgspec

from vigie.report.nouns import Dossier, Sha256
from vigie.triage.ear import Ear
from vigie.triage.models import Overheard
from vigie.triage.papers import MOST, is_paper, overhear, pieces_of, words_of
from vigie.triage.tasks.rows import insert, pieces
from vigie.triage.words import Hit

TOGETHER = 32  # files heard together: 64 MB of text at most
Opener = Callable[[Sha256], BinaryIO]
HITS = msgspec.json.Decoder(list[tuple[str, str, str, float, str]])


def papers_of(batch: Iterable[Dossier]) -> Iterator[Sha256]:
    """The digests of the conversations that came with some dossiers."""
    for dossier in batch:
        prints = dossier.matches.prints if dossier.matches else ()
        for place, file in enumerate(dossier.report.files):
            if file.media and is_paper(file, prints[place] if place < len(prints) else None):
                yield file.media
        for version in dossier.earlier:
            yield from (file.media for file in version.files if file.media and is_paper(file, None))


def heard(batch: Sequence[Dossier], lexicon: Ear, open: Opener | None) -> Mapping[Sha256, tuple[Hit, ...]]:
    """What is heard in the conversations of a batch. Without `open`, what was heard before: no file is touched."""
    wanted = sorted(set(papers_of(batch)))
    if not wanted:
        return {}
    known = _known(wanted, lexicon)
    missing = [digest for digest in wanted if digest not in known]
    if open is not None and missing:
        read = {digest: hits for some in _groups(missing) for digest, hits in _read(some, lexicon, open)}
        rows = [(digest, lexicon.digest, _text(hits)) for digest, hits in read.items()]
        insert(Overheard, ("sha256", "lexicon", "hits"), rows, unique=2)
        return {**known, **read}
    return known


def _known(wanted: Sequence[Sha256], lexicon: Ear) -> dict[Sha256, tuple[Hit, ...]]:
    found: dict[Sha256, tuple[Hit, ...]] = {}
    for some in pieces(wanted):
        rows = Overheard.objects.filter(sha256__in=some, lexicon=lexicon.digest).values_list("sha256", "hits")
        found.update({Sha256(digest): tuple(Hit(*hit) for hit in HITS.decode(hits)) for digest, hits in rows})
    return found


def _groups(missing: Sequence[Sha256]) -> Iterator[Sequence[Sha256]]:
    yield from (missing[start : start + TOGETHER] for start in range(0, len(missing), TOGETHER))


def _read(some: Sequence[Sha256], ear: Ear, open: Opener) -> Iterator[tuple[Sha256, tuple[Hit, ...]]]:
    """What is heard in some files: their sentences are heard together, which is quicker."""
    texts = []
    for digest in some:
        with open(digest) as stream:
            texts.append(words_of(stream.read(MOST)))
    ear.sense.prepare(piece for text in texts for piece in pieces_of(text))
    yield from ((digest, overhear(text, ear)) for digest, text in zip(some, texts, strict=True))


def _text(hits: Iterable[Hit]) -> str:
    return msgspec.json.encode([(hit.cue, hit.words, hit.saying, hit.strength, hit.by) for hit in hits]).decode()
