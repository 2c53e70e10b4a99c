"""A transaction that ends in the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from vigie.ledger import models as ledger
from vigie.ledger.chain import Act


@contextmanager
def written() -> Iterator[list[Act]]:
    """Acts appended to the list it gives are in the ledger when it ends well, together with the rows."""
    acts: list[Act] = []
    with transaction.atomic():
        ledger.lock()
        yield acts
        ledger.write(acts)
