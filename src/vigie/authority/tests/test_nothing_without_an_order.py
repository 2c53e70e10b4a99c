"""Acts that need a magistrate's order cannot be done without one that holds."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from vigie.access.models import Officer
from vigie.access.tasks.scope import Refused, Unknown
from vigie.authority import scope
from vigie.authority.models import Authorisation, Exchange, Line
from vigie.authority.scope import Allowed, Order
from vigie.authority.tasks import exchanges, register
from vigie.evidence import keys
from vigie.evidence.tasks import open_object
from vigie.ledger.models import Entry
from vigie.report.nouns import Sha256

NOW = datetime.now(UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _house(db: None) -> None:
    keys.make(settings.VIGIE_HOME / "keys")


def _officer(name: str, role: str) -> Officer:
    return Officer.objects.create(username=name, role=role, password="!")


@pytest.fixture
def undercover() -> Officer:
    return _officer("uma", "undercover")


@pytest.fixture
def liaison() -> Officer:
    return _officer("lou", "liaison")


def order(
    *allowed: Allowed, begins: datetime = NOW - DAY, ends: datetime = NOW + 30 * DAY, number: str = "26/114"
) -> Order:
    chosen = allowed or (Allowed.PSEUDONYM, Allowed.CONTENT)
    return Order("Mme Dorval", "tribunal judiciaire de Rennes", number, chosen, "the account grey_heron", begins, ends)


def _words(officer: Officer, key: int, words: str, *, ours: bool = False, begins: bool = False) -> Line:
    return exchanges.say_line(officer, key, ours=ours, said_at=datetime.now(UTC), words=words, begins_topic=begins)


def test_an_exchange_needs_an_order_that_holds(undercover: Officer, liaison: Officer) -> None:
    given = ("Example Chat", "little_kite", "grey_heron")
    with pytest.raises(Refused, match="No magistrate's order"):
        exchanges.begin(undercover, None, *given)
    register.register(liaison, order(begins=NOW + DAY, number="later"), "uma", None)
    register.register(liaison, order(begins=NOW - 9 * DAY, ends=NOW - DAY, number="over"), "uma", None)
    register.register(liaison, order(Allowed.SUBSCRIBER, number="another act"), "uma", None)
    register.register(liaison, order(number="another officer"), "lou", None)
    with pytest.raises(Refused, match="No magistrate's order"):
        exchanges.begin(undercover, None, *given)
    assert not Exchange.objects.exists()
    held = register.register(liaison, order(), "uma", None)
    assert exchanges.begin(undercover, None, *given).authorisation_id == held.pk
    register.withdraw(liaison, held.pk, "the inquiry ended")
    with pytest.raises(Refused, match="No magistrate's order"):
        exchanges.begin(undercover, None, *given)


def test_who_said_what_first_is_kept_and_nothing_may_be_provoked(undercover: Officer, liaison: Officer) -> None:
    register.register(liaison, order(), "uma", None)
    row = exchanges.begin(undercover, None, "Example Chat", "little_kite", "grey_heron")
    _words(undercover, row.pk, "invented greeting", ours=True)
    with pytest.raises(Refused, match="Nothing may be provoked"):
        _words(undercover, row.pk, "invented words", ours=True, begins=True)
    _words(undercover, row.pk, "invented words of theirs", begins=True)
    _words(undercover, row.pk, "invented answer", ours=True, begins=True)
    first = exchanges.first_word(row)
    assert first is not None
    assert (first.side, first.number) == ("theirs", 2)
    assert list(Line.objects.order_by("number").values_list("side", flat=True)) == ["ours", "theirs", "ours"]
    assert Entry.objects.filter(tag="authority:exchange:said").count() == 3


def test_what_was_sent_is_never_material(undercover: Officer, liaison: Officer) -> None:
    register.register(liaison, order(), "uma", None)
    row = exchanges.begin(undercover, None, "Example Chat", "little_kite", "grey_heron")
    came = exchanges.receive_file(
        undercover, row.pk, said_at=datetime.now(UTC), words="a file came", stream=io.BytesIO(b"benign bytes")
    )
    assert open_object(Sha256(came.sha256)).read() == b"benign bytes"
    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.create(
            exchange=row, number=9, side="ours", said_at=NOW, words="x", sha256="0" * 64, at=NOW, by="uma"
        )


def test_the_order_of_what_was_said_is_kept(undercover: Officer, liaison: Officer) -> None:
    register.register(liaison, order(), "uma", None)
    row = exchanges.begin(undercover, None, "Example Chat", "little_kite", "grey_heron")
    _words(undercover, row.pk, "invented words")
    for moment, why in ((NOW - DAY / 2, "before the message"), (NOW + DAY, "in the future")):
        with pytest.raises(Refused, match=why):
            exchanges.say_line(undercover, row.pk, ours=False, said_at=moment, words="more words", begins_topic=False)
    exchanges.end(undercover, row.pk)
    with pytest.raises(Refused, match="closed"):
        _words(undercover, row.pk, "after the end")


def test_a_register_entry_says_what_it_lacks(liaison: Officer) -> None:
    bad = Order("", " ", "26/1", (), "x", NOW, NOW - DAY)
    assert set(scope.lacks(bad)) == {"magistrate", "court", "allowed", "limits", "ends"}
    assert set(scope.lacks(order(begins=NOW, ends=NOW + 400 * DAY))) == {"ends"}
    with pytest.raises(Refused):
        register.register(liaison, bad, "lou", None)
    register.register(liaison, order(), "lou", None)
    with pytest.raises(Refused, match="registered already"):
        register.register(liaison, order(), "lou", None)
    with pytest.raises(Refused, match="nobody of that name"):
        register.register(liaison, order(number="2"), "nobody", None)


def test_expiry_is_announced_a_week_before(liaison: Officer) -> None:
    register.register(liaison, order(ends=NOW + 3 * DAY, number="soon"), "lou", None)
    register.register(liaison, order(ends=NOW + 20 * DAY, number="later"), "lou", None)
    assert [row.number for row in register.expiring(liaison)] == ["soon"]
    states = {row.number: register.standing(row) for row in Authorisation.objects.all()}
    assert states == {"soon": scope.Standing.SOON, "later": scope.Standing.HOLDS}


def test_all_acts_under_one_order_are_told_together(undercover: Officer, liaison: Officer) -> None:
    held = register.register(liaison, order(Allowed.PSEUDONYM, Allowed.SUBSCRIBER), "uma", None)
    register.attach(liaison, held.pk, "order.pdf", io.BytesIO(b"%PDF- invented"))
    register.done(undercover, Allowed.SUBSCRIBER, None, "asked Example Telecom for 192.0.2.17")
    row = exchanges.begin(undercover, None, "Example Chat", "little_kite", "grey_heron")
    _words(undercover, row.pk, "invented words")
    assert [type(one).__name__ for one in register.acts_under(held)] == ["Paper", "Deed", "Exchange"]
    assert [line.words for line in register.lines_under(held)] == ["invented words"]


def test_who_is_neither_holder_nor_register_knows_of_no_order(undercover: Officer, liaison: Officer) -> None:
    held = register.register(liaison, order(), "uma", None)
    other = _officer("otto", "officer")
    assert not register.known(other).exists()
    with pytest.raises(Unknown):
        register.one(other, held.pk)
    assert register.known(_officer("ines", "controller")).count() == 1
