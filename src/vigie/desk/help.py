"""What each page is for, what one does first there, and its keys: told on the page itself. Pure.

An entry for each page that somebody can go to; `tests/test_help.py` fails on a page without one.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from vigie.report.nouns import Saying, say


class Help(Struct, frozen=True):
    """A page's help: what it is for, the first steps, the keys that matter there."""

    what: Saying
    first: tuple[Saying, ...] = ()
    keys: tuple[tuple[str, Saying], ...] = ()


OPEN = ("j k", say("up and down the list")), ("o", say("open it"))
REPORT = Help(
    say("One report: why it stands where it stands, what it says, and what is to be done with it."),
    (
        say("Read “Why it stands here” and “Missing” first: they say what decides."),
        say("Take it in hand, so that nobody else reads the same."),
        say("Choose a class and an outcome, say why in a few words, record. You can undo it for an hour."),
        say("A picture is only needed when the facts do not decide. Known files need no second look."),
    ),
    (
        ("c", say("take this report in hand")),
        ("d", say("decide")),
        ("Ctrl Enter", say("record the decision")),
        ("u", say("back to the queue")),
    ),
)
TRAINING = Help(
    say("Practice on invented reports. Nothing here touches a real one."),
    (
        say("Begin a training, read the twelve reports, answer three questions on each."),
        say("End it when you like: the debrief says what was true and what could be seen."),
    ),
)
HELP: Mapping[str, Help] = {
    "home": Help(
        say("Your day: the report to read next, what you hold, and clocks that run out."),
        (
            say("Take the next report: it is the one that matters most and suits you."),
            say("What you do not finish stays in your hands for two days, then it is free again."),
            say("If it is too much: “I need to stop”, under your name. Nobody asks why."),
        ),
        (("n", say("take the next report in hand")), ("/", say("search"))),
    ),
    "queue": Help(
        say("All reports that wait, the most urgent first, each with the reasons for its place."),
        (
            say("Open the first, or choose by class, unit, country and clock on the side."),
            say("Search finds names, accounts, telephones, addresses and digests, however they are written."),
            say("Tick several of a kind to decide them together; keep a choice under a name to find it again."),
        ),
        (*OPEN, ("x", say("choose it, for one decision on several")), ("/", say("search"))),
    ),
    "report": REPORT,
    "version": REPORT,
    "compare": Help(
        say("Two versions of a report side by side: only what changed is marked."),
        (say("Choose which two to compare; the newest is on the right."),),
    ),
    "thread": Help(
        say("Reports that one person ties together, as a drawing and as a table that says the same."),
        (
            say("Each tie says by what it holds. One that is wrong can be cut, with a reason, and restored."),
            say("If another unit works on one of these values you learn which unit, never what it knows."),
        ),
    ),
    "content": Help(
        say("The same content in several reports: who has it, and since when."),
        (say("Content that many have says little of each of them; what only one has says much."),),
    ),
    "cases": Help(
        say("Cases: several reports worked as one matter."),
        (say("Open one for reports that belong together, or take one that nobody holds."),),
        OPEN,
    ),
    "case": Help(
        say("A case: its reports, people, places, tasks, notes and journal."),
        (
            say("Add reports by their number; note who is who; give tasks a day."),
            say("Write @name in a note to tell a colleague."),
        ),
        (("c", say("take this case in hand")),),
    ),
    "requests": Help(
        say("What is asked of services, providers and partners, and what is late."),
        (say("A request is drafted on a report's page, signed, sent, and its answer taken in here."),),
    ),
    "request": Help(
        say("One request as it would leave, and what is still wrong with it."),
        (say("Mend what is named, have it signed, then send it. Where an order is needed it is asked for."),),
    ),
    "problems": Help(
        say("What could not be read or done. Nothing of it is lost: its bytes are sealed."),
        (say("Read the reason, act on it where it lies, then close the problem with a word."),),
    ),
    "deliveries": Help(
        say("What came in, when, from whom, and what became of it."),
        (say("Look here when a sender says that they sent something."),),
    ),
    "talks": Help(
        say("Conversations with those who reported, children among them."),
        (say("Answer the oldest first. Write short, kind and plain; promise nothing."),),
    ),
    "desk-talk": Help(
        say("One conversation with somebody who reported."),
        (say("Read all of it before you answer. If somebody is in danger now, telephone."),),
    ),
    "threshold": Help(
        say("What waits at the public door before it becomes a report."),
        (say("Let in what is meant seriously; what is plainly not is laid aside with a reason, never thrown away."),),
    ),
    "policies": Help(
        say("By which policy the queue is ranked, and which are on trial."),
        (say("Try a change, replay it on past reports, and let a second person approve it."),),
    ),
    "policy": Help(say("One policy: its weights, what it would change, who approved it.")),
    "capacity": Help(
        say("How many reports the desk can read, and what stays unread."),
        (say("Put in the number of officers; the table says how far they would come."),),
    ),
    "figures": Help(
        say("Figures of the desk, as tables and drawings. Small cells are hidden."),
        (say("Choose a table and a period; every figure says how it was counted."),),
    ),
    "figure": Help(say("One table: what it counts, how, and what is hidden because there are too few.")),
    "figures-published": Help(say("Figures that others published, redrawn from their own numbers.")),
    "figures-answer": Help(say("The answer to a question of a parliament or a ministry, with how it was counted.")),
    "journal": Help(
        say("Who did what, when and why. Nothing can be changed here, by anybody."),
        (say("Search by person, act, report or day."),),
    ),
    "dossiers": Help(
        say("Papers that left, or are to leave, for a unit and a prosecutor, and what came of them."),
        (say("Make one from a report or a case; record its result when it is known."),),
    ),
    "dossier": Help(
        say("One dossier: what is in it, where it went, what came of it."),
        (say("Send it, note the answer, then its results: a child found is worth writing down."),),
    ),
    "new-dossier": Help(
        say("Makes the papers of one or several reports."),
        (say("Choose what belongs in it. Pictures leave only with a reason and a second right."),),
    ),
    "ledger": Help(
        say("The state of the ledger, for whoever must prove that nothing was changed."),
        (say("Take a checkpoint and give it to somebody outside."),),
    ),
    "checkpoint": Help(say("One checkpoint of the ledger, and how to verify it elsewhere.")),
    "report-proof": Help(say("The proof that the ledger holds these entries on a report, unchanged.")),
    "exposure": Help(
        say("How much the team has looked at, in bands of people. No names, no ranks."),
        (say("When many stand in the highest band, spread the work or close the queue for an hour."),),
    ),
    "parts": Help(say("All parts that pages are made of, to see that they are right in light, dark and grey.")),
    "services": Help(
        say("Services that report to us: how well, how fast, and what they are told."),
        (say("An alarm means that lives may be at stake: see to it first."),),
    ),
    "my-looks": Help(say("Every report that you looked at, with the reason. You can always see your own.")),
    "looks": Help(say("What one person looked at, with the reasons. That you read this is written too.")),
    "looked": Help(say("Who looked at this report, when and why. That you read this is written too.")),
    "account": Help(
        say("What you sign in with, where you are signed in, and what you read best."),
        (
            say("Keep the recovery codes on paper. End a session that you do not know."),
            say("Say which languages and kinds of report you read best: the next report then suits you."),
        ),
    ),
    "compartments": Help(
        say("Compartments hide reports from everybody who is not admitted, supervisors included."),
        (say("Open one for an undercover file, or when a colleague is concerned; admit as few as can be."),),
    ),
    "authorisations": Help(
        say("Orders of magistrates: what they allow, to whom, until when."),
        (say("Enter an order before the act that needs it. What ends soon stands first."),),
    ),
    "authorisation": Help(say("One order, and every act done under it, in the order of time.")),
    "exchange": Help(
        say("A conversation under a pseudonym, word for word: who said what, and who began."),
        (say("Write it down at once. What was sent is never material."),),
    ),
    "lists": Help(
        say("Hash lists: what is known, what goes round, what is harmless; how old each is."),
        (say("Take in new lists here. Nobody outside can ask what stands on one."),),
    ),
    "retention": Help(
        say("How long data are kept, what is due, legal holds, and the rights of persons."),
        (say("What is due is shown before anything is erased; one person proposes, another confirms."),),
    ),
    "second-person": Help(
        say("Acts that cannot be undone and wait for a second person."),
        (say("Look at what is proposed and why. Confirm only what you would do yourself."),),
    ),
    "people": Help(
        say("Who may sign in, in which role and unit."),
        (say("Let somebody in with a first password, shown once; they set up the second factor themselves."),),
    ),
    "installation": Help(
        say("Whether the installation is well, which packs it works under, what everybody is told."),
        (say("What is not well stands first, with what to do."),),
    ),
    "country-pack": Help(
        say("Units, clocks, terms, courts, letters and offences of this country, and what nobody has checked yet."),
        (
            say("Have a jurist check what is marked. “Change” lays this desk's word over the pack, for its days."),
            say("Means and room of a unit hold at once; names, clocks and terms once a second person agreed."),
        ),
    ),
    "country-courts": Help(
        say("The courts of this country: where each judges, and where its prosecutor is written to."),
        (say("The first court of an area is proposed where nothing says which one it is."),),
    ),
    "country-letters": Help(
        say("The wording of every paper that leaves this desk, in each of its languages."),
        (say("Read one, change it, look at the preview, propose it: a second person sees each word that changes."),),
    ),
    "country-offences": Help(
        say("The offences that may be proposed to an officer: their words, their days, whether they are proposed."),
        (say("Have a jurist read the text in force before you change one."),),
    ),
    "pack-entry": Help(
        say("What holds of one thing today, who said so and why, and the form that changes it."),
        (say("Say what it rests on and from when. A change can be taken back: the pack's own word then holds again."),),
    ),
    "certificate": Help(
        say("What is left of an erased report: its number, the rule, the two people, what went."),
        (say("Print it for whoever must be shown that it is gone."),),
    ),
    "emergency": Help(
        say("Opens a report of another unit for four hours, when a life may depend on it."),
        (say("Give its number and the reason. A supervisor judges it afterwards."),),
    ),
    "trainings": TRAINING,
    "training": TRAINING,
    "training-report": TRAINING,
}
