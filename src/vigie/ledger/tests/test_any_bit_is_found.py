"""Any bit of the ledger that is changed is found: in its rows, in the heads beside them, in the tree, in a checkpoint;
and an end that is cut off everywhere at once is found by whoever kept a checkpoint elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from vigie.ledger import tasks
from vigie.ledger.audit import Heads, audit, read_heads, read_witnesses
from vigie.ledger.chain import GENESIS, Act, Flaw, Line, checkpoint, forge, instant
from vigie.ledger.models import TEXTS, Checkpoint, Entry, Node, lines, lock, write
from vigie.ledger.note import Signer
from vigie.ledger.proof import flaws as proofs_of
from vigie.ledger.tags import Tag
from vigie.ledger.tree import full, leaf

KEY = b"k" * 32
NOW = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
NOTARY = Signer("vigie.example/ledger", b"\2" * 32)


def acts(count: int) -> list[Act]:
    return [Act(Tag.REPORT_NEW, f"report:ncmec/{n}", "vigie", {"n": n, "what": "é"}) for n in range(count)]


def whole(count: int = 6) -> list[Line]:
    return [Line(*one._replace(at=instant(one.at))) for one in forge(acts(count), 0, GENESIS, NOW)]  # type: ignore[arg-type]


def kept(of: list[Line]) -> bytes:
    return "".join(f"{checkpoint(one.number, one.hash, KEY)}\n" for one in of).encode()


def found(of: list[Line], raw: bytes, notes: dict[str, str] | None = None) -> list[Flaw]:
    witnesses, bad = read_witnesses(notes or {}, NOTARY.verifier)
    return [*bad, *audit(of, read_heads(raw, KEY), KEY, witnesses, {})]


def flipped(raw: bytes, step: int = 1) -> Iterator[bytes]:
    for place in range(0, len(raw) * 8, step):
        changed = bytearray(raw)
        changed[place // 8] ^= 1 << place % 8
        yield bytes(changed)


def test_a_whole_ledger_has_no_flaw() -> None:
    assert found(whole(), kept(whole())) == []


@pytest.mark.parametrize("field", ["at", *TEXTS])
def test_any_bit_of_any_field_is_found(field: str) -> None:
    for place in (0, 3, 5):
        of = whole()
        for raw in flipped(getattr(of[place], field).encode()):
            changed = [*of[:place], of[place]._replace(**{field: raw.decode("utf-8", "replace")}), *of[place + 1 :]]  # type: ignore[arg-type]
            assert found(changed, kept(of)[:0])


def test_any_bit_of_the_heads_is_found() -> None:
    of = whole(3)
    for raw in flipped(kept(of)):
        assert found(of, raw), raw


@pytest.mark.parametrize("cut", [1, 30, 70, 100])
def test_a_last_line_that_a_crash_cut_short_is_no_flaw(cut: int) -> None:
    of = whole(3)
    raw = kept(of)[:-cut]
    assert found(of, raw) == []
    assert found(of, raw + b"\n" + kept(of[:1])) == []


def test_an_end_cut_off_with_its_heads_is_found_by_a_checkpoint_kept_elsewhere() -> None:
    of = whole()
    note = NOTARY.sign(len(of), full(leaf(bytes.fromhex(one.hash)) for one in of))
    assert found(of, kept(of), {"elsewhere": note}) == []
    assert found(of[:4], kept(of[:4])) == []  # nothing here knows
    assert [flaw.number for flaw in found(of[:4], kept(of[:4]), {"elsewhere": note})] == [6]


def test_a_ledger_written_anew_is_found_by_a_checkpoint_kept_elsewhere() -> None:
    of = whole()
    note = NOTARY.sign(4, full(leaf(bytes.fromhex(one.hash)) for one in of[:4]))
    again = [Line(*one._replace(at=instant(one.at))) for one in forge(acts(6)[1:], 0, GENESIS, NOW)]  # type: ignore[arg-type]
    assert found(again, kept(again)) == []
    assert found(again, kept(again), {"elsewhere": note})


def test_a_checkpoint_that_is_not_ours_is_found() -> None:
    note = Signer("vigie.example/ledger", b"\3" * 32).sign(1, b"\0" * 32)
    assert found(whole(), b"", {"elsewhere": note})


@pytest.fixture
def _ledger(db: None, settings: Settings) -> None:
    """600 entries, of which the first 512 are under kept subtrees."""
    place = settings.VIGIE_HOME / "keys" / "checkpoint"
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(b"\4" * 32)
    with transaction.atomic():
        lock()
        write(acts(600))


def audited() -> list[Flaw]:
    witnesses, bad = read_witnesses(
        {str(row.pk): row.note for row in Checkpoint.objects.all()}, tasks.signer().verifier
    )
    return [*bad, *audit(lines(), Heads(), KEY, witnesses, tasks.nodes()), *tasks.unsound()]


def free() -> None:
    """Somebody with the database in their hands, past every trigger."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
        else:
            cursor.execute("DROP TRIGGER ledger_no_update")
            cursor.execute("DROP TRIGGER ledger_no_delete")


@pytest.mark.usefixtures("_ledger")
def test_any_bit_of_a_row_is_found_in_the_database() -> None:
    assert audited() == []
    free()
    row = Entry.objects.get(number=7)
    with connection.cursor() as cursor:
        for field in ("at", *TEXTS):
            text = str(row.at.replace(tzinfo=None)) if field == "at" else getattr(row, field)
            if field == "at" and connection.vendor == "postgresql":
                continue  # it holds a number there: another one is another time
            for raw in flipped(text.encode(), 11):
                value = raw.decode("utf-8", "replace").replace("\0", "\1")
                cursor.execute(f"UPDATE ledger_entry SET {field} = %s WHERE number = 7", [value])
                assert audited(), (field, value)
            cursor.execute(f"UPDATE ledger_entry SET {field} = %s WHERE number = 7", [text])
    assert audited() == []


@pytest.mark.usefixtures("_ledger")
def test_the_tree_is_kept_by_blocks_and_every_entry_is_proved() -> None:
    row = tasks.checkpoint()
    assert Node.objects.count() == 2 and row.size == 600
    assert row.root == full(leaf(bytes.fromhex(one.hash)) for one in lines()).hex()
    assert tasks.checkpoint().pk == row.pk
    proof = tasks.prove([1, 256, 257, 512, 513, 600], row)
    assert list(proofs_of(proof)) == []


@pytest.mark.usefixtures("_ledger")
def test_a_changed_node_or_checkpoint_row_is_found() -> None:
    tasks.checkpoint()
    assert audited() == []
    Node.objects.filter(index=1).update(hash="0" * 64)
    assert [flaw.number for flaw in audited()] == [512]
    Node.objects.all().delete()
    Checkpoint.objects.update(root="0" * 64)
    assert audited()


@pytest.mark.usefixtures("_ledger")
def test_a_ledger_that_grew_is_proved_to_have_only_grown() -> None:
    old = tasks.checkpoint()
    with transaction.atomic():
        lock()
        write(acts(300))
    proof = tasks.prove([], tasks.checkpoint(), old.note)
    assert list(proofs_of(proof)) == []
    assert proof.since is not None
    other = tasks.signer().sign(old.size, b"\0" * 32)
    since = type(proof.since)(other, proof.since.proof)
    assert list(proofs_of(type(proof)(proof.ledger, proof.checkpoint, (), since)))
