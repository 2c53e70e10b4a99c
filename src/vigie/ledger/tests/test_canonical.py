"""What the ledger hashes is RFC 8785, as its reference writes it: another program can prove our chain."""

from __future__ import annotations

import rfc8785
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vigie.ledger.chain import Value, canonical

SAFE = 2**53 - 1
NAMES = st.text(st.characters(exclude_categories=["Cs"], max_codepoint=0xFFFF))
VALUES: st.SearchStrategy[Value] = st.recursive(
    st.none() | st.booleans() | st.integers(-SAFE, SAFE) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(NAMES, VALUES))
def test_a_payload_is_written_as_the_reference_writes_it(payload: dict[str, Value]) -> None:
    assert canonical(payload).encode("utf-8") == rfc8785.dumps(payload)
