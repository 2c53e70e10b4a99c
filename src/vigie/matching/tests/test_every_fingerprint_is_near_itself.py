"""Comes by itself for each file of `fingerprints/`."""

from __future__ import annotations

import base64

import pytest

from vigie.matching.fingerprint import Fingerprint
from vigie.matching.writing import fingerprints, hash_of, kind_named
from vigie.report.nouns import Hash

KINDS = fingerprints()


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_each_example_is_normal_and_at_no_distance_of_itself(kind: Fingerprint) -> None:
    assert kind.examples
    for example in kind.examples:
        assert len(example) * 4 == kind.bits
        assert kind.normal(f" {example.upper()} ") == example
        assert kind.distance(example, example) == 0


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_different_examples_are_farther_apart_than_near(kind: Fingerprint) -> None:
    one, other = kind.examples[:2]
    assert kind.distance(one, other) > kind.near


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
@pytest.mark.parametrize("wrong", ["", "xyz", "12", "é" * 32, "0" * 1000])
def test_what_is_no_such_fingerprint_is_refused(kind: Fingerprint, wrong: str) -> None:
    with pytest.raises(ValueError, match="not"):
        kind.normal(wrong)


@pytest.mark.parametrize(
    ("kind", "written", "normal"),
    [
        ("sha1", base64.b32encode(bytes(range(20))).decode(), bytes(range(20)).hex()),
        ("md5", base64.b64encode(bytes(range(16))).decode(), bytes(range(16)).hex()),
        ("photodna", base64.b64encode(b"\x01" * 144).decode(), "01" * 144),
    ],
)
def test_other_writings_are_read(kind: str, written: str, normal: str) -> None:
    assert hash_of(kind, written) == Hash(kind, normal)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("md5", "D41D8CD98F00B204E9800998ECF8427E"),
        ("sha1", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        ("sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("pdq", "0" * 64),
    ],
)
def test_what_would_match_everything_empty_is_refused_with_its_reason(kind: str, value: str) -> None:
    refused = hash_of(kind, value)
    assert not isinstance(refused, Hash)
    assert "it would match every" in str(refused)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("MD5", "md5"), ("SHA-1", "sha1"), ("Sha_256", "sha256"), ("HASH_PDQ", "pdq"), ("PDNA", "photodna"), ("x", None)],
)
def test_names_of_hashes_are_understood(name: str, kind: str | None) -> None:
    assert kind_named(name, "") == kind
