"""A client that lost an answer asks again: nothing is doubled."""

from __future__ import annotations

from vigie.gateway.tests.client import Reporter, details, report
from vigie.services.models import Detail, Submission, Upload


def test_the_same_document_again_is_the_same_report(one: Reporter) -> None:
    assert one.submit().report == one.submit().report
    assert Submission.objects.count() == 1


def test_once_the_client_went_on_the_same_document_is_another_report(one: Reporter) -> None:
    first = one.submit().report
    one.upload(first, b"x")
    second = one.submit().report
    assert second != first
    one.finish(second)
    assert one.submit().report not in (first, second)


def test_two_services_never_share_a_report(one: Reporter) -> None:
    assert one.submit().report != Reporter.new("Other").submit().report


def test_a_key_says_which_request_is_which(one: Reporter) -> None:
    first = one.submit(key="a").report
    assert one.submit(key="b").report != first
    one.finish(first)
    assert one.submit(key="a").report == first
    assert one.submit(report("another"), key="a").code == 4000


def test_the_same_file_again_is_the_same_file(one: Reporter) -> None:
    number = one.submit().report
    assert one.upload(number, b"x").file == one.upload(number, b"x").file
    assert one.upload(number, b"x", "other.jpg").file != one.upload(number, b"x").file
    assert Upload.objects.count() == 2


def test_what_is_said_of_a_file_again_changes_nothing_and_anew_counts(one: Reporter) -> None:
    number = one.submit(report("u")).report
    file = one.upload(number, b"x").file
    for more in ("", "", "<fileViewedByEsp>true</fileViewedByEsp>"):
        assert one.post("fileinfo", details(number, file, more)).code == 0
    assert Detail.objects.count() == 2
