"""OpenID Connect, the part a desk needs: the authorisation code flow with PKCE, and an ID token that is checked whole.

OpenID Connect Core 1.0, section 3.1; RFC 7636 (S256); RFC 7519. Pure but for `fetch`, which is handed in.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from msgspec import Struct

LEEWAY = 60  # seconds that two clocks may differ
MOST = 256 * 1024  # bytes of an answer
WAIT = 10  # seconds
T = TypeVar("T")
Fetch = Callable[[str, Mapping[str, str] | None], bytes]


class OpenIdError(Exception):
    """The agency's sign-in did not lead to somebody. Not permanent: it may be down, or its answer was not for us."""

    permanent = False


class Provider(Struct, frozen=True):
    """The agency's service, as settings name it."""

    issuer: str
    client: str
    secret: str
    claim: str = "preferred_username"


class Way(Struct, frozen=True):
    """Where the provider's doors are."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str


class Asked(Struct, frozen=True):
    """What this desk asked, remembered until the browser comes back."""

    state: str
    nonce: str
    verifier: str


def fetched(url: str, form: Mapping[str, str] | None) -> bytes:
    """One page, posted to when there is a form. HTTPS, or this machine. Raises `OpenIdError`."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1", "::1")):
        raise OpenIdError("the provider is not at an https address")
    content = urlencode(form).encode("ascii") if form is not None else None
    try:
        with urllib.request.urlopen(url, content, timeout=WAIT) as answer:
            return bytes(answer.read(MOST))
    except (urllib.error.URLError, OSError) as error:
        raise OpenIdError(f"the provider does not answer: {error}") from error


def discover(provider: Provider, fetch: Fetch = fetched) -> Way:
    """The provider's doors. Raises `OpenIdError`."""
    way = _read(fetch(f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration", None), Way)
    if way.issuer != provider.issuer:
        raise OpenIdError("the provider calls itself by another name")
    return way


def ask() -> Asked:
    """New secrets for one sign-in."""
    return Asked(*(secrets.token_urlsafe(32) for _ in range(3)))


def address(provider: Provider, way: Way, asked: Asked, back: str) -> str:
    """Where the browser is sent."""
    challenge = _text(hashlib.sha256(asked.verifier.encode("ascii")).digest())
    query = {
        "response_type": "code",
        "scope": "openid profile",
        "client_id": provider.client,
        "redirect_uri": back,
        "state": asked.state,
        "nonce": asked.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    joint = "&" if urlsplit(way.authorization_endpoint).query else "?"
    return f"{way.authorization_endpoint}{joint}{urlencode(query)}"


def name_of(
    provider: Provider, way: Way, asked: Asked, back: str, answer: Mapping[str, str], now: float, fetch: Fetch = fetched
) -> str:
    """Who came back, by the name that the provider gives them. Raises `OpenIdError` for anything that does not hold."""
    if not hmac.compare_digest(answer.get("state", "").encode(), asked.state.encode()) or not answer.get("code"):
        raise OpenIdError("the answer does not belong to this question")
    form = {
        "grant_type": "authorization_code",
        "code": answer["code"],
        "redirect_uri": back,
        "client_id": provider.client,
        "client_secret": provider.secret,
        "code_verifier": asked.verifier,
    }
    told = _read(fetch(way.token_endpoint, form), dict[str, Any])
    keys = _read(fetch(way.jwks_uri, None), dict[str, Any])
    claims = opened(str(told.get("id_token", "")), list(keys.get("keys", [])))
    _hold(provider, asked, claims, now)
    name = claims.get(provider.claim)
    if not isinstance(name, str) or not name:
        raise OpenIdError(f"the provider does not say {provider.claim}")
    return name


def _hold(provider: Provider, asked: Asked, claims: Mapping[str, Any], now: float) -> None:
    audience = claims.get("aud")
    for_us = audience == provider.client or (
        isinstance(audience, list) and provider.client in audience and claims.get("azp") == provider.client
    )
    times = claims.get("exp"), claims.get("iat")
    if claims.get("iss") != provider.issuer or not for_us or claims.get("nonce") != asked.nonce:
        raise OpenIdError("the token is another's, or for another")
    if not all(isinstance(one, int | float) for one in times) or times[0] < now - LEEWAY or times[1] > now + LEEWAY:  # type: ignore[operator]  # numbers: seen just before
        raise OpenIdError("the token is not of this time")


def opened(token: str, keys: list[Mapping[str, Any]]) -> dict[str, Any]:
    """The claims of a token that one of these keys signed. Raises `OpenIdError`."""
    parts = token.split(".")
    if len(parts) != 3:
        raise OpenIdError("there is no ID token")
    header = _read(_bytes(parts[0]), dict[str, Any])
    signed, signature = f"{parts[0]}.{parts[1]}".encode("ascii"), _bytes(parts[2])
    fitting = [key for key in keys if "kid" not in header or key.get("kid") == header["kid"]]
    if not any(_signed(key, str(header.get("alg")), signed, signature) for key in fitting):
        raise OpenIdError("no key of the provider signed this token")
    return _read(_bytes(parts[1]), dict[str, Any])


def _signed(key: Mapping[str, Any], algorithm: str, signed: bytes, signature: bytes) -> bool:
    """RS256 and ES256; anything else, `none` first, is nobody's signature."""
    try:
        if algorithm == "RS256" and key.get("kty") == "RSA":
            numbers = rsa.RSAPublicNumbers(_number(key["e"]), _number(key["n"]))
            numbers.public_key().verify(signature, signed, padding.PKCS1v15(), SHA256())
            return True
        if algorithm == "ES256" and key.get("crv") == "P-256" and len(signature) == 64:
            point = ec.EllipticCurvePublicNumbers(_number(key["x"]), _number(key["y"]), ec.SECP256R1())
            pair = (int.from_bytes(half, "big") for half in (signature[:32], signature[32:]))
            point.public_key().verify(encode_dss_signature(*pair), signed, ec.ECDSA(SHA256()))
            return True
    except (InvalidSignature, KeyError, ValueError):
        return False
    return False


def _read(content: bytes, shape: type[T]) -> T:
    try:
        return msgspec.json.decode(content, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise OpenIdError(f"the provider's answer makes no sense: {error}") from error


def _bytes(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as error:
        raise OpenIdError("the token is not of its form") from error


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")


def _number(text: str) -> int:
    return int.from_bytes(_bytes(text), "big")
