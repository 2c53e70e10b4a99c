"""How a debrief says what was true, and what a careful reader could see. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from vigie.report.nouns import Saying, say

HIDDEN: Mapping[str, Saying] = {
    "hands-on": say("an adult who abuses a child within reach and makes new images"),
    "live-order": say("somebody who orders abuse by live stream and pays for it"),
    "sextortion-acute": say("a child under blackmail who speaks of harming itself"),
    "grooming-meeting": say("an adult who has arranged to meet a child"),
    "sextortion": say("blackmail of minors with their images"),
    "grooming": say("an adult who approaches minors; no meeting is arranged"),
    "collector": say("a collector of images that go round"),
    "sharer": say("somebody who passed on what everybody passes on, as a joke or in outrage"),
    "minor-self": say("a minor and its own picture"),
    "machine-made": say("machine-made images"),
    "family-pictures": say("family pictures, wrongly reported"),
    "junk": say("a stolen account or spam: nothing behind it"),
}
CUES: Mapping[str, Saying] = {
    "meeting": say("the words speak of a meeting: a day, a train, a school"),
    "threat": say("the words threaten to publish images"),
    "ransom": say("the words demand money, soon"),
    "self-harm": say("the child's words speak of not going on"),
    "household": say("the words place a child in the same household"),
    "work": say("the words speak of work with children"),
    "production": say("the words say that it was made just now, and that more will come"),
    "siblings": say("the words mention another child"),
    "live": say("the words speak of a live call at a set hour"),
    "payment": say("the words speak of a small transfer"),
    "travel": say("the words speak of a journey"),
    "secrecy": say("the words ask for secrecy"),
    "gift": say("the words offer gifts"),
    "age": say("the words name the child's age"),
    "trade": say("the words offer an exchange"),
    "joke": say("the words take it as a joke"),
    "family": say("the words speak of a family's own pictures"),
    "machine": say("the words speak of machine-made images"),
    "own": say("a minor speaks of its own picture"),
}
SIGNS: Mapping[str, Saying] = {
    "unknown": say("files that no list knows"),
    "access": say("access to children, said of the person"),
    "children": say("a child is named among the people"),
    "annotated": say("the service marks it with a word for what it is"),
    "escalated": say("the service calls it urgent: a sign, never a proof"),
    "prior": say("earlier reports on the same person are named"),
    "convicted": say("an earlier conviction is mentioned"),
    "exif": say("camera details stand in a file"),
    "port": say("an address with its port: it can be asked about"),
    "email": say("an e-mail address"),
    "phone": say("a telephone number"),
    "viral": say("a file that lists know as circulating"),
    "proxy": say("the address is a proxy's: asking will not help"),
}
OUTCOMES: Mapping[str, Saying] = {
    "grave": say("Keep it and act today, or hand it over by telephone: a child may be found."),
    "workable": say("Pass it on to the competent unit or country, or keep it if a file is open."),
    "insufficient": say("Ask the service for what is missing, or lay it aside: nothing leads to anybody yet."),
    "viral": say("No further action here; it stays linked, so that a second sign is heard."),
}
DANGER: Mapping[str, Saying] = {
    "yes": say("Yes: act today"),
    "no": say("No sign of it"),
    "not-known": say("Not known"),
}
SEEN: Mapping[str, Saying] = {
    "found": say("seen"),
    "missed": say("missed"),
    "hidden": say("could not be seen in this report"),
    "alarm": say("too careful"),
    "right": say("rightly left"),
    "open": say("left open"),
    "unanswered": say("not answered"),
}
