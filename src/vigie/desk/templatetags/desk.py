"""How the desk's templates say things: sentences translated, times as distances, scores as drawings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.template.defaultfilters import date as as_date
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext, ngettext

from vigie.access.models import Officer
from vigie.access.roles import Act
from vigie.authority.scope import ALLOWED
from vigie.desk import deeds, dossiers, units, values, wording
from vigie.desk.looks import COOKIE
from vigie.desk.looks import read as read_looks
from vigie.desk.tasks import problem
from vigie.desk.ways import Ways
from vigie.desk.ways import ways as ways_of
from vigie.report.nouns import Saying, say
from vigie.reporters.tasks import talks
from vigie.training import words as training
from vigie.triage.called import ANNOTATIONS, RULES

register = template.Library()
BLOCKS = 10
WORDS: Mapping[str, Mapping[str, Saying]] = {
    "class": wording.CLASSES,
    "state": wording.STATES,
    "home": wording.HOMES,
    "role": wording.ROLES,
    "purpose": wording.PURPOSES,
    "turning": wording.TURNINGS,
    "officer": {**wording.OFFICERS, **deeds.OFFICERS},
    "step": wording.STEPS,
    "rule": RULES,
    "selector": wording.SELECTORS,
    "incident": wording.INCIDENTS,
    "annotation": ANNOTATIONS,
    "act": {**deeds.ACTS, **wording.ACTS, **dossiers.ACTS},
    "answer": dossiers.ANSWERS,
    "result": dossiers.RESULTS,
    "way": dossiers.WAYS,
    "language": dossiers.LANGUAGES,
    "duty": deeds.DUTIES,
    "compartment": deeds.KINDS,
    "emergency": deeds.EMERGENCIES,
    "factor": deeds.FACTORS,
    "keeping": deeds.KEEPING,
    "check": deeds.CHECKS,
    "keeps": deeds.KEEPS,
    "shared": deeds.SHARED,
    "hold": deeds.HOLDS,
    "right": deeds.RIGHTS,
    "proposal": deeds.PROPOSALS,
    "settled": deeds.SETTLED,
    "subject": wording.SUBJECTS,
    "order": {**deeds.ORDERS, **wording.ORDERS},
    "allowed": ALLOWED,
    "outcome": wording.OUTCOMES,
    "punishable": wording.PUNISHABLE,
    "policy": wording.POLICIES,
    "request": wording.REQUESTS,
    "policy-act": wording.POLICY_ACTS,
    "danger": training.DANGER,
    "hidden": training.HIDDEN,
    "cue": training.CUES,
    "sign": training.SIGNS,
    "seen": training.SEEN,
    "advice": training.OUTCOMES,
}


@register.filter
def said(value: object) -> object:
    """A `Saying` in the reader's language; a time in the desk's zone; anything else as it is. Escaping stays with the
    template: what a report says is never markup."""
    if isinstance(value, Saying):
        return value.told(gettext, _value)
    return moment(value) if isinstance(value, datetime) else value


def _value(key: str, value: object) -> object:
    """A value of a sentence, by the name it has there."""
    return values.shown(key, value, values.Reader(said, exactly, _language(), settings.VIGIE_COUNTRY))


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


@register.filter
def country(code: str | None) -> str:
    """A country's name in the reader's language."""
    return values.country(code, _language()) if code else ""


@register.filter
def called(key: object, words: str) -> object:
    """What something is called: `{{ row.state|called:"state" }}`; the thing itself where it has no name."""
    return said(WORDS[words].get(str(key), str(key)))


@register.filter
def unit(key: str) -> str:
    """A unit's name."""
    return units.unit_label(settings.VIGIE_COUNTRY, key, get_language() or settings.LANGUAGE_CODE) if key else ""


@register.filter
def moment(at: datetime | None) -> str:
    """A date with its time, to the minute, in the desk's zone."""
    return as_date(timezone.localtime(at), gettext("j M Y, H:i")) if at else ""


@register.filter
def exactly(at: datetime | None) -> str:
    """A date with its time, to the second: for two who act at once."""
    return as_date(timezone.localtime(at), gettext("j M Y, H:i:s")) if at else ""


@register.filter
def clock(at: datetime | None) -> str:
    """The time of day, to the second."""
    return as_date(timezone.localtime(at), "H:i:s") if at else ""


@register.simple_tag(takes_context=True)
def looks(context: Context) -> str:
    """What the page's root says of light, dark and grey."""
    request = context.get("request")
    scheme, grey = read_looks(request.COOKIES.get(COOKIE, "") if request else "")
    return mark_safe((f' data-scheme="{scheme}"' if scheme != "auto" else "") + (" data-grey" if grey else ""))


@register.filter
def scheme_of(request: HttpRequest) -> str:
    """Light, dark, or as the machine says."""
    return read_looks(request.COOKIES.get(COOKIE, ""))[0]


@register.filter
def grey_of(request: HttpRequest) -> bool:
    """Whether all is shown without colours."""
    return read_looks(request.COOKIES.get(COOKIE, ""))[1]


@register.filter
def day(at: datetime | date | None) -> str:
    """A date; of a time, the day in the desk's zone."""
    on = timezone.localtime(at) if isinstance(at, datetime) else at
    return as_date(on, gettext("j M Y")) if on else ""


@register.filter
def away(at: datetime | None) -> str:
    """How far a time is from now, in the largest unit that fits: “in 3 days”, “2 hours ago”."""
    if at is None:
        return ""
    seconds = (at - datetime.now(UTC)).total_seconds()
    return _ahead(seconds) if seconds >= 0 else _ago(-seconds)


def _ahead(seconds: float) -> str:
    days, hours, minutes = int(seconds // 86_400), int(seconds // 3600), max(1, int(seconds // 60))
    if days > 1:  # below two days hours are told: “in 1 day” may mean tomorrow night
        return ngettext("in {n} day", "in {n} days", days).format(n=days)
    if hours:
        return ngettext("in {n} hour", "in {n} hours", hours).format(n=hours)
    return ngettext("in {n} minute", "in {n} minutes", minutes).format(n=minutes)


def _ago(seconds: float) -> str:
    days, hours, minutes = int(seconds // 86_400), int(seconds // 3600), int(seconds // 60)
    if days:
        return ngettext("{n} day ago", "{n} days ago", days).format(n=days)
    if hours:
        return ngettext("{n} hour ago", "{n} hours ago", hours).format(n=hours)
    return ngettext("{n} minute ago", "{n} minutes ago", minutes).format(n=minutes) if minutes else gettext("just now")


@register.filter
def lasted(took: timedelta | None) -> str:
    """How long something took: “4 min 10 s”."""
    if took is None:
        return ""
    minutes, seconds = divmod(int(took.total_seconds()), 60)
    return gettext("{m} min {s} s").format(m=minutes, s=seconds) if minutes else gettext("{s} s").format(s=seconds)


@register.filter
def term(days: int) -> str:
    """How long something is kept: whole years as years."""
    years, rest = divmod(days, 365)
    if years and not rest:
        return ngettext("{n} year", "{n} years", years).format(n=years)
    return ngettext("{n} day", "{n} days", days).format(n=days)


@register.filter
def urgency(at: datetime | None) -> str:
    """How a deadline is drawn: past, soon (three days), near (two weeks) or far."""
    if at is None:
        return ""
    days = (at - datetime.now(UTC)).total_seconds() / 86_400
    return "past" if days < 0 else "soon" if days < 3 else "near" if days < 14 else "far"


@register.filter
def level(score: int) -> str:
    """How strongly a score is drawn."""
    return "high" if score >= 70 else "middle" if score >= 40 else "low"


@register.inclusion_tag("desk/parts/score.html")
def score(points: int) -> dict[str, object]:
    """A score as a number and ten blocks, drawn without a style attribute."""
    full = round(points / BLOCKS)
    blocks = [{"x": number * 6, "on": number < full} for number in range(BLOCKS)]
    return {"points": points, "level": level(points), "blocks": blocks}


@register.filter
def capped(number: int, most: int = 10_000) -> str:
    """A count, or “10,000+”."""
    return f"{_spaced(most)}+" if number > most else _spaced(number)


@register.filter
def grouped(number: int) -> str:
    """A count, its thousands apart."""
    return _spaced(number)


def _spaced(number: int) -> str:
    return f"{number:,}".replace(",", gettext(","))


@register.filter
def short(digest: str) -> str:
    """A digest to compare at a glance; the whole stands in the file's facts."""
    return f"{digest[:10]}…{digest[-6:]}" if len(digest) > 20 else digest


@register.filter
def size(number: int) -> str:
    """A size in bytes for people."""
    amount = float(number)
    for name in ("B", "kB", "MB"):
        if amount < 1000:
            return f"{amount:.0f} {name}"
        amount /= 1000
    return f"{amount:.1f} GB"


@register.filter
def percent(share: float) -> str:
    """A share of one, in hundredths."""
    return f"{100 * share:.0f} %"


@register.filter
def signed(number: int) -> str:
    """A difference with its sign."""
    return f"{number:+}".replace("-", "−")


@register.filter
def plain_number(number: float) -> str:
    """A number as a drawing or a form field wants it, whatever the reader's language."""
    return f"{number:g}"


@register.filter
def three(value: bool | None) -> object:
    """Yes, no, or not known."""
    return said(say("not known") if value is None else say("yes") if value else say("no"))


@register.filter
def ways(officer: Officer, path: str) -> Ways:
    """The pages that an officer may open. One query: how many problems wait."""
    counts: dict[str, int] = {}
    if not isinstance(officer, Officer):
        return Ways((), ())
    if officer.may(Act.SEE_PROBLEMS):
        counts["problems"] = problem.known(officer).filter(closed_at=None)[:100].count()
    if officer.may(Act.TALK):
        counts["talks"] = talks.waiting()[:100].count()
    return ways_of(officer.may, path, counts)
