"""The next report is near the best, suits its reader, and nothing starves."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.steering.pick import (
    BAND,
    HIGHEST,
    IS_DUE,
    IS_URGENT,
    NEAR,
    QUOTAS,
    URGENT,
    WAITS,
    WITH_AGE,
    Candidate,
    Pick,
    Reader,
    choose,
    due,
)
from vigie.steering.tongue import tongue

NOW = datetime(2026, 11, 1, tzinfo=UTC)
ANYBODY = Reader()


def one(key: int, total: int, class_name: str = "workable", days: float = 0, **said: object) -> Candidate:
    return Candidate(key, total, class_name, NOW - timedelta(days=days), **said)  # type: ignore[arg-type]


def chosen(*near: Candidate, reader: Reader = ANYBODY, served: dict[str, int] | None = None) -> int | None:
    found = choose(near, None, reader, served or {"workable": 1}, NOW)
    return found.report_key if found else None


def test_the_best_comes_first() -> None:
    assert chosen(one(1, 30), one(2, 60), one(3, 59)) == 2


def test_of_equals_who_reads_the_language_or_knows_the_kind_gets_it() -> None:
    dutch, order = one(1, 40, language="nl"), one(2, 40, kinds=frozenset({"live-order"}))
    assert chosen(dutch, order, reader=Reader(languages=frozenset({"nl"}))) == 1
    assert chosen(dutch, order, reader=Reader(skills=frozenset({"live-order"}))) == 2


def test_what_suits_never_reaches_far_below_the_best() -> None:
    far = one(1, 60 - BAND - 1, language="nl", kinds=frozenset({"live-order"}))
    assert chosen(far, one(2, 60), reader=Reader(frozenset({"nl"}), frozenset({"live-order"}), 999, 10)) == 2


def test_who_has_seen_enough_is_given_what_has_no_pictures() -> None:
    pictures, words = one(1, 45, pictures=8), one(2, 40)
    assert chosen(pictures, words, reader=Reader(seen=10, most=150)) == 1
    assert chosen(pictures, words, reader=Reader(seen=150, most=150)) == 2


def test_what_is_urgent_stands_before_every_quota_and_age() -> None:
    urgent, old = one(1, URGENT), one(2, 10, "insufficient", days=400)
    assert choose([urgent, old], old, ANYBODY, {"workable": 19}, NOW) == Pick(1, (IS_URGENT,))


def why(*near: Candidate, reader: Reader = ANYBODY, served: dict[str, int] | None = None) -> list[str]:
    found = choose(near, None, reader, served or {"workable": 1}, NOW)
    return [str(one) for one in found.why] if found else []


def test_each_is_told_why_it_is_this_one() -> None:
    dutch = one(2, 40, language="nl")
    reads = Reader(languages=frozenset({"fr", "nl"}), own="fr")
    assert why(one(1, 45), dutch) == [str(HIGHEST)]
    assert why(one(1, 42), dutch, reader=reads) == [str(NEAR), "Language that you read: nl."]
    assert why(dutch, reader=reads) == [str(HIGHEST), "Language that you read: nl."]
    kind = one(2, 40, kinds=frozenset({"live-order", "lead"}))
    knows = Reader(skills=frozenset({"live-order", "meeting"}))
    assert why(one(1, 45), kind, reader=knows) == [str(NEAR), "Kind that you read best: live-order."]
    assert why(one(1, 40), one(2, 36, days=20)) == [str(WITH_AGE)]
    assert why(one(1, 60), one(2, 20, "insufficient"), served={"workable": 30}) == [str(IS_DUE)]
    assert choose([one(1, 60)], one(9, 1), ANYBODY, {"workable": 19}, NOW) == Pick(9, (WAITS,))


def test_of_one_s_own_language_there_is_a_word_only_where_it_decided() -> None:
    own = Reader(languages=frozenset({"fr"}), own="fr")
    assert why(one(1, 45, language="fr"), reader=own) == [str(HIGHEST)]
    assert why(one(1, 45, language="nl"), one(2, 41, language="fr"), reader=own)[1:] == ["Language that you read: fr."]


def test_who_reads_two_languages_is_given_the_one_that_fewer_read() -> None:
    both = Reader(languages=frozenset({"fr", "nl"}), own="fr")
    french, dutch = one(1, 42, language="fr"), one(2, 40, language="nl")
    assert chosen(french, dutch, reader=both) == 2
    assert chosen(french, dutch, reader=Reader(languages=frozenset({"fr"}), own="fr")) == 1


def test_a_report_of_no_known_language_waits_behind_none_of_a_known_one() -> None:
    reads = Reader(languages=frozenset({"fr"}), own="fr")
    assert chosen(one(1, 42), one(2, 40, language="fr"), reader=reads) == 1
    assert chosen(one(1, 42, language="nl"), one(2, 40), reader=reads) == 2


def test_who_has_seen_enough_is_told_so() -> None:
    tired = Reader(seen=150)
    assert why(one(1, 45, pictures=3), one(2, 40), reader=tired) == [
        str(NEAR),
        "It has no pictures, and you have seen enough for one day.",
    ]
    assert "you may offer it to a colleague" in why(one(1, URGENT, pictures=3), reader=tired)[-1]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "je viens te chercher mercredi après l'école, tu dis rien à ta mère"),
        ("nl", "ik kom je halen bij het station, zeg niets tegen je ouders"),
        ("de", "ich hole dich am Bahnhof ab, sag es nicht deiner Mutter und komm mit"),
        ("en", "I will pick you up at the station, do not tell your parents"),
        ("es", "te espero en la estación, no le digas nada a tu madre"),
        ("ru", "я жду тебя на вокзале, никому не говори"),
        ("uk", "я чекаю на тебе біля школи, нікому не кажи про це"),
        ("ar", "أنا أنتظرك في المحطة لا تخبر أحدا"),
        (None, "Synthetisch: 17:22"),
        (None, "SHA1: 917dc750b91a93fd159c2bd8942d081a013a0911"),
        (None, ""),
    ],
)
def test_a_language_is_known_by_its_small_words_or_not_at_all(language: str | None, text: str) -> None:
    assert tongue([text]) == language


def test_waiting_adds_a_little_each_day() -> None:
    assert chosen(one(1, 40), one(2, 36, days=20)) == 2
    assert chosen(one(1, 60), one(2, 36, days=2000)) == 1


def test_a_class_that_got_less_than_its_share_is_due() -> None:
    assert due({"workable": 30}, frozenset({"workable", "insufficient", "viral"})) == "insufficient"
    assert due({"workable": 30}, frozenset({"workable"})) is None
    assert due({"workable": 1}, frozenset(QUOTAS)) is None


@dataclass
class Desk:
    """Takes one report after the other from a queue that never ends at its top."""

    waiting: list[Candidate]
    served: Counter[str] = field(default_factory=Counter)

    def take(self, key: int) -> Candidate:
        self.waiting.append(one(key, 50 + key % 19))
        oldest = min(self.waiting, key=lambda row: row.received_at)
        found = choose(self.waiting, oldest, ANYBODY, self.served, NOW)
        assert found is not None
        taken = next(row for row in self.waiting if row.report_key == found.report_key)
        self.waiting.remove(taken)
        self.served[taken.class_name] += 1
        return taken


def test_nothing_starves_though_better_reports_keep_coming() -> None:
    desk = Desk([one(-1, 0, days=30), one(-2, 1, "insufficient", days=10), one(-3, 2, "viral", days=5)])
    taken = [desk.take(key).report_key for key in range(200)]
    assert {-1, -2, -3} <= set(taken)


@given(st.lists(st.tuples(st.integers(0, 120), st.sampled_from(sorted(QUOTAS))), max_size=30), st.integers(0, 400))
def test_whoever_asks_gets_a_report_while_there_is_one(told: list[tuple[int, str]], seen: int) -> None:
    near = [one(key, total, name) for key, (total, name) in enumerate(told)]
    assert (choose(near, None, Reader(seen=seen), {}, NOW) is None) is (not near)
