"""What stands at the door: held back a while or folded into the like of it, never refused, always to be seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from itertools import zip_longest

from django.db.models import Count, Q

from vigie.report.tasks import insert
from vigie.reporters.likeness import alike, pieces
from vigie.reporters.models import Likeness, Waiting
from vigie.reporters.tasks.submit import let_in

REMEMBERED = timedelta(days=7)  # how long a mould is remembered
FREE = 5  # copies of one mould that stand in the queue by themselves
MOULDS = 1000  # full moulds that are known without asking the database: a flood is cheap to fold
AT_ONCE = 20  # waiting submissions let in by one call


FULL: dict[tuple[int, ...], str] = {}  # a mould's likeness -> the first of it


def _most_like(texts: Sequence[str]) -> tuple[str, int]:
    """The first of the mould, and how many of it there are already (`FREE` and more are not told apart)."""
    mine = pieces(texts)
    if not mine:
        return "", 0
    if mine in FULL:
        return FULL[mine], FREE
    head, copies = _asked(mine)
    if copies >= FREE:
        if len(FULL) >= MOULDS:
            FULL.clear()
        FULL[mine] = head
    return head, copies


def _asked(mine: Sequence[int]) -> tuple[str, int]:
    since = datetime.now(UTC) - REMEMBERED
    rows = Likeness.objects.filter(piece__among=list(mine), at__gt=since).values_list("number", "piece")
    shared: dict[str, set[int]] = defaultdict(set)
    for number, piece in rows:
        shared[number].add(piece)
    head = max(shared, key=lambda number: len(shared[number]), default="")
    if not head or not alike(len(shared[head]), len(mine)):
        return "", 0
    # Counted as far as it matters: in a flood there are thousands.
    return head, 1 + Waiting.objects.filter(like=head, at__gt=since)[:FREE].count()


def note(number: str, texts: Sequence[str]) -> tuple[str, int]:
    """Notes a submission's likeness: (the first of its mould, copies before it), or ("", 0) for a new mould."""
    head, copies = _most_like(texts)
    if not head:
        now = datetime.now(UTC)
        insert(Likeness, ("piece", "number", "at"), [(piece, number, now) for piece in pieces(texts)])
    return head, copies


def mention(number: str, addresses: Sequence[str]) -> None:
    """Notes which addresses a submission names."""
    now = datetime.now(UTC)
    insert(Likeness, ("piece", "number", "at"), [(piece, number, now) for piece in sorted(map(_named, addresses))])


def _named(address: str) -> int:
    digest = blake2b(f"address|{address.strip().rstrip('/').casefold()}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def also_named(number: str, addresses: Sequence[str]) -> int:
    """How many other submissions name one of these addresses. Told to officers alone."""
    pieces_ = [_named(address) for address in addresses]
    rows = Likeness.objects.filter(piece__among=pieces_).exclude(number=number) if pieces_ else Likeness.objects.none()
    return rows.values("number").distinct().count()


def let_in_due(now: datetime | None = None, most: int = AT_ONCE) -> int:
    """Lets in those whose time has come: in turn from each drawer, so that none is hidden behind another's flood."""
    at = now or datetime.now(UTC)
    rows = Waiting.objects.filter(let_in_at=None, due_at__lte=at).order_by("due_at").values_list("bucket", "number")
    drawers: dict[str, list[str]] = defaultdict(list)
    for bucket, number in rows[: most * 50]:
        drawers[bucket].append(number)
    turns = (number for turn in zip_longest(*drawers.values()) for number in turn if number)
    chosen = [number for _, number in zip(range(most), turns, strict=False)]
    return sum(let_in(number, "") for number in chosen)


def folded() -> list[dict[str, object]]:
    """What waits for a person, by mould: the first of it, how many, since when, why."""
    rows = Waiting.objects.filter(let_in_at=None).filter(Q(due_at=None) | Q(why="slow"))
    found = rows.values("like", "why").annotate(n=Count("pk")).order_by("-n")
    return [dict(one) for one in found[:200]]


def numbers(like: str, why: str, most: int = 50) -> list[str]:
    """The numbers of some that wait, oldest first."""
    rows = Waiting.objects.filter(let_in_at=None, like=like, why=why).order_by("at")
    return list(rows.values_list("number", flat=True)[:most])


def copies(number: str) -> int:
    """How many like this one came after it, in the queue or at the door."""
    return Waiting.objects.filter(like=number).count()
