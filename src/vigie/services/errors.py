"""What can be wrong with a service's account, or with what it asks. Pure."""

from __future__ import annotations


class ServiceError(Exception):
    """An account that cannot be made or changed as asked. Permanent: the words say what to change."""

    permanent = True


class Refused(Exception):
    """Nobody we know, or no longer. Permanent: the same credentials will not do better later."""

    permanent = True


class Spared(Exception):
    """A service asks more than was agreed. Not permanent: `seconds` says when to ask again."""

    permanent = False

    def __init__(self, what: str, seconds: int) -> None:
        super().__init__(what)
        self.seconds = seconds
