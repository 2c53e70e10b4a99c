"""What a thread says is read in groups of those that tell the same, and comes to what reading every report would."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import msgspec
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vigie.triage.models import Opinion
from vigie.triage.step import elsewhere, peaks
from vigie.triage.tasks.rows import in_threads, members

pytestmark = pytest.mark.django_db
THREADS = ("", "T-1", "T-2")
TOLD = st.dictionaries(st.sampled_from(["access", "meeting", "#lead"]), st.sampled_from([6, 12, 18]), max_size=3)
REPORTS = st.dictionaries(st.integers(1, 30), st.tuples(st.sampled_from(THREADS), TOLD), max_size=30)


def _write(reports: Mapping[int, tuple[str, Mapping[str, int]]]) -> None:
    Opinion.objects.all().delete()
    Opinion.objects.bulk_create(
        Opinion(
            report_key=key,
            company="example",
            said=" ",
            thread=thread,
            told=msgspec.json.encode(told, order="sorted").decode() if told else "",
        )
        for key, (thread, told) in reports.items()
    )


def _whole(reports: Mapping[int, tuple[str, Mapping[str, int]]]) -> dict[str, dict[int, Mapping[str, int]]]:
    found: dict[str, dict[int, Mapping[str, int]]] = defaultdict(dict)
    for key, (thread, told) in reports.items():
        found[thread][key] = told
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reports=REPORTS, batch=st.sets(st.integers(1, 30), max_size=8), again=TOLD)
def test_every_report_hears_the_same_as_if_all_were_read(
    reports: dict[int, tuple[str, dict[str, int]]], batch: set[int], again: dict[str, int]
) -> None:
    _write(reports)
    whole, groups = _whole(reports), in_threads(THREADS, batch)
    for thread in THREADS[1:]:
        every, some = dict(whole[thread]), dict(groups.get(thread, {}))
        for key in batch & every.keys():  # what is judged now speaks otherwise
            every[key] = some[key] = again
        for key in reports:
            assert elsewhere(peaks(every), key) == elsewhere(peaks(some), key)
        assert {key for name, key in members({thread}) if name == thread} == whole[thread].keys()


def test_a_thousand_reports_that_tell_the_same_are_two_and_one_query() -> None:
    _write(dict.fromkeys(range(1, 1001), ("T-1", {"access": 18})))
    with CaptureQueriesContext(connection) as asked:
        found = in_threads(["T-1"], {500})
    assert (sorted(found["T-1"]), len(asked)) == ([1, 500, 1000], 1)
