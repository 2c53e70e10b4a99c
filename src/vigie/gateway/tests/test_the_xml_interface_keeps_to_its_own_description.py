"""Requests made from the OpenAPI description of `/ispws`, and such as it forbids: each answer is one that it names."""

from __future__ import annotations

import json
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from schemathesis.specs.openapi.schemas import OpenApiSchema

from vigie.gateway import schema
from vigie.gateway.middleware import VIEWS
from vigie.gateway.tests.client import Reporter, form, report
from vigie.gateway.tests.documents import documents, spoilt
from vigie.services.tasks.accounts import Limits

DESCRIBED = json.loads(schema.DESCRIPTION)
SCHEMA: OpenApiSchema = schemathesis.openapi.from_dict(DESCRIBED)
OPERATIONS: list[Any] = [one.ok() for one in SCHEMA.get_all_operations()]  # type: ignore[union-attr]  # all are
JUDGE = etree.XMLSchema(etree.fromstring(schema.SCHEMA))
SOME = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), database=None)
FEW = settings(SOME, max_examples=8)  # whole reports are long
FORMS = ("upload", "finish", "retract")


@pytest.fixture
def unhurried() -> Reporter:
    return Reporter.new(limits=Limits(100_000, 100_000, 2**40))


def body(name: str) -> st.SearchStrategy[tuple[bytes, str]]:
    """What is sent to an operation besides what schemathesis makes: documents from the schema, and forms."""
    if name in FORMS:
        numbers = st.sampled_from(["1", "2", "900", "0", "-1", "x", "", "9" * 30])
        files = st.none() | st.binary(max_size=60)
        return st.builds(lambda number, file: form({"id": number}, file), numbers, files)
    root = {"submit": "report", "fileinfo": "fileDetails"}.get(name, "report")
    kinds = st.sampled_from(["text/xml", "text/xml; charset=utf-8", "application/xml"])
    return st.tuples(documents(root) | spoilt(root) | st.binary(max_size=80), kinds)


def sent(case: Any) -> tuple[bytes, str]:
    """The request that schemathesis made, as bytes: its own multipart writer is not asked, ours is no better off."""
    kind = str(case.media_type or "text/xml")
    if isinstance(case.body, bytes):
        return case.body, kind
    if kind == "multipart/form-data" and isinstance(case.body, dict):
        told = {str(name): str(value) for name, value in case.body.items() if name != "file"}
        file = case.body.get("file")
        return form(told, None if file is None else str(file).encode("utf-8", "replace"))
    return str(case.body or "").encode("utf-8", "replace"), kind


def named(operation: Any, answer: Any) -> None:
    """Fails when the answer is not one that the description names."""
    told = operation.definition.raw["responses"].get(str(answer.status_code))
    assert told is not None and answer.status_code < 500, (operation.label, answer.status_code, answer.content)
    told = _followed(told)
    for name, header in told["headers"].items():
        assert name in answer.headers or not _followed(header)["required"], (operation.label, name)
    kinds = told.get("content", {})
    if not kinds:
        assert not answer.content
        return
    kind = answer.headers["Content-Type"].partition(";")[0]
    assert kind in kinds, (operation.label, kind)
    root = str(kinds[kind]["schema"].get("$ref", "")).rpartition("/")[2]
    if root:
        tree = etree.fromstring(answer.content)
        JUDGE.assertValid(tree)
        said = DESCRIBED["components"]["schemas"][root]["properties"]["responseCode"]["enum"]
        assert tree.tag == root
        assert int(tree.findtext("responseCode") or -1) in said


def _followed(told: dict[str, Any]) -> dict[str, Any]:
    found: Any = told
    for part in str(told.get("$ref", "#")).split("/")[1:]:
        found = (DESCRIBED if found is told else found)[part]
    return dict(found)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: str(one.label))
def test_each_answer_is_one_that_the_description_names(operation: Any, unhurried: Reporter) -> None:
    unhurried.submit()  # report 1 is open
    name, method = operation.path.strip("/"), operation.method.upper()
    made = operation.as_strategy() | operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE)

    @SOME
    @given(made.map(sent) | body(name), st.sampled_from([method] * 9 + ["GET", "PUT", "DELETE"]), st.booleans())
    def asked(request: tuple[bytes, str], how: str, known: bool) -> None:
        content, kind = request
        headers = {} if known else {"Authorization": "Basic eDp4"}
        answer = unhurried.raw(how, name, content, kind, **headers)
        named(operation, answer)

    asked()
    for how, stranger, status in (
        (method, {}, 200),
        (method, {"Authorization": "Basic eDp4"}, 401),
        ("PATCH", {}, 405),
    ):
        answer = unhurried.raw(how, name, b"", "text/xml", **stranger)
        named(operation, answer)
        assert answer.status_code == status


@FEW
@given(documents("report"))
def test_a_report_that_the_schema_allows_is_taken(unhurried: Reporter, document: bytes) -> None:
    answer = unhurried.submit(document)
    assert (answer.status, answer.code) == (200, 0), answer.said


@SOME
@given(documents("fileDetails"))
def test_details_that_the_schema_allows_are_refused_for_what_they_say_alone(
    unhurried: Reporter, document: bytes
) -> None:
    answer = unhurried.post("fileinfo", document)
    assert answer.code in (5001, 5002) or "supplemental" in answer.said, (answer.code, answer.said)


def test_the_description_is_served_and_names_every_address(one: Reporter) -> None:
    served = one.raw("GET", "openapi.json")
    assert json.loads(served.content) == DESCRIBED
    assert {path.strip("/") for path in DESCRIBED["paths"]} == set(VIEWS)


@pytest.mark.parametrize("host", ["desk.invalid", "a b"])
def test_a_host_that_is_not_this_one_is_told_so_as_described(one: Reporter, host: str) -> None:
    operation = next(one for one in OPERATIONS if one.path == "/submit")
    named(operation, one.client.post("/ispws/submit", report(), "text/xml", headers={"Host": host}))
