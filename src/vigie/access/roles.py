"""Who may do what. Each act names the roles that may do it, here and nowhere else."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    OFFICER = "officer"  # triage: reads what comes in, decides where it goes
    INVESTIGATOR = "investigator"
    UNDERCOVER = "undercover"  # an investigator who may also speak under a pseudonym, when authorised
    SUPERVISOR = "supervisor"
    LIAISON = "liaison"  # with the prosecutor: authorisations, legal holds
    STATISTICIAN = "statistician"  # figures, no report
    ADMINISTRATOR = "administrator"
    CONTROLLER = "controller"  # from outside the desk: who looked at what, and whether it was lawful
    TRAINEE = "trainee"  # learns on invented reports, and sees nothing real


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
    WRITE_LETTERS = "write-letters"  # to those who report; also read who they are, for a reason
    TALK = "talk"  # with children: for those who are trained
    LET_IN = "let-in"  # what waits at the public door
    OWN_ACCOUNT = "own-account"
    READ_FIGURES = "read-figures"
    ASK_OTHERS = "ask-others"  # draft and send requests, take answers in
    SIGN_REQUESTS = "sign-requests"
    # who may know of what
    MANAGE_COMPARTMENTS = "manage-compartments"
    OPEN_IN_EMERGENCY = "open-in-emergency"
    SEE_LOOKS = "see-looks"  # who looked at what
    AUDIT = "audit"  # search the journal
    CONFIRM = "confirm"  # the second pair of eyes of an act that cannot be undone
    # fair proof
    SEE_AUTHORISATIONS = "see-authorisations"
    REGISTER_AUTHORISATION = "register-authorisation"
    RECORD_EXCHANGE = "record-exchange"  # what was said under a pseudonym
    # the life of data
    SEE_RETENTION = "see-retention"
    PLAN_ERASURE = "plan-erasure"
    HOLD_DATA = "hold-data"  # a legal hold, a freeze
    ANSWER_RIGHTS = "answer-rights"  # of a person who asks what is kept of them
    # the installation
    ADMINISTER = "administer"
    STEER = "steer"  # try, propose, approve and adopt policies; see what the rules cost
    MAKE_DOSSIER = "make-dossier"  # papers for a unit and a prosecutor, and what comes of them
    INCLUDE_MEDIA = "include-media"  # pictures and videos leave the desk with a dossier
    SEE_PROOF = "see-proof"  # the state of the ledger, for whoever must explain it
    TRAIN = "train"  # on invented reports
    GIVE_TRAINING = "give-training"  # to a class, and read its debriefs


READING = frozenset({Act.READ_QUEUE, Act.READ_REPORT, Act.SEE_AUTHORISATIONS, Act.READ_FIGURES, Act.TRAIN})
WORKING = READING | {
    Act.CLAIM,
    Act.DECIDE,
    Act.SEE_MEDIA,
    Act.SEE_PROBLEMS,
    Act.SEE_DELIVERIES,
    Act.UNDO_LINK,
    Act.OPEN_IN_EMERGENCY,
    Act.WRITE_LETTERS,
    Act.TALK,
    Act.LET_IN,
    Act.ASK_OTHERS,
    Act.MAKE_DOSSIER,
    Act.SEE_PROOF,
}
OF_ADMINISTRATORS = frozenset({Act.MANAGE_OFFICERS, Act.ADMINISTER})

MAY: dict[Role, frozenset[Act]] = {
    Role.OFFICER: WORKING,
    Role.INVESTIGATOR: WORKING,
    Role.UNDERCOVER: WORKING | {Act.RECORD_EXCHANGE},
    Role.SUPERVISOR: frozenset(Act) - OF_ADMINISTRATORS - {Act.RECORD_EXCHANGE},
    Role.LIAISON: READING
    | {Act.ASK_OTHERS, Act.SIGN_REQUESTS, Act.REGISTER_AUTHORISATION, Act.SEE_RETENTION, Act.HOLD_DATA},
    Role.STATISTICIAN: frozenset({Act.READ_FIGURES}),
    # An administrator keeps the machine running and has no business with what the reports say.
    Role.ADMINISTRATOR: OF_ADMINISTRATORS
    | {Act.MANAGE_LISTS, Act.SEE_PROBLEMS, Act.SEE_DELIVERIES, Act.SEE_RETENTION, Act.CONFIRM, Act.SEE_PROOF},
    # A controller sees what was done and by whom, and judges that; not what the reports say.
    Role.CONTROLLER: frozenset(
        {Act.SEE_LOOKS, Act.AUDIT, Act.SEE_RETENTION, Act.SEE_AUTHORISATIONS, Act.READ_FIGURES, Act.SEE_PROOF}
    ),
    Role.TRAINEE: frozenset({Act.TRAIN}),
}
EVERYBODY = frozenset({Act.OWN_ACCOUNT})
CENTRAL = frozenset(
    {Act.SEE_DELIVERIES, Act.LET_IN}
)  # of everything that comes in: not for a unit, which knows of its own alone


def may(role: str, act: Act, unit: str = "") -> bool:
    """Whether a role may do an act, in a unit or at the central desk (""). An unknown role may do nothing."""
    return role in set(Role) and act in MAY[Role(role)] | EVERYBODY and not (unit and act in CENTRAL)
