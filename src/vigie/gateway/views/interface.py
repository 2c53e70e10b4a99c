"""The JSON interface itself: who may ask, and what an answer is when something is not done."""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError
from ninja.security import HttpBasicAuth, HttpBearer

from vigie.evidence.seal import SealError
from vigie.gateway.body import CutOff, TooLarge, drain
from vigie.services.codes import Code, Wrong
from vigie.services.errors import Refused, Spared
from vigie.services.tasks.entry import Caller, caller

STATUS = {
    Code.NO_SUCH_REPORT: 404,
    Code.NO_SUCH_FILE: 404,
    Code.NOT_FOUND: 404,
    Code.RETRACTED: 409,
    Code.FINISHED: 409,
}
BUSY = 30  # seconds


class BearerKey(HttpBearer):
    """A key that `vigie service key` made."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        return caller(f"Bearer {token}")


class Password(HttpBasicAuth):
    """The account's own name and password."""

    def authenticate(self, request: HttpRequest, username: str, password: str) -> Caller:
        return caller(request.headers.get("Authorization", ""))


api = NinjaAPI(
    title="Vigie: reports of partners",
    version="1",
    description="For services, hotlines and partner authorities that report to this desk.",
    auth=[BearerKey(), Password()],
    docs_url=None,
    openapi_url=None,
    urls_namespace="gateway-api",
)


@api.exception_handler(Wrong)
def _wrong(request: HttpRequest, error: Wrong) -> HttpResponse:
    status = 413 if isinstance(error, TooLarge) else STATUS.get(error.code, 422 if error.code == 4100 else 400)
    return _problem(request, error.code, error.why, status)


@api.exception_handler(Refused)
def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    answer = _problem(request, Code.AUTHENTICATION_NEEDED, str(error), 401)
    answer.headers["WWW-Authenticate"] = 'Bearer realm="Vigie"'
    return answer


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return _refused(request, Refused("authentication is needed"))


@api.exception_handler(Spared)
def _spared(request: HttpRequest, error: Spared) -> HttpResponse:
    answer = _problem(request, Code.SERVER_ERROR, str(error), 429)
    answer.headers["Retry-After"] = str(error.seconds)
    return answer


@api.exception_handler(SealError)
@api.exception_handler(DatabaseError)
@api.exception_handler(OSError)
def _later(request: HttpRequest, error: Exception) -> HttpResponse:
    if isinstance(error, CutOff):
        return _problem(request, Code.UPLOAD_FAILED, str(error), 400)
    answer = _problem(request, Code.SERVER_ERROR, "this could not be kept: ask again later", 503)
    answer.headers["Retry-After"] = str(BUSY)
    return answer


def _problem(request: HttpRequest, code: Code, detail: str, status: int) -> HttpResponse:
    drain(request.META)
    return api.create_response(request, {"code": int(code), "detail": detail}, status=status)
