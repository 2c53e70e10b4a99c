"""What an officer may do with a report now: the form with its draft, the swap, the cases."""

from __future__ import annotations

from vigie.access.models import Officer
from vigie.access.roles import Act
from vigie.cases.models import Case, Piece, known
from vigie.desk.forms import Decide
from vigie.desk.models import Draft, Offer
from vigie.desk.outcomes import OUTCOMES, PUNISHABLE, Outcome, Punishable
from vigie.desk.tasks import draft, hold, swap
from vigie.desk.views.queue import named_units
from vigie.desk.wording import CLASSES
from vigie.report.models import Standing


def deciding(officer: Officer, standing: Standing, form: Decide | None) -> dict[str, object]:
    """All that the form and what stands around it need. At most seven queries."""
    kept = draft.of(officer, standing.pk) if officer.may(Act.DECIDE) else None
    mine = standing.state == Standing.State.CLAIMED and standing.claimed_by == officer.username
    return {
        "form": form or Decide(initial=_first(standing, kept)),
        "draft": kept,
        "may_look": officer.may(Act.SEE_MEDIA),
        "may_make_dossier": officer.may(Act.MAKE_DOSSIER),
        "may_cut": officer.may(Act.UNDO_LINK),
        "mine": mine,
        "until": standing.claimed_at + hold.LEASE if standing.claimed_at else None,
        "lapsed": hold.lapsed(standing),
        "may_claim": officer.may(Act.CLAIM),
        "may_decide": officer.may(Act.DECIDE) and _free(officer, standing),
        "may_release": standing.state == Standing.State.CLAIMED and (mine or officer.may(Act.RELEASE_OTHERS)),
        "offer": Offer.objects.filter(report_key=standing.pk, ended_at=None).first() if mine else None,
        "colleagues": swap.colleagues(officer) if mine else [],
        "cases": _cases(officer, standing),
        "outcomes": [(one.value, *OUTCOMES[one]) for one in Outcome],
        "punishables": [(one.value, PUNISHABLE[one]) for one in Punishable],
        "classes": [(key, words) for key, words in CLASSES.items() if key],
        "units": named_units(),
    }


def _first(standing: Standing, kept: Draft | None) -> dict[str, object]:
    """What stands in the form at first: what is proposed, or what one was writing."""
    proposed: dict[str, object] = {
        "class_": standing.class_name,
        "unit": standing.unit,
        "country": standing.country if standing.home is False else "",
        "punishable": Punishable.NOT_KNOWN.value,
        "offences": [],
    }
    return {**proposed, **{name: said for name, said in (kept.said if kept else {}).items() if said}}


def _cases(officer: Officer, standing: Standing) -> dict[str, list[Case]]:
    """The cases in which this report is, and those of this officer to which it could be added."""
    inside = Piece.objects.filter(report_key=standing.pk, ended_at=None).values("case_id")
    own = known(officer).filter(holder=officer.username, state=Case.State.OPEN).exclude(pk__in=inside)
    return {"inside": list(known(officer).filter(pk__in=inside)[:20]), "own": list(own.order_by("-changed_at")[:20])}


def _free(officer: Officer, standing: Standing) -> bool:
    if standing.state == Standing.State.CLAIMED:
        return standing.claimed_by == officer.username
    return standing.state == Standing.State.OPEN
