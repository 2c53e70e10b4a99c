"""What becomes of a request of a service: a code, and the numbers that it needs to go on. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum


class Code(IntEnum):
    """What became of a request. Numbers and meaning are those of the CyberTipline Reporting API's documentation."""

    SUCCESS = 0
    SERVER_ERROR = 1000
    NOT_SAVED = 1100
    UPLOAD_FAILED = 1110
    FILE_UPLOAD_FAILED = 1111
    NOT_FOUND = 1210
    UPDATE_FAILED = 1300
    AUTHENTICATION_NEEDED = 2000
    NOT_AUTHORIZED = 3000
    NO_SUBMISSIONS = 3100
    NO_UPDATES = 3300
    INVALID_REQUEST = 4000
    VALIDATION_FAILED = 4100
    MALFORMED_XML = 4110
    MALFORMED_FILE = 4200
    NO_SUCH_REPORT = 5001
    NO_SUCH_FILE = 5002
    RETRACTED = 5101
    FINISHED = 5102


class Wrong(Exception):
    """A request that is not done, with the code that says why. Permanent, but for the server's own errors."""

    def __init__(self, code: Code, why: str) -> None:
        super().__init__(why)
        self.code, self.why = code, why

    @property
    def permanent(self) -> bool:
        """Whether asking again is of no use."""
        return self.code >= Code.AUTHENTICATION_NEEDED


@dataclass(frozen=True, slots=True)
class Done:
    """What a request brought: the numbers that the client needs to go on."""

    report: int | None = None
    file: str | None = None
    hash: str = ""  # MD5 of the uploaded file
    files: Sequence[str] | None = None  # of a finished report
