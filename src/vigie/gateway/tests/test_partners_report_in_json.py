"""The JSON interface: reports, files, follow-ups, urgent notifications, feedback."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from django.test import Client

from vigie.evidence.models import Object, Parcel
from vigie.gateway.tests.client import Reporter
from vigie.journey.models import Item, Problem
from vigie.journey.steps import READ
from vigie.journey.tasks.work import work
from vigie.report.models import Report
from vigie.services.models import Alarm, Refusal, Submission
from vigie.services.tasks import accounts

SEEN = {"address": "203.0.113.7", "time": "2026-01-02T03:04:05Z", "port": 443}
TOLD: dict[str, Any] = {
    "kind": "Online Enticement of Children for Sexual Acts",
    "incident_time": "2026-01-02T03:04:05Z",
    "text": ["synthetic words of what happened"],
    "reported": {"account": "u-1", "service": "Example", "email": ["u1@example.invalid"], "ip": [SEEN]},
    "victims": [{"age": 12}],
}


class Partner:
    """A partner with a key."""

    def __init__(self, name: str = "Hotline", sandbox: bool = False) -> None:
        accounts.add(name, actor="shell:test")
        _, self.secret = accounts.add_key(name, "", sandbox=sandbox, actor="shell:test")
        self.client = Client()

    def ask(self, method: str, path: str, told: Any = None, **headers: str) -> tuple[int, Any]:
        body = told if isinstance(told, bytes) else json.dumps(told).encode() if told is not None else b""
        kind = "application/octet-stream" if isinstance(told, bytes) else "application/json"
        headers = {"Authorization": f"Bearer {self.secret}", **headers}
        answer = self.client.generic(method, f"/api/v1/{path}", body, kind, headers=headers)
        return answer.status_code, json.loads(answer.content)

    def report(self, told: Any = None, **headers: str) -> tuple[int, Any]:
        return self.ask("POST", "reports", TOLD if told is None else told, **headers)


@pytest.fixture
def partner() -> Partner:
    return Partner()


def current(number: int) -> dict[str, Any]:
    row = Report.objects.select_related("current").get(report_id=str(number))
    assert row.current is not None
    told: dict[str, Any] = json.loads(row.current.content)
    return told


def test_a_complete_report_is_in_the_queue_after_one_request(partner: Partner) -> None:
    status, said = partner.report({**TOLD, "complete": True, "your_reference": "H-7"})
    assert (status, said["state"], said["reading"], said["your_reference"]) == (201, "finished", "waiting", "H-7")
    list(work(READ))
    told = current(said["report"])
    assert (told["source"], told["company"], told["format"]) == ("Hotline", "Hotline", "partner-json/1")
    assert partner.ask("GET", f"reports/{said['report']}")[1]["reading"] == "read"
    assert not Problem.objects.exists()


def test_files_follow_and_then_the_report_is_finished(partner: Partner) -> None:
    number = partner.report({**TOLD, "files": [{"name": "a.jpg", "viewed": True}]})[1]["report"]
    content = b"\xff\xd8\xffinvented"
    status, kept = partner.ask("POST", f"reports/{number}/files?name=a.jpg", content)
    assert (status, kept["md5"]) == (201, hashlib.md5(content, usedforsecurity=False).hexdigest())
    for _ in range(2):
        status, said = partner.ask("POST", f"reports/{number}/finish")
        assert (status, said["state"], said["files"]) == (200, "finished", [kept["file"]])
    list(work(READ))
    (file,) = current(number)["files"]
    assert (file["media"], file["viewed"]) == (hashlib.sha256(content).hexdigest(), True)


def test_a_report_told_again_is_a_new_version_with_the_files_that_came_before(partner: Partner) -> None:
    number = partner.report()[1]["report"]
    partner.ask("POST", f"reports/{number}/files?name=a.jpg", b"\xff\xd8\xffinvented")
    partner.ask("POST", f"reports/{number}/finish")
    list(work(READ))
    more = {**TOLD, "victims": [{"age": 11}], "complete": True}
    for _ in range(2):
        status, said = partner.ask("POST", f"reports/{number}/versions", more)
        assert (status, said["report"], said["version"], said["state"]) == (201, number, 2, "finished")
    list(work(READ))
    told = current(number)
    assert (told["declared_version"], len(told["files"])) == (2, 1)
    assert 11 in [person.get("age") for person in told["people"]]
    assert Parcel.objects.count() == 2


def test_the_same_key_is_the_same_report(partner: Partner) -> None:
    numbers = {partner.report(**{"Idempotency-Key": "a"})[1]["report"] for _ in range(3)}
    assert len(numbers) == 1
    assert partner.report({**TOLD, "text": ["other"]}, **{"Idempotency-Key": "a"})[0] == 400


def test_what_is_not_as_described_is_refused_place_by_place_and_kept(partner: Partner) -> None:
    status, said = partner.report({**TOLD, "reported": {"ip": [{"address": "x y"}]}, "unheard": 1})
    assert status == 422
    assert "reported.ip.0.address" in said["detail"]
    assert "unheard" in said["detail"]
    row = Refusal.objects.get()
    assert (row.door, row.code) == ("api", 4100)
    assert Object.objects.filter(sha256=row.sha256).exists()
    assert partner.ask("POST", "reports", b"{")[0] == 400


def test_a_report_can_be_taken_back_until_it_is_finished(partner: Partner) -> None:
    number = partner.report()[1]["report"]
    assert partner.ask("DELETE", f"reports/{number}")[1]["state"] == "retracted"
    assert partner.ask("POST", f"reports/{number}/finish")[0] == 409
    done = partner.report({**TOLD, "complete": True})[1]["report"]
    assert partner.ask("DELETE", f"reports/{done}")[0] == 409


def test_feedback_tells_what_lacks_and_nothing_of_what_the_desk_knows(partner: Partner) -> None:
    number = partner.report({"text": ["synthetic"], "complete": True})[1]["report"]
    assert partner.ask("GET", f"reports/{number}/feedback")[0] == 404
    list(work(READ))
    status, said = partner.ask("GET", f"reports/{number}/feedback")
    assert (status, said["workable"]) == (200, False)
    assert "An address of the suspect with its time" in said["missing"]
    assert set(said) == {"report", "score", "workable", "missing", "fields"}
    assert partner.ask("GET", "quality")[1]["reports"] == 1


def test_an_urgent_notification_is_on_its_way_and_rings(partner: Partner) -> None:
    urgent = {**TOLD, "escalation": "Synthetic: a meeting is planned tomorrow", "contact": "desk@example.invalid"}
    status, said = partner.ask("POST", "urgent", urgent)
    assert (status, said["state"]) == (201, "finished")
    alarm = Alarm.objects.get()
    assert (alarm.submission.number, alarm.seen_at, alarm.contact) == (said["report"], None, "desk@example.invalid")
    assert partner.ask("POST", "urgent", TOLD)[0] == 422
    list(work(READ))
    assert current(said["report"])["escalation"].startswith("Synthetic")


def test_a_sandbox_key_rings_nothing_and_fills_no_queue() -> None:
    trial = Partner("Trial", sandbox=True)
    urgent = {**TOLD, "escalation": "Synthetic: a meeting is planned", "contact": "desk@example.invalid"}
    assert trial.ask("POST", "urgent", urgent)[1]["sandbox"] is True
    assert not Alarm.objects.exists()
    assert not Item.objects.exists()
    assert trial.ask("GET", "status")[1]["sandbox"] is True


def test_nobody_sees_anothers_reports(partner: Partner) -> None:
    number = partner.report({**TOLD, "complete": True})[1]["report"]
    other = Partner("Other")
    for method, path in (
        ("GET", f"reports/{number}"),
        ("GET", f"reports/{number}/feedback"),
        ("POST", f"reports/{number}/finish"),
        ("DELETE", f"reports/{number}"),
        ("POST", f"reports/{number}/files"),
    ):
        assert other.ask(method, path)[0] == 404
    assert other.ask("POST", f"reports/{number}/versions", TOLD)[0] == 404


def test_without_a_key_nobody_is_let_in(partner: Partner) -> None:
    for header in ("", "Bearer vigie_live_x", "Basic eDp5"):
        assert partner.ask("GET", "status", Authorization=header)[0] == 401
    assert Reporter.new("One").raw("GET", "status").status_code == 200


def test_the_interface_describes_itself(partner: Partner) -> None:
    page = partner.client.get("/api/")
    assert page.status_code == 200
    assert b"http://" not in page.content.replace(b"http://testserver", b"")
    assert b"https://" not in page.content
    told = json.loads(partner.client.get("/api/v1/openapi.json").content)
    assert {"report", "urgent", "follow_up", "feedback"} <= {
        one["operationId"] for path in told["paths"].values() for one in path.values()
    }
    assert Submission.objects.count() == 0
