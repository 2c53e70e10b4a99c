"""What is added is found at once, what is removed at once no more, by every reader, whatever is being put in order."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from vigie.kernels.hamming import scan
from vigie.matching.living import segment, state, writer
from vigie.matching.living.index import Living
from vigie.matching.living.segment import SMALL
from vigie.matching.living.tests.rows import EACH, batch, expected, far, keys, told
from vigie.matching.tags import Hashes, joined, nothing

FOREVER = (1 << 30, 1 << 30)


@pytest.fixture(autouse=True)
def _small_tails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "FULL", (3 * EACH, 3 * EACH))


def added(index: Living, hashes: Hashes, change: int) -> None:
    with index.writing() as one:
        one.add(hashes)
        one.publish(change, f"t{change}")


def removed(index: Living, some: list[int], change: int) -> None:
    with index.writing() as one:
        one.remove(np.array(some, dtype=np.int64))
        one.publish(change, f"t{change}")


def test_an_index_of_nothing_finds_nothing(tmp_path: Path) -> None:
    view = Living(tmp_path / "index").view()
    assert far(view, batch(1)) == (set(), set())
    assert far(view, nothing()) == (set(), set())


def test_every_reader_finds_what_was_added_from_then_on(tmp_path: Path) -> None:
    mine, other = Living(tmp_path / "index"), Living(tmp_path / "index")
    for number in range(9):
        added(mine, batch(number), number + 1)
        assert far(other.view(), batch(number)) == keys(batch(number))
        assert other.view().state.change == number + 1
        mine.settle(wait=number % 2 == 0)
    assert told(other.view()) == told(mine.view()) == expected(range(9))


def test_what_is_removed_is_found_no_more_even_in_a_view_of_before(tmp_path: Path) -> None:
    mine, other = Living(tmp_path / "index"), Living(tmp_path / "index")
    for number in range(5):  # some are in segments, the last in the tail
        added(mine, batch(number), number + 1)
    before = other.view()
    gone = [1, 2, 3 * EACH, 4 * EACH + 7]
    removed(mine, gone, 6)
    for view in (before, other.view()):
        found = set().union(*(far(view, batch(number))[0] for number in range(5)))
        assert found == set(range(1, 5 * EACH + 1)) - set(gone)
        assert not set(gone) & set().union(*(far(view, batch(number))[1] for number in range(5)))


def test_a_key_told_otherwise_is_found_by_the_new_hash_alone(tmp_path: Path) -> None:
    index = Living(tmp_path / "index")
    for number in range(4):
        added(index, batch(number), number + 1)
    new = batch(77)
    again = Hashes(batch(0).look_keys[:1], new.looks[:1], batch(0).tag_keys[:1], new.tags[:1])
    with index.writing() as one:
        one.remove(again.look_keys)
        one.add(again)
        one.publish(5, "t5")
    assert far(index.view(), again) == ({1}, {1})
    assert 1 not in far(index.view(), batch(0))[0] | far(index.view(), batch(0))[1]
    index.settle(whole=True)
    assert told(index.view())[1] == (new.looks[0].tobytes(), int(new.tags[0]))


def test_what_is_removed_while_segments_are_merged_stays_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, other = Living(tmp_path / "index"), Living(tmp_path / "index")
    for number in range(8):
        added(index, batch(number), number + 1)
    build = segment.build

    def slow(folder: Path, hashes: Hashes) -> str:
        monkeypatch.setattr(segment, "build", build)
        removed(other, [5, 6], 9)  # another process, in the midst of the merge
        return build(folder, hashes)

    monkeypatch.setattr(segment, "build", slow)
    index.settle(whole=True)
    assert len(index.view().segments) == 1
    assert set(told(index.view())) == set(range(1, 8 * EACH + 1)) - {5, 6}


def test_merging_gives_back_the_room_of_what_was_removed(tmp_path: Path) -> None:
    index = Living(tmp_path / "index")
    for number in range(8):
        added(index, batch(number), number + 1)
    index.settle(whole=True)
    removed(index, list(range(1, 2 * EACH + EACH)), 9)
    index.settle(wait=True)
    assert sum(one.size for one in index.view().segments) < 2 * 6 * EACH
    names = {path.name for path in (tmp_path / "index").iterdir()}
    assert len(names) == len({*names} & {"current", "settled", "writing.lock", "merging.lock"}) + 2 * len(
        index.view().segments
    ) + bool(index.view().state.tail)


def test_after_the_machine_went_down_only_what_was_on_the_disk_is_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = Living(tmp_path / "index")
    for number in range(5):
        added(index, batch(number), number + 1)
    assert index.view().state.tail
    state.boot.cache_clear()
    monkeypatch.setattr(state, "boot", lambda: "another start")
    view = Living(tmp_path / "index").view()
    assert view.state.change == 3  # what came after is in the database, and is followed again
    assert told(view) == expected(range(3))


def test_a_torn_state_is_not_believed(tmp_path: Path) -> None:
    index = Living(tmp_path / "index")
    for number in range(4):
        added(index, batch(number), number + 1)
    (tmp_path / "index" / "current").write_bytes(b'{"boot":')
    assert told(Living(tmp_path / "index").view()) == expected(range(3))


def test_a_large_index_finds_exactly_what_a_scan_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "FULL", FOREVER)
    index = Living(tmp_path / "index")
    large = batch(0, SMALL + 5000)
    added(index, large, 1)
    with index.writing() as one:
        one._put_in_order(one.state, nothing())
        one._write()
    added(index, batch(100, 3000), 2)
    rows = joined([large, batch(100, 3000)])
    asked = rows.looks[::97] ^ np.uint64(0b10110101)
    truth = scan(rows.looks, asked)
    query, key, distance = index.view().near(asked)
    assert index.view().segments[0].tables is not None
    assert sorted(zip(query.tolist(), key.tolist(), distance.tolist(), strict=True)) == sorted(
        zip(truth.query.tolist(), rows.look_keys[truth.row].tolist(), truth.distance.tolist(), strict=True)
    )
