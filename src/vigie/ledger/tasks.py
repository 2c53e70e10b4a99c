"""Reads the tree over the chain, and signs its heads. Appending costs nothing: subtrees are made when asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from vigie.ledger.chain import Flaw
from vigie.ledger.models import Checkpoint, Entry, Node, lock
from vigie.ledger.note import BadNote, Signer, Verifier, parsed, read
from vigie.ledger.proof import Placed, Proof, Since, placed
from vigie.ledger.stamp import Authority, BadStamp, ask, check
from vigie.ledger.tree import STEP, WIDTH, consistency, full, inclusion, leaf, node, root
from vigie.report.tasks import insert

AT_ONCE = 20_000  # subtrees written in one transaction


class TooSoon(Exception):
    """An entry that is asked for is not under the checkpoint yet, or there is none. Not permanent."""

    permanent = False


def signer() -> Signer:
    """Signs this ledger's heads. Raises `BadNote` when its key is missing."""
    try:
        seed = (settings.VIGIE_HOME / "keys" / "checkpoint").read_bytes()
        name = Signer("vigie", seed).verifier.public.hex()[:8]
    except (OSError, ValueError) as error:
        raise BadNote("the key of the checkpoints cannot be read: run `vigie init`") from error
    return Signer(f"vigie/{settings.VIGIE_COUNTRY.lower()}/{name}", seed)


def extend() -> None:
    """Keeps the complete subtrees that have come since the last time."""
    count, level = Entry.objects.order_by("-number").values_list("number", flat=True).first() or 0, STEP
    while count >> level:
        done = Node.objects.filter(level=level).count()
        while done < count >> level:
            upto = min(count >> level, done + AT_ONCE)
            _keep(level, done, _folded(_below(level, done, upto)))
            done = upto
        level += STEP


def _below(level: int, first: int, end: int) -> Iterable[bytes]:
    """What subtrees of one level are made of, in order."""
    lowest, highest = first << STEP, end << STEP
    if level == STEP:
        rows = Entry.objects.filter(number__gt=lowest, number__lte=highest).order_by("number")
        return (leaf(bytes.fromhex(one)) for one in rows.values_list("hash", flat=True).iterator(5000))
    nodes = Node.objects.filter(level=level - STEP, index__gte=lowest, index__lt=highest).order_by("index")
    return (bytes.fromhex(one) for one in nodes.values_list("hash", flat=True).iterator(5000))


def _folded(hashes: Iterable[bytes]) -> list[bytes]:
    made, part = [], []
    for one in hashes:
        part.append(one)
        if len(part) == WIDTH:
            made.append(full(part))
            part = []
    return made


def _keep(level: int, first: int, hashes: Sequence[bytes]) -> None:
    rows = [(level, first + place, one.hex()) for place, one in enumerate(hashes)]
    with transaction.atomic():
        lock()
        if Node.objects.filter(level=level).count() == first:  # nobody else was faster
            insert(Node, ("level", "index", "hash"), rows)


class Tree:
    """Reads complete subtrees from what is kept, a block of 256 at a time: many proofs share their blocks."""

    def __init__(self) -> None:
        self._blocks: dict[tuple[int, int], list[list[bytes]]] = {}

    def complete(self, level: int, index: int) -> bytes:
        """The root of a complete subtree. Raises `TooSoon`."""
        under = level % STEP
        first = index << under
        rows = self._block(level - under, first >> STEP)[under]
        place = (first & (WIDTH - 1)) >> under
        if place >= len(rows):
            raise TooSoon("the ledger has a gap, or its tree is not made yet")
        return rows[place]

    def _block(self, kept: int, number: int) -> list[list[bytes]]:
        """The subtrees that are kept in one block, and those above them that are complete, level by level."""
        if (kept, number) not in self._blocks:
            levels = [_kept(kept, number << STEP)]
            while len(levels) < STEP:
                below = levels[-1]
                levels.append([node(*below[place : place + 2]) for place in range(0, len(below) - 1, 2)])
            self._blocks[kept, number] = levels
        return self._blocks[kept, number]


def _kept(level: int, first: int) -> list[bytes]:
    if level == 0:
        rows = Entry.objects.filter(number__gt=first, number__lte=first + WIDTH).order_by("number")
        return [leaf(bytes.fromhex(one)) for one in rows.values_list("hash", flat=True)]
    nodes = Node.objects.filter(level=level, index__gte=first, index__lt=first + WIDTH).order_by("index")
    return [bytes.fromhex(one) for one in nodes.values_list("hash", flat=True)]


def checkpoint() -> Checkpoint:
    """The signed head of the ledger as it stands; the same row again while nothing was added. Raises `TooSoon`."""
    size = Entry.objects.order_by("-number").values_list("number", flat=True).first()
    if not size:
        raise TooSoon("the ledger is empty")
    extend()
    head = root(size, Tree().complete)
    note = signer().sign(size, head)
    with transaction.atomic():
        lock()
        row, _ = Checkpoint.objects.get_or_create(
            size=size, defaults={"root": head.hex(), "note": note, "at": datetime.now(UTC)}
        )
    _outside(row)
    return row


def folder() -> Path:
    """Where checkpoints are kept as files, beside the database."""
    home: Path = settings.VIGIE_HOME
    return home / "ledger" / "checkpoints"


def _outside(row: Checkpoint) -> None:
    """Keeps the checkpoint as a file, also where the setting says: out of reach of whoever has this machine."""
    for place in (folder(), settings.VIGIE_WITNESS):
        if place is not None:
            place.mkdir(parents=True, exist_ok=True)
            path = place / f"{row.size:012d}.txt"
            if not path.exists():
                path.write_text(row.note, "utf-8")
            if row.token is not None:
                path.with_suffix(".tsr").write_bytes(bytes(row.token))


def prove(numbers: Sequence[int], under: Checkpoint, since: str = "") -> Proof:
    """The proof of entries under a checkpoint; and that the ledger only grew since an earlier one, given as text.
    Raises `TooSoon`, `BadNote`."""
    if max(numbers, default=0) > under.size:
        raise TooSoon("the checkpoint does not reach these entries")
    tree = Tree()
    entries: list[Placed] = [
        placed(row.link(), inclusion(row.number - 1, under.size, tree.complete))
        for row in Entry.objects.filter(number__among=list(numbers)).order_by("number")
    ]
    verifier = signer().verifier
    return Proof(str(verifier), under.note, tuple(entries), _since(since, under, verifier, tree) if since else None)


def _since(note: str, under: Checkpoint, verifier: Verifier, tree: Tree) -> Since:
    old = read(note, verifier)
    if old.size > under.size:
        raise TooSoon(f"the checkpoint is of {old.size} entries, and the ledger holds {under.size}: its end is gone")
    return Since(note, tuple(one.hex() for one in consistency(old.size, under.size, tree.complete)))


def anchor(authority: Authority) -> Checkpoint:
    """The head of the ledger as it stands, with a time stamp over it by somebody else. Raises `TooSoon`, `BadStamp`."""
    row = checkpoint()
    if row.token is None:
        token = ask(authority, row.note.encode())
        row.token, row.stamped_at = token, check(token, row.note.encode(), ()).at
        row.save(update_fields=["token", "stamped_at"])
        _outside(row)
    return row


def nodes() -> dict[tuple[int, int], str]:
    """The subtrees that are kept, by level and index."""
    return {(level, index): hash_ for level, index, hash_ in Node.objects.values_list("level", "index", "hash")}


def checkpoints() -> dict[str, str]:
    """Every checkpoint that was kept: in the database, beside it, and where the setting says; by where it lies."""
    found = {f"checkpoint {row.size} of the database": row.note for row in Checkpoint.objects.order_by("size")}
    for place in (folder(), settings.VIGIE_WITNESS):
        if place is not None and place.is_dir():
            found |= {str(path): path.read_text("utf-8", "replace") for path in sorted(place.glob("*.txt"))}
    return found


def unsound() -> Iterator[Flaw]:
    """What the database says of its checkpoints beside their text, and is not so."""
    for row in Checkpoint.objects.order_by("size"):
        try:
            said = parsed(row.note)
            if (said.size, said.root.hex()) != (row.size, row.root):
                yield Flaw(row.size, "the row of its checkpoint is not what was signed")
            if row.token is not None and check(bytes(row.token), row.note.encode(), ()).at != row.stamped_at:
                yield Flaw(row.size, "the time of its checkpoint is not the one that was stamped")
        except (BadNote, BadStamp) as error:
            yield Flaw(row.size, f"its checkpoint: {error}")
