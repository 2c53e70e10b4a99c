"""What somebody says they read best: the next report is chosen by it, and nothing else is."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.access.models import Officer
from vigie.steering.models import Profile
from vigie.triage.tasks.policies import rules

LEAST, MOST = 0, 1000  # pictures a day


def of(officer: Officer) -> Profile:
    """What is kept of somebody; the usual values when they said nothing."""
    return Profile.objects.filter(pk=officer.username).first() or Profile(officer=officer.username)


def keep(officer: Officer, languages: Sequence[str], skills: Sequence[str], pictures: int) -> None:
    """Keeps what somebody says of themselves. Kinds that no rule bears are left out."""
    known = rules()
    Profile.objects.update_or_create(
        officer=officer.username,
        defaults={
            "languages": sorted({one[:5] for one in languages}),
            "skills": sorted({one for one in skills if one in known}),
            "most_pictures": max(LEAST, min(MOST, pictures)),
        },
    )
