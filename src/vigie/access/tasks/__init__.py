"""Coming in, who is there, and who may know of what: each act with its ledger entry, in one transaction."""

from vigie.access.tasks.entry import LOCKED_FOR, TRIES, LockedOut, sign_in, sign_out
from vigie.access.tasks.people import AccessError, add, password, set_active, set_password
from vigie.access.tasks.scope import Refused, Unknown, given, standing_of

__all__ = [
    "LOCKED_FOR",
    "TRIES",
    "AccessError",
    "LockedOut",
    "Refused",
    "Unknown",
    "add",
    "given",
    "password",
    "set_active",
    "set_password",
    "sign_in",
    "sign_out",
    "standing_of",
]
