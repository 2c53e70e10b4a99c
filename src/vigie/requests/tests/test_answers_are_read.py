"""Answers come as tables, JSON and e-mails; what cannot be read is said, never dropped."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from email.message import EmailMessage

from hypothesis import given
from hypothesis import strategies as st

from vigie.requests.reading import Line, read

NOW = datetime(2026, 11, 22, tzinfo=UTC)
REFERENCE = "R-2026-000007"


def lines(content: bytes, name: str) -> list[Line]:
    return read(content, name, "0" * 64, NOW)


def test_a_table_with_commas_and_english_names() -> None:
    line = lines(f"reference,provider,last name,city,country\n{REFERENCE},Example,Doe,Gent,be\n".encode(), "a.csv")[0]
    assert line.answer and line.answer.person and line.answer.person.addresses[0].country == "BE"


def test_a_line_with_more_cells_than_the_heading_is_said_for_columns_may_be_shifted() -> None:
    shifted, whole = lines(f"reference;name\n{REFERENCE};Doe;Gent\n{REFERENCE};Roe\n".encode(), "a.csv")
    assert shifted.answer is None and "more cells" in str(shifted.problem)
    assert whole.answer and whole.answer.person and whole.answer.person.last_name == "Roe"


def test_json_with_a_list_or_one_answer() -> None:
    one = {"request": REFERENCE, "last_name": "Doe"}
    for told in (one, [one], {"answers": [one]}):
        line = lines(json.dumps(told).encode(), "a.json")[0]
        assert line.answer and line.answer.identified is True


def test_who_could_not_tell_names_nobody() -> None:
    line = lines(f"reference;identified;nom\n{REFERENCE};non;Exemple\n".encode(), "a.csv")[0]
    assert line.answer and line.answer.identified is False and line.answer.person is None


def test_an_email_with_a_table_and_one_with_words_alone() -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "desk@telecom.example", f"Re: [{REFERENCE}] identification"
    mail.set_content("Shared address: twelve subscribers.")
    line = lines(mail.as_bytes(), "a.eml")[0]
    assert (
        line.answer
        and line.answer.request == REFERENCE
        and line.answer.texts == ("Shared address: twelve subscribers.",)
    )
    assert line.answer.identified is None
    mail.add_attachment(f"reference;nom\n{REFERENCE};Exemple\n".encode(), "text", "csv", filename="answer.csv")
    line = lines(mail.as_bytes(), "a.eml")[0]
    assert line.answer and line.answer.person and line.answer.person.last_name == "Exemple"


def test_a_line_that_names_no_request_is_said() -> None:
    assert lines(b"reference;nom\n;Exemple\n", "a.csv")[0].problem is not None


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.json", "a.eml"]))
def test_any_bytes_are_read_or_refused_in_words(content: bytes, name: str) -> None:
    for line in lines(content, name):
        assert (line.answer is None) != (line.problem is None)
