"""The whole way of a report through the CyberTipline interface."""

from __future__ import annotations

import hashlib

from vigie.evidence.models import Delivery, Object, Parcel, Reception
from vigie.evidence.tasks import open_object
from vigie.gateway.tests.client import Reporter, details, report
from vigie.journey.models import Item, Problem
from vigie.journey.steps import READ
from vigie.journey.tasks.work import work
from vigie.ledger.models import Entry
from vigie.report.models import Report
from vigie.report.nouns import Sha256
from vigie.services.models import Submission


def picture() -> bytes:
    return b"\xff\xd8\xff" + hashlib.sha256(b"invented").digest() * 40


def test_submitted_uploaded_described_finished_and_in_the_queue(one: Reporter) -> None:
    opened = one.submit()
    assert (opened.status, opened.code, opened.said, opened.root) == (200, 0, "Success", "reportResponse")
    content = picture()
    sent = one.upload(opened.report, content, "été.jpg")
    assert (sent.code, sent.report) == (0, opened.report)
    assert sent.hash == hashlib.md5(content, usedforsecurity=False).hexdigest()
    assert one.post("fileinfo", details(opened.report, sent.file, "<fileViewedByEsp>true</fileViewedByEsp>")).code == 0
    done = one.finish(opened.report)
    assert (done.root, done.code, done.report, done.files) == ("reportDoneResponse", 0, opened.report, (sent.file,))
    list(work(READ))
    row = Report.objects.get(report_id=str(opened.report))
    assert (row.source, row.company, row.current is not None) == ("Example", "Example", True)
    assert not Problem.objects.exists()


def test_a_file_is_tied_to_its_description_by_its_number_alone(one: Reporter) -> None:
    number = one.submit().report
    first, second = one.upload(number, picture(), "same.jpg"), one.upload(number, picture() + b"x", "same.jpg")
    one.post("fileinfo", details(number, second.file, "<fileAnnotations><viral/></fileAnnotations>"))
    one.post("fileinfo", details(number, first.file, "<fileAnnotations><infant/></fileAnnotations>"))
    one.finish(number)
    list(work(READ))
    row = Report.objects.select_related("current").get(report_id=str(number))
    assert row.current is not None
    content = row.current.content
    assert content.index(hashlib.sha256(picture()).hexdigest()) < content.index("infant") < content.index("viral")


def test_every_byte_is_sealed_as_it_was_sent(one: Reporter) -> None:
    body, content = report("u-9"), picture() * 3
    number = one.submit(body).report
    file = one.upload(number, content).file
    said = details(number, file)
    one.post("fileinfo", said)
    one.finish(number)
    parcel = Parcel.objects.get()
    paths = dict(Reception.objects.filter(parcel=parcel).order_by("position").values_list("path", "object_id"))
    assert list(paths) == [f"{number}/report.xml", f"{number}/filedetails-{file}.xml", f"{number}/{file}/a.jpg"]
    for digest, sent in zip(paths.values(), (body, said, content), strict=True):
        with open_object(Sha256(digest)) as stream:
            assert stream.read() == sent


def test_a_large_file_is_sealed_as_it_streams(one: Reporter) -> None:
    content = bytes(range(256)) * 8192  # 2 MiB
    number = one.submit().report
    sent = one.upload(number, content, "film.mp4")
    assert sent.hash == hashlib.md5(content, usedforsecurity=False).hexdigest()
    digest = Sha256(hashlib.sha256(content).hexdigest())
    assert Object.objects.get(sha256=digest).size == len(content)
    with open_object(digest) as stream:
        assert stream.read() == content
    again = one.upload(number, content, "film.mp4")
    assert (again.code, again.file) == (0, sent.file)


def test_the_ledger_tells_each_step(one: Reporter) -> None:
    number = one.submit().report
    one.upload(number, picture())
    one.finish(number)
    tags = list(Entry.objects.filter(actor="service:One").order_by("number").values_list("tag", flat=True))
    assert tags == [
        "door:submission:opened", "door:submission:file", "door:parcel:received", "door:submission:finished",
    ]  # fmt: skip


def test_what_was_retracted_is_recorded_and_goes_nowhere(one: Reporter) -> None:
    number = one.submit().report
    assert one.retract(number).code == 0
    assert (one.retract(number).code, one.finish(number).code, one.upload(number, b"x").code) == (5101, 5101, 5101)
    assert Submission.objects.get().state == "retracted"
    assert Object.objects.count() == 1
    assert not Item.objects.exists()
    assert Entry.objects.filter(tag="door:submission:retracted", subject=f"submission:{number}").exists()


def test_what_is_finished_is_closed(one: Reporter) -> None:
    number = one.submit().report
    file = one.upload(number, b"x").file
    one.finish(number)
    again = one.finish(number)
    assert (again.root, again.code, again.report) == ("reportDoneResponse", 5102, number)
    assert (one.retract(number).code, one.upload(number, b"y").code) == (5102, 5102)
    assert one.post("fileinfo", details(number, file)).code == 5102
    assert Parcel.objects.count() == 1


def test_a_days_reports_of_a_service_are_one_delivery(one: Reporter) -> None:
    for user in ("a", "b", "c"):
        one.finish(one.submit(report(user)).report)
    assert Delivery.objects.get().door == "gateway"
    assert Parcel.objects.count() == 3


def test_a_sandbox_is_answered_alike_and_never_reaches_the_queue() -> None:
    trial = Reporter.new("Trial", sandbox=True)
    number = trial.submit().report
    assert trial.upload(number, b"x").code == 0
    assert trial.finish(number).code == 0
    assert not Item.objects.exists()
    assert Submission.objects.get().sandbox
