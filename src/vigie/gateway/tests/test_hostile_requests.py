"""Whatever is sent, the doors answer in their own words and never break."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.schemas import OpenApiSchema

from vigie.gateway.body import Body, CutOff
from vigie.gateway.form import Form, fields, file_name, number
from vigie.gateway.schema import look_at_details, look_at_report
from vigie.gateway.tests.client import Answer, Reporter, details, form, report
from vigie.gateway.views import api
from vigie.gateway.views.shapes import ReportIn, body_of
from vigie.services.codes import Wrong
from vigie.services.tasks import accounts

KINDS = ["multipart/form-data; boundary=x", "multipart/form-data", "x"]
CONTENTS = [b"", bytes(70_000), b"<svg/>", b"PK\x03\x04", b"%PDF", b"\xff\xd8\xff", b"<?php ?>"]
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
MANY = settings(max_examples=300, deadline=None)


def body(content: bytes, told: bool = True) -> Body:
    length = {"CONTENT_LENGTH": str(len(content))} if told else {"wsgi.input_terminated": True}
    return Body({"wsgi.input": io.BytesIO(content), **length}, 10_000)


@MANY
@given(
    st.binary(max_size=400),
    st.booleans(),
    st.sampled_from(["multipart/form-data; boundary=x", "multipart/form-data", "x"]),
)
def test_no_form_breaks_its_reader(noise: bytes, told: bool, kind: str) -> None:
    for content in (noise, b"--x\r\n" + noise, b'--x\r\nContent-Disposition: form-data; name="id"\r\n\r\n' + noise):
        try:
            made = Form(body(content, told), kind)
            stream = made.file()
            if stream is not None:
                stream.read()
                made.rest()
            number(made.fields)
        except (Wrong, CutOff):
            continue


@MANY
@given(st.binary(max_size=200), st.text(max_size=100))
def test_no_plain_form_breaks_its_reader(noise: bytes, query: str) -> None:
    try:
        number(fields(body(noise), "application/x-www-form-urlencoded", query))
    except Wrong as wrong:
        assert wrong.code == 4000


@pytest.mark.parametrize("place", ["query", "body"])
def test_too_many_fields_are_refused_wherever_they_stand(place: str) -> None:
    many = "&".join(["id=1"] * 50)
    with pytest.raises(Wrong) as refused:
        fields(body(many.encode() if place == "body" else b""), "", many if place == "query" else "")
    assert refused.value.code == 4000


@MANY
@given(st.text(max_size=300))
def test_a_files_name_is_safe_to_show_and_to_store(sent: str) -> None:
    name = file_name(sent)
    assert 0 < len(name) <= 200
    assert not set(name) & set("/\\\0\n\r\u202e")
    assert name not in (".", "..")


@MANY
@given(st.binary(max_size=300))
def test_no_document_breaks_its_reader(noise: bytes) -> None:
    at = len(report()) // 2
    for content in (
        noise,
        report()[:at] + noise + report()[at:],
        b"<report>" + noise,
        details(1, "f" * 32)[:-5] + noise,
    ):
        for look in (look_at_report, look_at_details):
            try:
                look(content)
            except Wrong as wrong:
                assert wrong.code in (4000, 4100, 4110)


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 70_000, b"<svg/>", b"PK\x03\x04", b"%PDF", b"\xff\xd8\xff", b"<?php ?>"]
)
@pytest.mark.parametrize("name", ["../../x", "a\0b", "con", ".htaccess", "x" * 5000, '"', "<b>", "\u202egpj.exe", ""])
def test_hostile_files_are_sealed_like_any_other(one: Reporter, content: bytes, name: str) -> None:
    number = one.submit().report
    head, kind = form({"id": str(number)}, content, name.replace('"', "%22"))
    answer = one.post("upload", head, kind)
    assert answer.code == 0 or (len(name) > 4000 and answer.code == 4000)


def test_a_document_that_grows_when_it_is_read_is_refused(one: Reporter) -> None:
    entities = "".join(f'<!ENTITY a{n} "&a{n - 1};&a{n - 1};">' for n in range(1, 30))
    bomb = f'<!DOCTYPE report [<!ENTITY a0 "x">{entities}]><report>&a29;</report>'.encode()
    assert one.submit(bomb).code == 4110
    assert one.submit(b"<report>" * 5000).code == 4110


def test_a_request_that_is_larger_than_it_may_be_is_not_read(one: Reporter) -> None:
    answer: Any = one.client.generic(
        "POST",
        "/ispws/submit",
        b"x",
        "text/xml",
        headers={"Authorization": one.authorization},
        CONTENT_LENGTH="99999999",
    )
    assert (answer.status_code, Answer.of(answer).code) == (413, 4000)


@FEW
@given(st.sampled_from(["status", "xsd", "submit", "upload", "fileinfo", "finish", "retract"]), st.binary(max_size=200),
       st.sampled_from(["GET", "POST", "PUT", "DELETE", "OPTIONS"]), st.text("abc;/=\"", max_size=40))  # fmt: skip
def test_every_address_answers_in_its_own_words(one: Reporter, path: str, noise: bytes, method: str, kind: str) -> None:
    answer = one.raw(method, path, noise, kind)
    assert answer.status_code in (200, 400, 405)
    assert answer.headers["Request-ID"]


SCHEMA: OpenApiSchema = schemathesis.openapi.from_dict(api._schema())

OPERATIONS: list[Any] = [one.ok() for one in SCHEMA.get_all_operations()]  # type: ignore[union-attr]  # all are


@pytest.fixture
def key(one: Reporter) -> str:
    return accounts.add_key(one.service.name, "", sandbox=False, actor="shell:test")[1]


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: str(one.label))
def test_the_interface_keeps_to_its_own_description(operation: Any, key: str) -> None:
    """Requests made from the description, and requests that it forbids: each answer is one that it names."""

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(case=operation.as_strategy() | operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE))
    def asked(case: Any) -> None:
        told = case.as_transport_kwargs(base_url="http://testserver")
        content = json.dumps(told["json"]).encode() if "json" in told else told.get("data") or b""
        raw = content if isinstance(content, bytes) else str(content).encode("utf-8", "replace")
        headers = {"Authorization": f"Bearer {key}"}
        answer = Client().generic(case.method, case.formatted_path, raw, "application/json", headers=headers)
        seen.add(answer.status_code)
        assert answer.status_code < 500, (case.formatted_path, raw)
        assert str(answer.status_code) in operation.definition.raw["responses"] or answer.status_code in (404, 405)

    seen: set[int] = set()
    asked()
    if operation.path.endswith(("/reports", "/urgent")):
        assert 201 in seen, seen
        wrong = Client().post(operation.path, {"x": 1}, "application/json", headers={"Authorization": f"Bearer {key}"})
        assert wrong.status_code == 422, wrong.content


def test_what_is_described_is_what_is_checked() -> None:
    described = body_of(ReportIn)["requestBody"]["content"]["application/json"]["schema"]["properties"]
    assert set(described) == set(ReportIn.model_fields)
