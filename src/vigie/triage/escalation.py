"""Why a company asks for priority: in its own field, or at the head of a note where the form has no such field."""

from __future__ import annotations

import re
from hashlib import blake2b

from vigie.report.nouns import Report
from vigie.triage.words import plain

# "ESP escalation: ...", "Motif d'urgence : ...", "Spoed: ...": a label of some words and its colon, then the reason.
# Within a text only a label that cannot be part of a conversation is one.
ANY, PLAIN = "escalat|escalad|urgen|dringend|eilt|spoed|priorit|imminent", "escalat|escalad"
HEAD = r"(?:\w+[^\w.:!?\n|]+){0,3}?(?:%s)\w*[^:\n.!?]{0,30}:\s*(?=\S)"
LABEL = re.compile(rf"\W*{HEAD % ANY}|(?s:.*?)[.!?\n|]\s*{HEAD % PLAIN}", re.IGNORECASE)
SIGN = re.compile(ANY, re.IGNORECASE)  # without it, a text is not looked at twice
DIGITS = re.compile(r"\d+")


def reason(report: Report) -> str | None:
    """The reason given; empty when priority is asked for without one, None when it is not asked for."""
    if report.escalation is not None:
        return report.escalation
    for text in report.texts:
        if SIGN.search(text) and (label := LABEL.match(text)) and text not in report.boilerplate:
            return text[label.end() :].partition("\n")[0]
    return None


def saying(report: Report) -> str:
    """A digest of the reason, digits apart: who gives the same again and again? Empty: none."""
    given = reason(report)
    if not given or not given.strip():
        return ""
    words = DIGITS.sub("0", plain(" ".join(given.split())))
    return "said:" + blake2b(words.encode(), digest_size=6).hexdigest()
