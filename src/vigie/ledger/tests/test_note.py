"""A checkpoint is this desk's, byte for byte, or it is refused."""

from __future__ import annotations

import pytest

from vigie.ledger.note import BadNote, Signer, read, read_verifier

SIGNER = Signer("vigie.example/ledger", b"\7" * 32)
NOTE = SIGNER.sign(12, b"\3" * 32)


def test_a_checkpoint_says_what_was_signed() -> None:
    found = read(NOTE, SIGNER.verifier)
    assert (found.origin, found.size, found.root) == ("vigie.example/ledger", 12, b"\3" * 32)
    assert NOTE.split("\n")[:2] == ["vigie.example/ledger", "12"]
    assert SIGNER.sign(12, b"\3" * 32) == NOTE


def test_a_key_comes_back_from_its_text() -> None:
    assert read_verifier(str(SIGNER.verifier)) == SIGNER.verifier


def test_any_flipped_bit_is_refused() -> None:
    raw = NOTE.encode()
    for place in range(len(raw) * 8):
        changed = bytearray(raw)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(BadNote):
            read(bytes(changed).decode("utf-8", "replace"), SIGNER.verifier)


def test_any_flipped_bit_of_a_key_is_refused() -> None:
    raw = str(SIGNER.verifier).encode()
    for place in range(len(raw) * 8):
        changed = bytearray(raw)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(BadNote):
            read_verifier(bytes(changed).decode("utf-8", "replace"))


def test_another_desks_key_does_not_pass() -> None:
    with pytest.raises(BadNote):
        read(NOTE, Signer("vigie.example/ledger", b"\1" * 32).verifier)
