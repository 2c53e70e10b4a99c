"""The pages beside the daily work, as far as somebody may open them: in the menu under their name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django import template
from django.core.cache import cache
from django.template import Context

from vigie.access.models import Announcement, Emergency, Officer
from vigie.access.roles import Act
from vigie.access.tasks import proposals
from vigie.authority.tasks.register import expiring
from vigie.desk import browsers
from vigie.desk.help import HELP, Help
from vigie.report.nouns import Saying, say

register = template.Library()


@dataclass(frozen=True, slots=True)
class Room:
    """A page of the menu; `count`: what waits there for this person."""

    name: str
    label: Saying
    count: int = 0


ROOMS: tuple[tuple[str, Saying, Act], ...] = (
    ("services", say("Services"), Act.SEE_DELIVERIES),
    ("my-looks", say("What I looked at"), Act.OWN_ACCOUNT),
    ("account", say("My account"), Act.OWN_ACCOUNT),
    ("compartments", say("Compartments"), Act.READ_REPORT),
    ("authorisations", say("Authorisations"), Act.SEE_AUTHORISATIONS),
    ("lists", say("Hash lists"), Act.MANAGE_LISTS),
    ("retention", say("Life of data"), Act.SEE_RETENTION),
    ("second-person", say("Second person"), Act.CONFIRM),
    ("people", say("People"), Act.MANAGE_OFFICERS),
    ("installation", say("Installation"), Act.ADMINISTER),
    ("emergency", say("Emergency"), Act.OPEN_IN_EMERGENCY),
)


@register.filter
def rooms(officer: Officer) -> list[Room]:
    """The pages of the menu. At most one query for each that counts what waits."""
    return [Room(name, label, _waiting(name, officer)) for name, label, act in ROOMS if officer.may(act)]


def _waiting(name: str, officer: Officer) -> int:
    if name == "emergency" and officer.may(Act.RELEASE_OTHERS):
        return Emergency.objects.filter(seen_at=None).exclude(officer=officer.username)[:100].count()
    if name == "authorisations":
        return len(expiring(officer))
    if name == "second-person":
        return proposals.waiting().exclude(by=officer.username)[:100].count()
    return 0


@register.filter
def browser(agent: str) -> str:
    """A browser in two words."""
    return browsers.told(agent)


@register.simple_tag(takes_context=True)
def page_help(context: Context) -> Help | None:
    """The help of the page that is shown; None for a page that needs none."""
    request = context.get("request")
    match = request.resolver_match if request else None
    return HELP.get(match.url_name or "") if match else None


@register.simple_tag
def announced() -> list[str]:
    """What everybody is told now. Asked for once a minute."""
    words: list[str] | None = cache.get("vigie.announced")
    if words is None:
        now = Announcement.objects.filter(ended_at=None, until__gt=datetime.now(UTC)).order_by("until")
        words = list(now.values_list("words", flat=True)[:3])
        cache.set("vigie.announced", words, 60)
    return words
