"""The annexes: every file with its digests and what lists know of it, every document as it was received, and what the
ledger says of each report. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from vigie.papers import typeset
from vigie.papers.content import Document, Piece
from vigie.papers.heads import Desk
from vigie.papers.tongue import broken
from vigie.papers.typeset import Block
from vigie.papers.wording import ACTS, PURPOSES, label
from vigie.report.nouns import FilePrint, Hash, Match, say


def blocks(desk: Desk) -> list[Block]:
    """The whole paper."""
    made: list[Block] = []
    for place, piece in enumerate(desk.content.pieces):
        made.append(typeset.heading(desk.title(place, piece)))
        made += [*_documents(desk, piece), *_files(desk, piece), *_custody(desk, piece)]
    return made


def _documents(desk: Desk, piece: Piece) -> Iterator[Block]:
    yield typeset.heading(desk.say(say("Documents as they were received")), 2)
    for one in piece.documents:
        rows = [("SHA-256", str(one.sha256))]
        yield typeset.digests(_document(desk, one), rows)
    if not piece.documents:
        yield typeset.para(desk.say(say("None.")))


def _document(desk: Desk, one: Document) -> str:
    t = desk.tongue
    where = one.place or desk.say(say("kept at the desk"))
    size = desk.say(say("{n} bytes", n=one.size))
    return f"{broken(t.say(one.path))} — {size}, {t.moment(one.received_at)} — {where}"


def _files(desk: Desk, piece: Piece) -> Iterator[Block]:
    if not piece.report.files:
        return
    yield typeset.heading(desk.say(say("Files of the report")), 2)
    for place, file in enumerate(piece.report.files):
        found = piece.matches.prints[place] if place < len(piece.matches.prints) else None
        name = broken(desk.tongue.say(file.name or file.original_name or file.file_id or "—"))
        rows = [*_computed(found), *_given(desk, file.hashes, found)]
        title = f"{place + 1}. {name} — {_kind(desk, found)}"
        known = [_known(desk, one) for one in piece.matches.matches if one.file == place]
        yield typeset.digests(title, rows or [(desk.say(say("No digest")), "")])
        if known:
            yield typeset.items(known)


def _kind(desk: Desk, found: FilePrint | None) -> str:
    if found is None:
        return desk.say(say("its bytes were not received"))
    size = desk.say(say("{n} bytes", n=found.size))
    sides = f", {found.width} × {found.height}" if found.width and found.height else ""
    return f"{found.kind or '?'}, {size}{sides}"


def _computed(found: FilePrint | None) -> Iterator[tuple[str, str]]:
    if found is not None:
        yield from (("SHA-256", found.sha256), ("SHA-1", found.sha1), ("MD5", found.md5))
        if found.pdq:
            yield "PDQ", found.pdq


def _given(desk: Desk, hashes: tuple[Hash, ...], found: FilePrint | None) -> Iterator[tuple[str, str]]:
    """The digests that the sender gives and that were not computed here."""
    mine = {value.lower() for _, value in _computed(found)}
    for one in hashes:
        if one.value.lower() not in mine:
            yield desk.say(say("{kind}, says the sender", kind=one.kind.upper())), broken(desk.tongue.say(one.value))


def _known(desk: Desk, one: Match) -> str:
    """What a list knows of a file, in a line."""
    what = desk.tongue.say(label(PURPOSES, one.purpose))
    how = (
        desk.say(say("the same by {kind}", kind=one.kind.upper()))
        if one.distance == 0
        else desk.say(say("alike by {kind}, {n} of 256 bits apart", kind=one.kind.upper(), n=one.distance))
    )
    more = [
        f"{desk.say(name)} {desk.tongue.say(value)}"
        for name, value in ((say("category"), one.category), (say("series"), one.series))
        if value
    ]
    return f"{desk.tongue.say(one.list)}: {what}, {how}" + "".join(f", {part}" for part in more)


def _custody(desk: Desk, piece: Piece) -> Iterator[Block]:
    yield typeset.heading(desk.say(say("Custody: what the ledger says")), 2)
    head = [desk.say(one) for one in (say("Entry"), say("UTC"), say("Act"), say("Seal (SHA-256)"))]
    rows = [
        [
            str(one.number),
            desk.tongue.utc(one.at),
            f"{desk.tongue.say(label(ACTS, one.tag))} — {broken(desk.tongue.say(one.actor))}",
            one.hash[:32] + "\u200b" + one.hash[32:],
        ]
        for one in piece.custody
    ]
    yield typeset.table([2, 3, 5, 7], head, rows, [3])
