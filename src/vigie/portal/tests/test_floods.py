"""Ten thousand robots do not hide one person; nobody is refused; children are not even asked."""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime, timedelta

from django.test import Client

from vigie.intake.portal.document import PUBLIC, VERSION, Told
from vigie.portal import pace, proof
from vigie.portal.pace import PACE
from vigie.portal.tasks import sending
from vigie.portal.tasks.sending import Shown
from vigie.portal.tests.conftest import Journey
from vigie.portal.tests.test_the_public_form import SENT, tell
from vigie.report.models import Standing
from vigie.reporters.likeness import alike, pieces
from vigie.reporters.models import Waiting
from vigie.reporters.tasks import door
from vigie.reporters.tasks.keep import keys

HUMAN = "My daughter of eleven was asked for pictures by a man in her game and now she is afraid to go to school"
MOULDS = (
    "URGENT the user {name} at https://site{n}.invalid/p{n} sells to everybody, close it, please act now, number {n}",
    "I saw {name} threaten a child with pictures and gift card {n} on https://c{n}.invalid tomorrow at the station",
    "hello police this account {name}{n} is very bad very bad please look at it https://x{n}.invalid thank you officer",
)


def robot(n: int) -> str:
    return random.Random(n).choice(MOULDS).format(name=f"user_{n}", n=n)


def at_the_door(words: str, address: str, now: datetime, shown: Shown | None = None) -> str:
    """What the door says of one submission of the public form: the reason to wait, or nothing."""
    told = Told(VERSION, f"P-{random.getrandbits(48):012X}", PUBLIC)
    hold = sending.held(told, [words], shown or Shown(address), "form", now)
    row = {"why": hold.why, "like": hold.like, "bucket": hold.bucket, "due_at": hold.due}
    Waiting.objects.create(number=told.number, at=now, let_in_at=None if hold.why else now, **row)
    return hold.why


def test_ten_thousand_robots_do_not_hide_one_person() -> None:
    now = datetime.now(UTC)
    through = 0
    for n in range(10_000):
        address = f"198.51.{n % 256}.{n // 256 % 256}" if n % 2 else f"203.0.113.{n % 256}"
        through += at_the_door(robot(n), address, now) == ""
    # The person comes last, without scripts, from the robots' own neighbourhood: at worst, later; never under a mould.
    assert at_the_door(HUMAN, "203.0.113.7", now) in ("", "slow")
    assert through <= len(MOULDS) * door.FREE
    folded = sum(int(str(row["n"])) for row in door.folded() if row["why"] == "same")
    assert folded >= 10_000 - 50  # to be seen on one page, under three lines
    assert len(door.folded()) <= 2 * len(MOULDS) + 2
    due = Waiting.objects.filter(let_in_at=None, due_at__lte=now + sending.SLOW)
    assert due.count() <= 50  # and the person's is among the first that are let in, in turn from each drawer


def test_who_has_worked_passes_at_once_even_in_a_crowd() -> None:
    for n in range(60):
        PACE.came(f"{n:03x}")
    asked = proof.challenge(keys().proofs, "form", 0, datetime.now(UTC).timestamp())
    shown = Shown("192.0.2.1", asked, proof.work(asked))
    assert at_the_door(HUMAN, "192.0.2.1", datetime.now(UTC), shown) == ""
    assert at_the_door("Another one, from somebody else entirely", "192.0.2.1", datetime.now(UTC), shown) == "slow"


def test_a_proof_is_bound_to_its_form_to_its_time_and_to_its_work() -> None:
    key, now = b"k" * 32, 1_000_000.0
    asked = proof.challenge(key, "form", 0, now)
    counter = proof.work(asked)
    assert proof.proved(key, "form", asked, counter, now + 60)
    assert not proof.proved(key, "other form", asked, counter, now)
    assert not proof.proved(b"x" * 32, "form", asked, counter, now)
    assert not proof.proved(key, "form", asked, counter, now + proof.GOOD_FOR + 1)
    assert not proof.proved(key, "form", asked.replace(".12.", ".01.", 1), counter, now)
    assert not any(proof.proved(key, "form", bad, "1", now) for bad in ("", "....", "a.b.c.d", "1.99999999999.2.x"))


def test_the_work_grows_with_the_crowd() -> None:
    asked = [proof.bits(load) for load in (0, 20, 40, 200, 2000, 10_000_000)]
    assert asked == sorted(asked)
    assert asked[0] == proof.LEAST and asked[-1] == proof.MOST


def test_one_drawer_of_the_network_goes_slower_and_the_others_do_not() -> None:
    for _ in range(pace.OF_ONE):
        PACE.came(pace.drawer("203.0.113.9"))
    assert at_the_door(HUMAN, "203.0.113.200", datetime.now(UTC)) == "slow"
    other = next(ip for ip in (f"192.0.2.{n}" for n in range(250)) if pace.drawer(ip) != pace.drawer("203.0.113.9"))
    assert (
        at_the_door("Quite another story of somebody who never wrote here before today", other, datetime.now(UTC)) == ""
    )


def test_what_waits_is_let_in_by_itself_in_turn_and_nothing_is_lost(somebody: Client, journey: Journey) -> None:
    for _ in range(40):
        PACE.came("flood")
    tell(somebody)
    somebody.post("/signaler/envoi", {"go": "send"})
    waiting = Waiting.objects.get()
    assert waiting.why == "slow" and waiting.due_at is not None
    journey()
    assert not Standing.objects.exists()
    assert door.let_in_due(datetime.now(UTC) + timedelta(hours=1)) == 1
    journey()
    assert Standing.objects.count() == 1
    assert Waiting.objects.get().bucket == ""


def test_who_falls_into_the_trap_waits_for_a_person_and_is_not_refused(
    somebody: Client, desk: Client, journey: Journey
) -> None:
    tell(somebody)
    response = somebody.post("/signaler/envoi", {"go": "send", "website": "https://spam.invalid"})
    assert response["Location"] == "/signaler/recu"
    page = desk.get("/threshold").content.decode()
    assert "filled in a field that no person sees" in page and "gift card" in page
    desk.post("/threshold", {"like": "", "why": "trap"})
    journey()
    assert Standing.objects.count() == 1


def test_one_mould_is_seen_through_other_names_and_addresses() -> None:
    one, two = pieces([robot(1).replace("user_1", "anna")]), pieces([robot(1).replace("site1", "other")])
    assert alike(len(set(one) & set(two)), len(two))
    assert not alike(len(set(pieces([HUMAN])) & set(one)), len(pieces([HUMAN])))
    assert pieces(["help me"]) == ()


def test_who_names_what_others_named_is_thanked_alike_and_counted_for_the_officer(
    desk: Client, journey: Journey
) -> None:
    pages = []
    for _ in range(3):
        client = Client(headers={"Accept-Language": "en"})
        tell(client, {1: {"what": "address"}, 2: {"addresses": "https://example.invalid/same"}})
        client.post("/signaler/envoi", {"go": "send"})
        pages.append(re.sub(r"<li>.*?</li>", "", client.get("/signaler/recu").content.decode()))
    journey()
    assert len(set(pages)) == 1
    key = Standing.objects.order_by("pk").values_list("pk", flat=True)[0]
    assert "2 other submissions name the same address" in desk.get(f"/reports/{key}").content.decode()


def test_the_same_words_of_one_person_twice_are_not_folded(somebody: Client, journey: Journey) -> None:
    for _ in range(2):
        client = Client()
        tell(client, SENT)
        client.post("/signaler/envoi", {"go": "send"})
    journey()
    assert Standing.objects.count() == 2
