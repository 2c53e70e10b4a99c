"""What holds for the tests of triage: how long a generated case takes is not what they are about."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("triage", deadline=None)
settings.load_profile("triage")
