"""One address or one file in very many reports: all are told now and then, and no step costs more for it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from vigie.linking import tasks
from vigie.linking.tasks import look
from vigie.linking.tests.cast import dossier, keep, print_of, suspect
from vigie.linking.union import bucket
from vigie.report.nouns import Dossier

pytestmark = pytest.mark.django_db
MANY = 300


def _hub(key: int) -> Dossier:
    return dossier(key, suspect("hub@mail.example", f"u-{key % 40}"), prints=[print_of("hub"), print_of(f"own {key}")])


def test_steps_are_one_two_then_each_doubling() -> None:
    assert [bucket(n) for n in (0, 1, 2, 3, 4, 5, 8, 9, 16, 17)] == [0, 0, 1, 2, 2, 3, 3, 4, 4, 5]


def test_a_hub_tells_each_report_some_times_not_each_time() -> None:
    told = sum(len(keep(*(_hub(key) for key in range(start, start + 10))).again) for start in range(1, MANY, 10))
    assert told <= 3 * MANY
    facts = tasks.facts_of([1, MANY])
    assert facts[1].reports == MANY and facts[1].cluster_reports == MANY and facts[1].cluster_suspects == 1
    assert (facts[1].earlier_reports, facts[MANY].earlier_reports) == (0, 100)


def test_the_report_asked_for_is_shown_of_a_hub_that_is_too_large_to_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(look, "SHOWN", 5)
    keep(*(_hub(key) for key in range(1, 30)))
    name = tasks.facts_of([25])[25].cluster
    seen, content = tasks.thread(25), tasks.cluster(name or "", 25)
    assert seen is not None and seen.report_keys == (1, 2, 3, 4, 5, 25)
    assert content is not None and content.report_keys == (1, 2, 3, 4, 5, 25)
    assert any(25 in one.report_keys for one in seen.evidence)


def test_the_number_of_queries_does_not_grow_with_the_hub_nor_with_the_batch() -> None:
    keep(*(_hub(key) for key in range(1, 20)))
    with CaptureQueriesContext(
        connection,
    ) as few:
        keep(*(_hub(key) for key in range(20, 30)))
    keep(*(_hub(key) for key in range(30, 200)))
    with CaptureQueriesContext(connection) as many:
        keep(*(_hub(key) for key in range(200, MANY)))
    assert len(many) <= len(few) + 4  # tallies go in pieces
    assert len(many) < 70
