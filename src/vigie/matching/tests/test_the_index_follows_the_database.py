"""The index on the disk says what the database says: after a crash between the two, in another database, and when
somebody damaged it, which a check sees."""

from __future__ import annotations

import io
import shutil

import numpy as np
import pytest

from vigie.matching import tasks
from vigie.matching.models import Change, Entry, HashList, Quarantined
from vigie.matching.prints import Turned
from vigie.matching.step import Wanted, flooded
from vigie.matching.tasks import following, imports, lookup
from vigie.report.nouns import Hash, Pdq, Purpose

pytestmark = pytest.mark.django_db

MD5 = "0cc175b9c0f1b6a831c399e269772661"
PDQ = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22"
PLAIN = "0" * 63 + "f"


def imported(content: str, name: str = "national") -> tasks.Imported:
    return tasks.import_list(name, Purpose.KNOWN, None, io.BytesIO(content.encode()))


def known(md5: str) -> bool:
    return bool(tasks.know([Hash("md5", md5)], []).equal)


def many(count: int, start: int = 1) -> str:
    numbers = range(start, start + count)
    return "md5,pdq\n" + "\n".join(f"{number:032x},{number << 192 | (1 << 128) - 1:064x}" for number in numbers)


def deaf(monkeypatch: pytest.MonkeyPatch) -> None:
    """The index is not told of what is imported."""
    monkeypatch.setattr(imports, "handed", lambda news: None)
    monkeypatch.setattr(imports, "followed", following.living)


def test_what_was_written_by_one_who_died_before_telling_the_index_is_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    imported(many(10))
    deaf(monkeypatch)  # the process dies after the commit
    imported(many(10, 11))
    assert following.living().view().state.change < Change.objects.order_by("-pk").values_list("pk", flat=True)[0]
    assert known(f"{15:032x}")
    assert tasks.check() == tasks.Checked(20, 20, (20, 20), (20, 20), 0, True)


def test_nobody_waits_for_a_change_of_this_moment_but_what_was_looked_at_is_told_as_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    imported(many(10))
    deaf(monkeypatch)  # its writer is slow to tell the index
    imported(many(10, 11))
    asked = [Hash("md5", f"{15:032x}")]
    before = tasks.know(asked, [], patient=True)
    assert (len(before.equal), before.lists) == (0, ("national@1",))
    monkeypatch.setattr(following, "PATIENCE", 0.0)
    after = tasks.know(asked, [], patient=True)
    assert (len(after.equal), after.lists) == (1, ("national@2",))


def test_an_index_of_another_database_is_not_believed() -> None:
    imported(many(30))
    Entry.objects.all().delete()
    Change.objects.all().delete()
    assert not known(f"{5:032x}")
    HashList.objects.all().delete()
    imported(f"md5\n{MD5}\n", "other")
    assert known(MD5)
    assert tasks.check() == tasks.Checked(1, 1, (0, 0), (1, 1), 0, True)


def test_an_index_that_is_gone_is_made_anew() -> None:
    imported(many(30))
    shutil.rmtree(following.living()._folder)
    assert known(f"{30:032x}")
    assert tasks.check().same


@pytest.mark.parametrize("sample", [None, 50])
def test_a_check_sees_what_is_missing_and_a_rebuild_mends_it(sample: int | None) -> None:
    imported(many(50))
    state = following.followed().state
    with following.living().writing() as writer:
        writer.remove(np.arange(1, state.top + 1, dtype=np.int64))
        writer.publish(state.change, state.token)
    assert not tasks.check(sample).same
    assert not known(f"{7:032x}")
    tasks.rebuilt()
    assert tasks.check(sample).same
    assert known(f"{7:032x}")


@pytest.mark.parametrize("sample", [None, 50])
def test_a_check_sees_what_is_too_much(sample: int | None) -> None:
    imported(many(50))
    Entry.objects.filter(key=f"{9:032x}").delete()  # behind everybody's back
    assert not tasks.check(sample).same


def test_a_picture_in_one_tone_is_kept_and_not_looked_for() -> None:
    imported(f"id,md5,pdq\n7,{MD5},{PLAIN}\n8,,{PDQ}\n")
    assert not tasks.know([], [PLAIN]).near
    assert known(MD5)
    assert list(Quarantined.objects.values_list("value", flat=True)) == [bytes.fromhex(PLAIN)]
    assert tasks.check() == tasks.Checked(2, 2, (1, 1), (1, 1), 1, True)
    imported(f"id,md5,pdq\n7,{MD5},{PDQ}\n")
    assert not Quarantined.objects.exists()
    assert tasks.know([], [PDQ]).near


def test_an_import_that_was_cut_short_is_seen_and_finished_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "BATCH", 10)

    def cut(count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        tasks.import_list("national", Purpose.KNOWN, None, io.BytesIO(many(25).encode()), progress=cut)
    (listed,) = tasks.lists()
    assert (listed.imported_at, bool(listed.begun_at)) == (None, True)
    assert known(f"{3:032x}")  # what was read counts
    done = imported(many(25))
    (listed,) = tasks.lists()
    assert (done.new, done.same, listed.entries, listed.begun_at) == (15, 10, 25, None)
    assert tasks.check().same


def test_a_picture_like_very_many_others_is_told_of_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup, "MOST", 5)
    value = int(PDQ, 16)
    imported("id,pdq\n" + "\n".join(f"{bits},{value ^ ((1 << bits) - 1):064x}" for bits in range(12)))
    far = f"{value ^ (1 << 200):064x}"
    found = tasks.know([], [PDQ, far, "1" * 64])
    assert sorted(one.known.entry.key for one in found.near[PDQ]) == ["0", "1", "2", "3", "4"]
    assert sorted(one.distance for one in found.near[far]) == [1, 2, 3, 4, 5]
    assert found.floods == {PDQ: 12, far: 12}
    want = Wanted((), (Turned("original", Pdq(PDQ)),))
    (remark,) = flooded(3, want, found)
    assert (remark.where, remark.what.values) == ("files/3", {"n": 12})
