"""Visits: begun with the first answer, sealed under a token that only the browser's cookie holds, gone when ended."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import msgspec
from django.http import HttpRequest, HttpResponse

from vigie.portal.draft import Draft, Piece
from vigie.portal.models import Piece as PieceRow
from vigie.portal.models import Visit
from vigie.reporters.sealing import Unopened, derive, lock, unlock
from vigie.reporters.tasks.keep import keys

COOKIE = "v"
LASTS = timedelta(hours=2)
TOKEN = 43  # characters


@dataclass(slots=True)
class Here:
    """A visit that is going on."""

    token: str
    draft: Draft

    @property
    def name(self) -> str:
        return _name(self.token)

    @property
    def key(self) -> bytes:
        return _key(self.token)


def _name(token: str) -> str:
    return hashlib.sha256(b"visit" + token.encode("utf-8", "replace")).hexdigest()


def _key(token: str) -> bytes:
    return derive(keys().visits + token.encode("utf-8", "replace"), "visit")


def here(request: HttpRequest) -> Here | None:
    """The visit of a request; None for a stranger, an ended visit, or a token that was never given out."""
    token = request.COOKIES.get(COOKIE, "")
    if len(token) != TOKEN:
        return None
    row = Visit.objects.filter(name=_name(token), expires_at__gt=datetime.now(UTC)).first()
    if row is None:
        return None
    try:
        return Here(token, msgspec.json.decode(unlock(_key(token), bytes(row.content)), type=Draft))
    except (Unopened, msgspec.DecodeError):
        return None


def begin(draft: Draft) -> Here:
    """A new visit, under a token nobody else ever had."""
    made = Here(secrets.token_urlsafe(32), draft)
    Visit.objects.filter(expires_at__lt=datetime.now(UTC)).delete()
    save(made)
    return made


def save(visit: Here) -> None:
    """Keeps what the draft says now."""
    content = lock(visit.key, msgspec.json.encode(visit.draft))
    row = {"content": content, "expires_at": datetime.now(UTC) + LASTS}
    Visit.objects.update_or_create(name=visit.name, defaults=row)


def renewed(visit: Here) -> Here:
    """The same under a new token, the old one ended: whenever a visit may do more than before."""
    made = begin(visit.draft)
    end(visit)
    return made


def end(visit: Here | None) -> None:
    """Nothing of the visit is left."""
    if visit is not None:
        Visit.objects.filter(name=visit.name).delete()


def keep_file(visit: Here, name: str, kind: str, content: bytes, *, voice: bool = False) -> None:
    """Keeps a file until the draft is sent or ended."""
    position = 1 + max((one.position for one in visit.draft.files), default=0)
    sealed = lock(visit.key, content, str(position).encode())
    PieceRow.objects.create(visit_id=visit.name, position=position, content=sealed)
    visit.draft.files.append(Piece(position, name[:120], kind, len(content), voice))
    save(visit)


def drop_file(visit: Here, position: int) -> None:
    """Takes a file back."""
    PieceRow.objects.filter(visit_id=visit.name, position=position).delete()
    visit.draft.files = [one for one in visit.draft.files if one.position != position]
    save(visit)


def file_of(visit: Here, position: int) -> bytes:
    """A kept file's bytes. Raises `Unopened`."""
    row = PieceRow.objects.get(visit_id=visit.name, position=position)
    return unlock(visit.key, bytes(row.content), str(position).encode())


def remember(response: HttpResponse, visit: Here, secure: bool) -> HttpResponse:
    """The cookie: for this browser, until it is closed; never for scripts, never from elsewhere."""
    response.set_cookie(COOKIE, visit.token, httponly=True, secure=secure, samesite="Strict", path="/")
    return response


def forget(response: HttpResponse) -> HttpResponse:
    """Leaves nothing in the browser."""
    response.delete_cookie(COOKIE, path="/", samesite="Strict")
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response
