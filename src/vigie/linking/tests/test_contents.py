"""The same content is one cluster, however it is known, and never a person."""

from __future__ import annotations

import pytest
from django.db import transaction

from vigie.linking import tasks
from vigie.linking.models import Picture
from vigie.linking.tests.cast import clusters, dossier, keep, print_of, suspect
from vigie.report.nouns import Hash, ReportedFile

pytestmark = pytest.mark.django_db
PICTURE = int("f0" * 32, 16)


def _look(bits: int) -> str:
    return f"{PICTURE ^ (2**bits - 1):064x}"


def test_a_file_received_and_one_known_by_a_digest_alone_are_the_same() -> None:
    one = print_of("one")
    keep(dossier(1, prints=[one]))
    for key, (kind, value) in enumerate([("MD5", one.md5), ("SHA-1", one.sha1), ("sha256", one.sha256.upper())], 2):
        keep(dossier(key, files=[ReportedFile(hashes=(Hash(kind, value),))]))
    assert clusters([1, 2, 3, 4]) == {frozenset({1, 2, 3, 4})}


def test_two_digests_of_one_file_bring_together_those_who_know_it_by_one_of_them() -> None:
    one = print_of("one")
    keep(dossier(1, files=[ReportedFile(hashes=(Hash("md5", one.md5),))]))
    keep(dossier(2, files=[ReportedFile(hashes=(Hash("sha1", one.sha1),))]))
    assert clusters([1, 2]) == {frozenset({1}), frozenset({2})}
    kept = keep(dossier(3, files=[ReportedFile(hashes=(Hash("md5", one.md5), Hash("sha1", one.sha1)))]))
    assert clusters([1, 2, 3]) == {frozenset({1, 2, 3})}
    assert kept.again == {1, 2}


def test_pictures_that_look_the_same_are_one_content_in_one_batch_and_across_batches() -> None:
    keep(dossier(1, prints=[print_of("1", _look(0))]), dossier(2, prints=[print_of("2", _look(31))]))
    keep(dossier(3, prints=[print_of("3", _look(15))]), dossier(4, prints=[print_of("4", _look(100))]))
    assert clusters([1, 2, 3, 4]) == {frozenset({1, 2, 3}), frozenset({4})}


def test_a_flat_picture_is_the_same_only_as_the_same_file() -> None:
    keep(dossier(1, prints=[print_of("1", _look(0), 49)]), dossier(2, prints=[print_of("2", _look(0), 49)]))
    keep(dossier(3, prints=[print_of("2", _look(0), 49)]))
    assert clusters([1, 2, 3]) == {frozenset({1}), frozenset({2, 3})}


def test_a_fingerprint_carried_without_quality_is_the_same_only_when_equal() -> None:
    keep(dossier(1, prints=[print_of("1", _look(0))]))
    keep(dossier(2, files=[ReportedFile(hashes=(Hash("pdq", _look(0)),))]))
    keep(dossier(3, files=[ReportedFile(hashes=(Hash("pdq", _look(3)),))]))
    assert clusters([1, 2, 3]) == {frozenset({1, 2}), frozenset({3})}


def test_what_is_rolled_back_is_not_found_afterwards() -> None:
    with transaction.atomic():
        keep(dossier(1, prints=[print_of("1", _look(0))]))
        tasks.gather([])
        transaction.set_rollback(True)
    assert not Picture.objects.exists()
    kept = keep(dossier(2, prints=[print_of("2", _look(1))]))
    assert kept.findings[0].facts.cluster is None


def test_a_collector_of_two_contents_does_not_make_one_of_them() -> None:
    keep(dossier(1, prints=[print_of("one")]), dossier(2, prints=[print_of("two")]))
    keep(dossier(3, prints=[print_of("one"), print_of("two")]))
    facts = tasks.facts_of([1, 2, 3])
    assert facts[1].cluster != facts[2].cluster
    assert (facts[3].contents, facts[3].contents_elsewhere, facts[3].cluster_reports) == (2, 2, 2)
    assert set(tasks.clusters(3)) == {facts[1].cluster, facts[2].cluster}


def test_one_suspect_with_two_accounts_is_one_suspect_of_the_content() -> None:
    keep(dossier(1, suspect("a@mail.example", "u-1"), prints=[print_of("one")]))
    keep(dossier(2, suspect("b@mail.example", "u-2"), prints=[print_of("one")]))
    assert tasks.facts_of([1])[1].cluster_suspects == 2
    keep(dossier(3, suspect("a@mail.example"), suspect("b@mail.example")))
    assert tasks.facts_of([1])[1].cluster_suspects == 1


def test_a_cluster_tells_who_holds_it() -> None:
    keep(dossier(1, suspect("a@mail.example"), prints=[print_of("one")]))
    keep(dossier(2, suspect("a@mail.example"), prints=[print_of("one")]), dossier(3, prints=[print_of("one")]))
    name = tasks.facts_of([1])[1].cluster
    assert name is not None
    seen = tasks.cluster(name)
    assert seen is not None
    assert (seen.name, seen.report_keys, seen.suspects, seen.threads) == (name, (1, 2, 3), 2, ("T-000001",))
    assert {value.kind for value in seen.values} == {"file"}


def test_a_content_that_goes_round_is_news_no_more_but_as_a_number() -> None:
    file = ReportedFile(hashes=(Hash("md5", print_of("one").md5),))
    kept = [keep(dossier(key, suspect(f"user{key}@mail.example"), files=[file])) for key in range(1, 40)]
    news = {key: one.again for key, one in enumerate(kept, 1) if one.again}
    assert sorted(news) == [2, 3, 5, 9, 17]
    assert news[17] == set(range(1, 17))
    assert {key: one.numbered for key, one in enumerate(kept, 1) if one.numbered} == {33: frozenset(range(1, 33))}
