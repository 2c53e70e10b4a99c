"""Lists in the database: brought up to date by key, never doubled, and gone at once when removed."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pytest

from vigie.ledger.models import Entry as Act
from vigie.matching import tasks
from vigie.matching.models import Entry, HashList
from vigie.matching.tasks.following import followed
from vigie.report.nouns import Hash, Purpose

pytestmark = pytest.mark.django_db

MD5 = "0cc175b9c0f1b6a831c399e269772661"
OTHER = "92eb5ffee6ae2fec3ad71c777531578f"
SHA1 = "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8"
PDQ = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22"
FAR = "30a10efd71cc3d429013d48d0ffffc52e34e0e17ada952a9d29685211ea9e5af"


def imported(content: str, name: str = "national", *, replace: bool = False) -> tasks.Imported:
    return tasks.import_list(name, Purpose.KNOWN, None, io.BytesIO(content.encode()), replace=replace)


def by_md5(value: str) -> list[str]:
    return [known.entry.key for known in tasks.know([Hash("md5", value)], []).equal.get(Hash("md5", value), ())]


def near(pdq: str) -> list[tuple[str, int]]:
    return [(one.known.entry.key, one.distance) for one in tasks.know([], [pdq]).near.get(pdq, ())]


def rows() -> tuple[int, int, int]:
    """Entries in the database, digests and pictures in the index."""
    indexed = followed().rows()
    return Entry.objects.count(), len(indexed.tags), len(indexed.looks)


def flipped(pdq: str, bits: int) -> str:
    """The fingerprint with its first so many bits changed."""
    return f"{int(pdq, 16) ^ ((1 << bits) - 1):064x}"


def test_an_imported_list_knows_its_files_by_each_of_their_hashes() -> None:
    done = imported(f"md5,sha1,pdq,category\n{MD5},{SHA1},{PDQ},1\n")
    assert (done.new, done.changed, done.same, done.removed, done.refused) == (1, 0, 0, 0, 0)
    assert by_md5(MD5) == [MD5]
    assert near(flipped(PDQ, 31)) == [(MD5, 31)]
    assert near(flipped(PDQ, 32)) == []
    (listed,) = tasks.lists()
    assert (listed.name, listed.purpose, listed.entries, listed.revision) == ("national", Purpose.KNOWN, 1, 1)


def test_the_same_list_again_changes_nothing() -> None:
    content = f"md5,pdq\n{MD5},{PDQ}\n{OTHER},\n"
    imported(content)
    done = imported(content)
    assert (done.new, done.changed, done.same, done.before, done.revision) == (0, 0, 2, 1, 1)
    assert rows() == (2, 2, 1)
    assert near(PDQ) == [(MD5, 0)]


def test_an_entry_told_otherwise_replaces_what_was_told() -> None:
    imported(f"id,md5,pdq,category\n7,{MD5},{PDQ},1\n")
    assert near(PDQ) == [("7", 0)]
    done = imported(f"id,md5,pdq,category\n7,{OTHER},{FAR},2\n")
    assert (done.changed, done.before, done.revision) == (1, 1, 2)
    assert by_md5(MD5) == []
    assert by_md5(OTHER) == ["7"]
    assert near(PDQ) == []
    assert near(FAR) == [("7", 0)]


def test_one_key_twice_in_one_file_has_the_hashes_of_both() -> None:
    done = imported(f"id,md5,category\n7,{MD5},\n7,{OTHER},2\n")
    assert done.new == 1
    assert by_md5(MD5) == by_md5(OTHER) == ["7"]


def test_a_tombstone_removes_its_entry() -> None:
    imported(f"id,md5,removed\n7,{MD5},\n8,{OTHER},\n")
    done = imported("id,md5,removed\n7,,true\n")
    assert done.removed == 1
    assert by_md5(MD5) == []
    assert by_md5(OTHER) == ["8"]


def test_a_whole_replacement_drops_what_is_not_told_any_more() -> None:
    imported(f"md5\n{MD5}\n{OTHER}\n")
    assert imported(f"md5\n{OTHER}\n").removed == 0
    assert imported(f"md5\n{OTHER}\n", replace=True).removed == 1
    assert by_md5(MD5) == []


def test_a_whole_replacement_by_nothing_is_refused() -> None:
    imported(f"md5\n{MD5}\n")
    with pytest.raises(tasks.ListError, match="tells no entry"):
        imported("md5\nnonsense\n", replace=True)
    assert by_md5(MD5) == [MD5]


def test_a_removed_list_matches_nothing_from_that_moment_and_may_come_again() -> None:
    content = f"md5,pdq\n{MD5},{PDQ}\n"
    imported(content)
    assert near(PDQ)
    assert tasks.remove_list("national") == frozenset()
    assert by_md5(MD5) == []
    assert near(PDQ) == []
    assert not HashList.objects.exists()
    assert rows() == (0, 0, 0)
    imported(content)
    assert near(PDQ) == [(MD5, 0)]


def test_a_removal_that_was_cut_short_matches_nothing_and_is_finished_later() -> None:
    imported(f"md5,pdq\n{MD5},{PDQ}\n")
    HashList.objects.update(name="removed 1", removed=True)
    assert by_md5(MD5) == []
    assert near(PDQ) == []
    assert list(tasks.lists()) == []
    imported(f"md5\n{OTHER}\n")
    assert Entry.objects.count() == 1


def test_lists_keep_apart_what_each_says_of_the_same_file() -> None:
    imported(f"md5,category\n{MD5},1\n", "one")
    imported(f"md5,category\n{MD5},2\n", "two")
    found = tasks.know([Hash("md5", MD5)], [])
    assert sorted((known.list, known.entry.category) for known in found.equal[Hash("md5", MD5)]) == [
        ("one", "1"),
        ("two", "2"),
    ]
    assert found.lists == ("one@1", "two@1")


def test_what_is_no_list_is_refused_with_the_formats_there_are() -> None:
    with pytest.raises(tasks.ListError, match="csv"):
        imported("Une lettre.")
    with pytest.raises(tasks.ListError, match="no format is called xyz"):
        tasks.import_list("national", Purpose.KNOWN, "xyz", io.BytesIO(b"md5\n"))
    with pytest.raises(tasks.ListError, match="no list is called"):
        tasks.remove_list("national")
    assert not HashList.objects.exists()


def test_imports_and_removals_are_in_the_journal() -> None:
    imported(f"md5\n{MD5}\nnonsense\n")
    tasks.remove_list("national", actor="anne")
    acts = list(Act.objects.order_by("number").values_list("tag", "subject", "actor"))
    assert acts == [
        ("matching:list:imported", "list:national", "vigie"),
        ("matching:list:removed", "list:national", "anne"),
    ]


def test_more_entries_than_one_transaction_holds_are_all_there() -> None:
    lines = "\n".join(f"{number:032x},{number << 192 | (1 << 128) - 1:064x}" for number in range(1, 26_002))
    done = imported("md5,pdq\n" + lines)
    assert (done.new, *rows()) == (26_001, 26_001, 26_001, 26_001)
    assert done.revision == 2  # one for each piece that became visible
    assert by_md5(f"{9999:032x}") == [f"{9999:032x}"]


def test_a_list_past_its_last_day_matches_nothing_until_it_is_agreed_anew() -> None:
    content = b"md5\n0cc175b9c0f1b6a831c399e269772661\n"
    digest = Hash("md5", "0cc175b9c0f1b6a831c399e269772661")
    today = datetime.now(UTC).date()
    for last, known in ((today - timedelta(days=1), False), (today + timedelta(days=1), True)):
        agreed = tasks.Agreed("for this desk alone", last, 0.4)
        tasks.import_list("loan", Purpose.KNOWN, "csv", io.BytesIO(content), agreed=agreed)
        assert bool(tasks.know([digest], []).equal) is known
    (row,) = (one for one in tasks.lists() if one.name == "loan")
    assert (row.conditions, row.valid_until, row.trust) == ("for this desk alone", today + timedelta(days=1), 0.4)
