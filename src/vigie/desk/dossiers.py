"""What the desk calls dossiers, how they leave, what comes of them. English here; the rest in the catalogue. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from vigie.ledger.tags import Tag
from vigie.report.nouns import Saying, say

ACTS: Mapping[str, Saying] = {
    Tag.DOSSIER_MADE: say("Dossier made"),
    Tag.REPORT_IN_DOSSIER: say("Put into a dossier"),
    Tag.DOSSIER_SEALED: say("Dossier sealed"),
    Tag.DOSSIER_MEDIA: say("Pictures put into a dossier"),
    Tag.DOSSIER_SENT: say("Dossier handed out"),
    Tag.DOSSIER_ERASED: say("The desk’s copy of the dossier erased"),
    Tag.ANSWER_UNPLACED: say("An answer belongs to no request"),
    Tag.ANSWER_PLACED: say("An answer was put to its request"),
    Tag.ANSWER_DISMISSED: say("An answer that belongs to nothing dismissed"),
    Tag.ANSWER_ERASED: say("An answer that belonged to nothing erased"),
    Tag.ANSWER_TAKEN: say("Answer of an addressee taken in"),
    Tag.DOSSIER_ANSWERED: say("Answer to a dossier written down"),
    Tag.OUTCOME_RECORDED: say("Outcome written down"),
    Tag.OUTCOME_WITHDRAWN: say("Outcome taken back"),
    Tag.KEYS_MADE: say("Signing key or certificate changed"),
}
ANSWERS: Mapping[str, Saying] = {
    "": say("no answer yet"),
    "received": say("received"),
    "accepted": say("accepted"),
    "refused": say("refused"),
}
WAYS: Mapping[str, Saying] = {"download": say("downloaded"), "folder": say("partners’ folder"), "sftp": say("by SFTP")}
RESULTS: Mapping[str, Saying] = {
    "identified": say("Person identified"),
    "victim-identified": say("Victim identified"),
    "safeguarded": say("Victim safeguarded"),
    "arrested": say("Person arrested"),
    "charged": say("Person charged"),
    "convicted": say("Person convicted"),
    "dismissed": say("Dismissed"),
    "not-found": say("Nobody could be identified"),
}
LANGUAGES: Mapping[str, Saying] = {"fr": say("French"), "nl": say("Dutch"), "en": say("English")}
