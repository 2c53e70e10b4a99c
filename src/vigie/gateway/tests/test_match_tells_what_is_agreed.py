"""`POST /match`: a service is told what its contract allows and no more, each batch counted and in the ledger."""

from __future__ import annotations

import base64
import io
import json
from typing import Any

import pytest
from django.test import Client

from vigie.gateway.tests.client import Reporter
from vigie.ledger.models import Entry
from vigie.matching import answering, tasks
from vigie.matching.answering import Level
from vigie.matching.prints import Asked
from vigie.matching.tests.scenes import saved, scene
from vigie.report.nouns import Purpose
from vigie.services.models import Service, Spent
from vigie.services.tasks import accounts

MD5 = "0cc175b9c0f1b6a831c399e269772661"
OTHER = "92eb5ffee6ae2fec3ad71c777531578f"
PDQ = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22"
NEAR = f"{int(PDQ, 16) ^ 0b111:064x}"


@pytest.fixture
def service() -> Service:
    """A service that may ask."""
    made, _ = accounts.add("Asker", actor="test", contract="agreement 7")
    return made


@pytest.fixture
def key(service: Service) -> str:
    return accounts.add_key("Asker", "live", sandbox=False, actor="test")[1]


def imported(content: str, purpose: Purpose = Purpose.KNOWN, name: str = "national") -> None:
    tasks.import_list(name, purpose, None, io.BytesIO(content.encode()))


def asked(key: str, *items: dict[str, Any], body: bytes | None = None) -> Any:
    body = json.dumps({"items": items}).encode() if body is None else body
    return Client().post("/match", body, "application/json", headers={"Authorization": f"Bearer {key}"})


def told(key: str, *items: dict[str, Any]) -> list[dict[str, str]]:
    answer = asked(key, *items)
    assert answer.status_code == 200, answer.content
    found: list[dict[str, str]] = json.loads(answer.content)["answers"]
    return found


def test_a_batch_is_answered_item_by_item_counted_and_told_to_the_ledger(service: Service, key: str) -> None:
    imported(f"md5,pdq,category\n{MD5},{PDQ},A1\n")
    answers = told(
        key, {"id": "a", "md5": MD5.upper()}, {"id": "b", "md5": OTHER}, {"id": "c", "pdq": NEAR}, {"id": "d"}
    )
    assert answers == [
        {"id": "a", "answer": "known"},
        {"id": "b", "answer": "not-known"},
        {"id": "c", "answer": "known"},
        {"id": "d", "answer": "unreadable"},
    ]
    assert list(Spent.objects.values_list("kind", "amount")) == [("match", 4)]
    row = Entry.objects.filter(tag="matching:list:asked").get()
    facts = json.loads(row.payload)
    assert (row.actor, facts["known"], facts["not-known"], facts["unreadable"]) == ("service:Asker", 2, 1, 1)
    assert MD5 not in row.payload


def test_the_category_is_told_only_where_that_was_agreed(service: Service, key: str) -> None:
    imported(f"md5,category,profile\n{MD5},A1,iwf\n")
    assert told(key, {"id": "a", "md5": MD5}) == [{"id": "a", "answer": "known"}]
    tasks.agree(service.pk, Level.CATEGORY, subject=service.actor, actor="test")
    assert told(key, {"id": "a", "md5": MD5}) == [{"id": "a", "answer": "known", "category": "A1", "profile": "iwf"}]


@pytest.mark.parametrize(("purpose", "answer"), [("viral", "known"), ("own", "not-known"), ("known-good", "not-known")])
def test_services_are_told_of_shared_lists_alone(key: str, purpose: str, answer: str) -> None:
    imported(f"md5\n{MD5}\n", Purpose(purpose))
    assert [one["answer"] for one in told(key, {"md5": MD5})] == [answer]


def test_equal_bytes_on_a_known_good_list_override_the_others(key: str) -> None:
    imported(f"md5\n{MD5}\n")
    imported(f"md5\n{MD5}\n", Purpose.KNOWN_GOOD, "good")
    assert [one["answer"] for one in told(key, {"md5": MD5})] == ["not-known"]


def test_a_plain_picture_never_matches_alone(key: str) -> None:
    imported(f"md5,pdq\n{MD5},{PDQ}\n")
    assert [one["answer"] for one in told(key, {"pdq": PDQ, "pdq_quality": 20})] == ["unreadable"]
    assert [one["answer"] for one in told(key, {"pdq": PDQ, "pdq_quality": 20, "md5": MD5})] == ["known"]


def test_a_file_may_be_sent_instead_of_its_hashes_and_is_not_kept(key: str) -> None:
    picture = saved(scene(4), "PNG")
    imported(f"pdq\n{pdq_of(picture)}\n")
    turned = saved(scene(4).rotate(90, expand=True), "JPEG", quality=80)
    sent = [base64.b64encode(one).decode() for one in (picture, turned, saved(scene(5), "PNG"))]
    assert [one["answer"] for one in told(key, *({"content": one} for one in sent))] == ["known", "known", "not-known"]


def pdq_of(picture: bytes) -> str:
    ((_, print_),) = tasks.decoder().prints([Asked(0, lambda: io.BytesIO(picture))])
    assert print_.file.pdq
    return print_.file.pdq


def test_without_a_contract_nothing_is_told(key: str) -> None:
    imported(f"md5\n{MD5}\n")
    accounts.agree("Asker", "", None, actor="test")
    assert asked(key, {"md5": MD5}).status_code == 403
    assert not Spent.objects.filter(kind="match").exists()


def test_strangers_are_told_nothing() -> None:
    assert Client().post("/match", b"{}", "application/json").status_code == 401
    assert asked("vigie_live_x", {"md5": MD5}).status_code == 401
    assert Client().get("/match").status_code == 405


def test_more_than_was_agreed_is_not_answered(service: Service, key: str) -> None:
    Service.objects.update(matches_a_day=2)
    assert len(told(key, {"md5": MD5}, {"md5": OTHER})) == 2
    answer = asked(key, {"md5": MD5})
    assert (answer.status_code, b"answers" in answer.content) == (429, False)
    assert int(answer.headers["Retry-After"]) > 0
    assert Entry.objects.filter(tag="matching:list:asked").count() == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"items": []}',
        b'{"items": [{"md6": "00"}]}',
        b'{"items": [{"content": "%%"}]}',
        json.dumps({"items": [{}] * (answering.ITEMS + 1)}).encode(),
        json.dumps({"items": [{"content": "AA=="}] * (answering.FILES + 1)}).encode(),
        b'{"items":' + b"[" * 5000,
        b'{"items": [{"id": "\xe9"}]}',
        b'{"items": [{"m\xff5": "00"}]}',
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(key: str, body: bytes) -> None:
    answer = asked(key, body=body)
    assert answer.status_code == 400
    assert json.loads(answer.content)["error"]


def test_a_sandbox_is_told_invented_answers() -> None:
    Reporter.new(company="Example")
    secret = accounts.add_key(Service.objects.get().name, "try", sandbox=True, actor="test")[1]
    accounts.agree(Service.objects.get().name, "agreement", None, actor="test")
    imported(f"md5\n{OTHER}\n")
    assert [one["answer"] for one in told(secret, {"md5": MD5}, {"md5": OTHER})] == ["known", "not-known"]
