"""Coming in, who is there, and who may know of what: each act with its ledger entry, in one transaction."""

from vigie.access.tasks.entry import LOCKED_FOR, TRIES, LockedOut, by_agency, came_in, recognise, second_step, sign_out
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
    "by_agency",
    "came_in",
    "given",
    "password",
    "recognise",
    "second_step",
    "set_active",
    "set_password",
    "sign_out",
    "standing_of",
]
