"""The codes are those of RFC 6238, and each is good once."""

from __future__ import annotations

import pytest

from vigie.access import totp

SECRET = b"12345678901234567890"  # the RFC's own
VECTORS = [
    (59, "94287082"),
    (1111111109, "07081804"),
    (1111111111, "14050471"),
    (1234567890, "89005924"),
    (2000000000, "69279037"),
    (20000000000, "65353130"),
]


@pytest.mark.parametrize(("at", "said"), VECTORS)
def test_the_codes_are_those_of_the_standard(at: int, said: str) -> None:
    assert totp.code(SECRET, at // totp.STEP, digits=8) == said


def test_a_clock_may_be_half_a_minute_off_and_no_more() -> None:
    at = 1_800_000_000
    for drift, fits in ((-60, False), (-30, True), (0, True), (30, True), (60, False)):
        said = totp.code(SECRET, (at + drift) // totp.STEP)
        assert (totp.accepted(SECRET, said, at) is not None) is fits


def test_a_code_is_good_once() -> None:
    at = 1_800_000_000.0
    said = totp.code(SECRET, int(at) // totp.STEP)
    step = totp.accepted(SECRET, f" {said[:3]} {said[3:]} ", at)
    assert step is not None
    assert totp.accepted(SECRET, said, at, after=step) is None


def test_what_makes_no_sense_is_no_code() -> None:
    assert totp.accepted(SECRET, "", 1_800_000_000) is None
    assert totp.accepted(SECRET, "½½½½½½", 1_800_000_000) is None


def test_an_app_can_read_the_address() -> None:
    assert totp.address(SECRET, "Anne B.") == (
        "otpauth://totp/Vigie:Anne%20B.?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Vigie&digits=6&period=30"
    )
