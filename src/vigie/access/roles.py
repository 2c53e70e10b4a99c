"""Who may do what. Three roles to begin with; each act names the roles that may do it, here and nowhere else."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


class Act(StrEnum):
    """What a person can do at the desk. A sensitive one also needs a reason and leaves a ledger entry."""

    READ_QUEUE = "read-queue"
    READ_REPORT = "read-report"
    CLAIM = "claim"
    DECIDE = "decide"
    SEE_MEDIA = "see-media"
    SEE_PROBLEMS = "see-problems"
    SEE_DELIVERIES = "see-deliveries"
    RELEASE_OTHERS = "release-others"  # take a report from the colleague who holds it, undo their decision
    MANAGE_LISTS = "manage-lists"
    MANAGE_OFFICERS = "manage-officers"
    UNDO_LINK = "undo-link"
    MAKE_DOSSIER = "make-dossier"  # papers for a unit and a prosecutor, and what comes of them
    INCLUDE_MEDIA = "include-media"  # pictures and videos leave the desk with a dossier
    SEE_PROOF = "see-proof"  # the state of the ledger, for whoever must explain it


MAY: dict[Role, frozenset[Act]] = {
    Role.OFFICER: frozenset(
        {
            Act.READ_QUEUE,
            Act.READ_REPORT,
            Act.CLAIM,
            Act.DECIDE,
            Act.SEE_MEDIA,
            Act.SEE_PROBLEMS,
            Act.SEE_DELIVERIES,
            Act.UNDO_LINK,
            Act.MAKE_DOSSIER,
            Act.SEE_PROOF,
        }
    ),
    Role.SUPERVISOR: frozenset(Act) - {Act.MANAGE_OFFICERS},
    # An administrator keeps the machine running and has no business with what the reports say.
    Role.ADMINISTRATOR: frozenset({Act.MANAGE_LISTS, Act.MANAGE_OFFICERS, Act.SEE_PROBLEMS, Act.SEE_DELIVERIES, Act.SEE_PROOF}),
}


def may(role: str, act: Act) -> bool:
    """Whether a role may do an act. An unknown role may do nothing."""
    return role in set(Role) and act in MAY[Role(role)]
