"""What the choices are called: for the adult, for the child, and for the officer who reads them. English here."""

from __future__ import annotations

from collections.abc import Mapping

from vigie.report.nouns import Saying, say

WHAT: Mapping[str, Saying] = {
    "address": say("A page or a site"),
    "account": say("An account or a profile"),
    "message": say("Messages"),
    "picture": say("A picture or a video"),
    "game": say("In a game"),
    "advert": say("An advert"),
    "call": say("A call"),
}
RELATIONS: Mapping[str, Saying] = {
    "me": say("It happens to me"),
    "my-child": say("To my child"),
    "child-i-know": say("To a child I know"),
    "work": say("I learned of it at work"),
    "stranger": say("I came across it"),
    "not-said": say("I would rather not say"),
}
BANDS: Mapping[str, Saying] = {
    "under-10": say("Under 10"),
    "10-12": say("10 to 12"),
    "13-15": say("13 to 15"),
    "16-17": say("16 or 17"),
    "18-more": say("18 or more"),
}
YES_NO: Mapping[str, Saying] = {"yes": say("Yes"), "no": say("No"), "unsure": say("I do not know")}
HAPPENS: Mapping[str, Saying] = {
    "asks-pictures": say("I am asked for pictures of me"),
    "has-pictures": say("They have pictures of me"),
    "threatens": say("I get threats"),
    "wants-money": say("They want money"),
    "wants-meeting": say("They want to see me for real"),
    "shows-things": say("I am shown things I do not want to see"),
    "touches": say("I am touched and I do not want it"),
    "secret": say("I must keep a secret"),
    "friend": say("It is for a friend"),
    "hurt-myself": say("I want to hurt myself"),
    "strange": say("I feel ill at ease"),
}
PEOPLE: Mapping[str, Saying] = {
    "online-person": say("I know them only online"),
    "home": say("They are at home or in my family"),
    "school": say("An adult I know outside"),
    "child-person": say("Another child"),
}
TOLD: Mapping[str, Saying] = {  # how the officer reads it
    "child": say("A child tells, by the children's way."),
    "public": say("Told by the public form."),
    "talk": say("Told in a talk with a child."),
    "private": say("The reporter received it in private."),
    "asks-pictures": say("Somebody asks the child for pictures of it."),
    "has-pictures": say("Somebody has pictures of the child."),
    "threatens": say("Somebody threatens the child."),
    "wants-money": say("Somebody wants money from the child, or else."),
    "wants-meeting": say("Somebody wants to meet the child in person."),
    "shows-things": say("Somebody shows the child things that it does not want to see."),
    "touches": say("Somebody touches the child against its will."),
    "secret": say("The child is made to keep a secret."),
    "friend": say("It is about a friend of the child."),
    "hurt-myself": say("The child thinks of hurting itself."),
    "strange": say("The child feels ill at ease."),
    "online-person": say("The child knows this person only online."),
    "home": say("This person is at home or in the family."),
    "school": say("This person is an adult whom the child knows outside the home."),
    "child-person": say("This person is another child."),
    "danger": say("In danger now, says the child."),
    "danger-public": say("In danger now, says the reporter."),
    "danger-unsure": say("In danger now? The reporter does not know."),
    "voice": say("The child's own voice is among the files."),
    "fingerprint": say("A picture of the child stayed with the child: only its fingerprints came."),
}
