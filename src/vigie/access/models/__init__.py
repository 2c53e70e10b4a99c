"""The people of the desk, what is closed to most of them, and what each may know of."""

from vigie.access.models.announcement import Announcement
from vigie.access.models.compartment import Admission, Compartment, Emergency, Enclosed
from vigie.access.models.factor import Passkey, RecoveryCode, Sitting, Totp
from vigie.access.models.officer import Attempt, Officer
from vigie.access.models.proposal import Proposal
from vigie.access.models.scope import Scope, hidden, known_to, scope_of, visible

__all__ = [
    "Admission",
    "Announcement",
    "Attempt",
    "Compartment",
    "Emergency",
    "Enclosed",
    "Officer",
    "Passkey",
    "Proposal",
    "RecoveryCode",
    "Scope",
    "Sitting",
    "Totp",
    "hidden",
    "known_to",
    "scope_of",
    "visible",
]
