"""A token is believed only when it is the provider's, for this desk, for this question, of this time, and signed."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from vigie.access import openid
from vigie.access.openid import OpenIdError, Provider, Way

ISSUER = "https://idp.example"
PROVIDER = Provider(ISSUER, "vigie", "a secret")
WAY = Way(ISSUER, f"{ISSUER}/authorize", f"{ISSUER}/token", f"{ISSUER}/keys")
BACK = "https://desk.example/sign-in/agency/back"
NOW = 1_800_000_000
RSA = rsa.generate_private_key(65537, 2048)
EC = ec.generate_private_key(ec.SECP256R1())


def text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def number(value: int) -> str:
    return text(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def keys() -> list[dict[str, Any]]:
    one, two = RSA.public_key().public_numbers(), EC.public_key().public_numbers()
    return [
        {"kty": "RSA", "kid": "r", "n": number(one.n), "e": number(one.e)},
        {"kty": "EC", "kid": "e", "crv": "P-256", "x": number(two.x), "y": number(two.y)},
    ]


def token(claims: Mapping[str, Any], alg: str = "RS256", kid: str = "r") -> str:
    body = ".".join(text(json.dumps(one).encode()) for one in ({"alg": alg, "kid": kid}, claims))
    if alg == "RS256":
        return f"{body}.{text(RSA.sign(body.encode(), padding.PKCS1v15(), SHA256()))}"
    if alg == "ES256":
        r, s = decode_dss_signature(EC.sign(body.encode(), ec.ECDSA(SHA256())))
        return f"{body}.{text(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"
    return f"{body}."


def claims(asked: openid.Asked, **changes: Any) -> dict[str, Any]:
    told = {"iss": ISSUER, "aud": "vigie", "nonce": asked.nonce, "iat": NOW, "exp": NOW + 300}
    return told | {"preferred_username": "anne"} | changes


def came(asked: openid.Asked, made: str, **answer: str) -> str:
    def fetch(url: str, form: Mapping[str, str] | None) -> bytes:
        if form is None:
            return json.dumps({"keys": keys()}).encode()
        assert form["code_verifier"] == asked.verifier
        return json.dumps({"id_token": made}).encode()

    given = {"state": asked.state, "code": "c"} | answer
    return openid.name_of(PROVIDER, WAY, asked, BACK, given, NOW, fetch)


@pytest.mark.parametrize(("alg", "kid"), [("RS256", "r"), ("ES256", "e")])
def test_who_the_provider_names_is_believed(alg: str, kid: str) -> None:
    asked = openid.ask()
    assert came(asked, token(claims(asked), alg, kid)) == "anne"
    assert came(asked, token(claims(asked, aud=["vigie", "x"], azp="vigie"), alg, kid)) == "anne"


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://other.example"},
        {"aud": "another"},
        {"aud": ["vigie", "x"]},
        {"nonce": "another"},
        {"exp": NOW - 3600},
        {"iat": NOW + 3600},
        {"exp": None},
        {"preferred_username": ""},
        {"preferred_username": 7},
    ],
)
def test_a_token_that_is_not_for_us_now_is_not(changes: dict[str, Any]) -> None:
    asked = openid.ask()
    with pytest.raises(OpenIdError):
        came(asked, token(claims(asked, **changes)))


def test_a_token_that_nobody_signed_is_not() -> None:
    asked = openid.ask()
    good = token(claims(asked))
    head, _, signature = good.split(".")
    forged = text(json.dumps(claims(asked, preferred_username="denis")).encode())
    for bad in (
        token(claims(asked), "none"),
        token(claims(asked), "RS256", "e"),
        f"{head}.{forged}.{signature}",
        good[:-4],
        "",
        "a.b.c",
        "½.½.½",
    ):
        with pytest.raises(OpenIdError):
            came(asked, bad)


def test_an_answer_to_another_question_is_not() -> None:
    asked = openid.ask()
    for answer in ({"state": "another"}, {"code": ""}):
        with pytest.raises(OpenIdError):
            came(asked, token(claims(asked)), **answer)


def test_the_browser_is_sent_with_a_challenge_and_not_with_the_secret() -> None:
    asked = openid.ask()
    query = parse_qs(urlsplit(openid.address(PROVIDER, WAY, asked, BACK)).query)
    assert query["code_challenge_method"] == ["S256"]
    assert query["state"] == [asked.state]
    assert asked.verifier not in str(query)
    assert PROVIDER.secret not in str(query)


def test_a_provider_by_another_name_or_without_https_is_refused() -> None:
    def fetch(url: str, form: Mapping[str, str] | None) -> bytes:
        return json.dumps({**json.loads('{"issuer": "https://other.example"}'), **_doors()}).encode()

    with pytest.raises(OpenIdError):
        openid.discover(PROVIDER, fetch)
    with pytest.raises(OpenIdError):
        openid.fetched("http://idp.example/", None)


def _doors() -> dict[str, str]:
    return {"authorization_endpoint": "x", "token_endpoint": "x", "jwks_uri": "x"}
