"""The next report is near the best, suits its reader, and nothing starves."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from vigie.steering.pick import BAND, QUOTAS, URGENT, Candidate, Reader, choose, due

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
    assert choose([urgent, old], old, ANYBODY, {"workable": 19}, NOW) == urgent


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
        self.waiting.remove(found)
        self.served[found.class_name] += 1
        return found


def test_nothing_starves_though_better_reports_keep_coming() -> None:
    desk = Desk([one(-1, 0, days=30), one(-2, 1, "insufficient", days=10), one(-3, 2, "viral", days=5)])
    taken = [desk.take(key).report_key for key in range(200)]
    assert {-1, -2, -3} <= set(taken)


@given(st.lists(st.tuples(st.integers(0, 120), st.sampled_from(sorted(QUOTAS))), max_size=30), st.integers(0, 400))
def test_whoever_asks_gets_a_report_while_there_is_one(told: list[tuple[int, str]], seen: int) -> None:
    near = [one(key, total, name) for key, (total, name) in enumerate(told)]
    assert (choose(near, None, Reader(seen=seen), {}, NOW) is None) is (not near)
