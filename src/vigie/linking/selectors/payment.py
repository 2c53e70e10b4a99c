"""Means of payment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vigie.linking.people import given, those_who_count
from vigie.linking.selector import Found, SelectorKind, told
from vigie.report.nouns import Payment, Person, Role, Selector

_PLAIN = re.compile(r"[^0-9A-Za-z]+")
_IBAN = re.compile(r"[A-Z]{2}\d{2}[0-9A-Z]{11,30}")
_ETHER = re.compile(r"0x[0-9a-f]{40}")
_ENOUGH = 8  # marks: the last four digits of a card are many people's


def normal(payment: Payment) -> tuple[str, bool] | None:
    """One form, and whether it is one payer's. Letters of a wallet are kept as they are, for they count there."""
    value = given(payment.value)
    if value is None:
        return None
    plain = _PLAIN.sub("", value)
    if _IBAN.fullmatch(plain.upper()):
        return f"iban {plain.upper()}", True
    kind = _PLAIN.sub("", payment.kind.lower())
    if "@" in value or _ETHER.fullmatch(value.lower()) or kind in ("paypal", "email"):
        return f"{kind} {value.lower()}", True
    return f"{kind} {plain}", len(plain) >= _ENOUGH


def _of(found: Found) -> Iterator[Selector]:
    for position, person, own in those_who_count(found.report):
        for payment in person.payments:
            known = normal(payment)
            if known:
                value, one = known
                yield Selector("payment", value, person.role, own and one, payment.value, position)


def _example(kind: str, value: str) -> Found:
    return told(Person(Role.REPORTED, payments=(Payment(kind, value),)))


KIND = SelectorKind(
    version=1,
    what="means of payment",
    ties=True,
    crowd=60,
    of=_of,
    same=(_example("IBAN", "FR76 3000 6000 0112 3456 7890 189"), _example("bank", "fr7630006000011234567890189")),
    other=(_example("wallet", "1ExampleWaLLetAAAA"), _example("wallet", "1ExampleWalletAAAA")),
)
