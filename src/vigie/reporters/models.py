"""Letter boxes, letters, talks, what waits at the door, and counters that know nobody."""

from __future__ import annotations

from django.db import models


class Box(models.Model):
    """The way back to one reporter. `lookup` comes of the receipt's words, which nobody keeps."""

    lookup = models.CharField(max_length=64, unique=True)
    number = models.CharField(max_length=40, unique=True)  # the report's, as the portal gave it
    way = models.CharField(max_length=10)
    language = models.CharField(max_length=8)
    made_at = models.DateTimeField()
    public = models.CharField(max_length=64)  # hex; what the desk writes to
    private = models.TextField()  # base64; opened by the receipt's words alone
    particulars = models.TextField(blank=True)  # sealed to the desk
    opened_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)


class Letter(models.Model):
    """One message, sealed twice: to the reporter's box and to the desk."""

    class By(models.TextChoices):
        DESK = "desk"
        REPORTER = "reporter"

    box = models.ForeignKey(Box, on_delete=models.PROTECT)
    by = models.CharField(max_length=10, choices=By.choices)
    officer = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField()
    to_box = models.TextField()
    to_desk = models.TextField()
    read_at = models.DateTimeField(null=True)  # by the other side

    class Meta:
        indexes = [models.Index(fields=["box", "at"], name="letter_of_box")]


class Filed(models.Model):
    """A file of a submission as it was sealed, so that an addition can bring the whole again."""

    number = models.CharField(max_length=40)
    round = models.SmallIntegerField()  # 1 for the submission, 2 for its first addition ...
    position = models.SmallIntegerField()  # 0 is the document
    path = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["number", "round", "position"], name="filed_once")]


class Waiting(models.Model):
    """A submission that is sealed and does not stand in the queue yet: why, until when, or like which other."""

    number = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()
    why = models.CharField(max_length=12)  # slow, same, trap
    like = models.CharField(max_length=40, blank=True, db_index=True)
    bucket = models.CharField(max_length=16, blank=True)
    due_at = models.DateTimeField(null=True)  # None: a person decides
    let_in_at = models.DateTimeField(null=True)
    let_in_by = models.CharField(max_length=150, blank=True)

    class Meta:
        indexes = [models.Index(fields=["let_in_at", "due_at"], name="waiting_due")]


class Likeness(models.Model):
    """A piece of what a submission's words look like: two that share enough are of one mould."""

    piece = models.BigIntegerField()
    number = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["piece", "at"], name="likeness_piece")]


class Bridge(models.Model):
    """A game or messenger that carries talks into the room. Its secret is derived, never stored."""

    name = models.CharField(max_length=40, unique=True)
    nonce = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)


class Talk(models.Model):
    """One talk of a child with a person of the desk."""

    class State(models.TextChoices):
        WAITING = "waiting"
        OPEN = "open"
        ENDED = "ended"

    number = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    bridge = models.CharField(max_length=40, blank=True)
    outside = models.CharField(max_length=64, blank=True)  # the bridge's own id of it, as a keyed digest
    language = models.CharField(max_length=8)
    age_least = models.SmallIntegerField(null=True)
    age_most = models.SmallIntegerField(null=True)
    made_at = models.DateTimeField()
    said_at = models.DateTimeField(null=True)  # the child's last line
    answered_at = models.DateTimeField(null=True)  # the desk's last line
    first_answer_at = models.DateTimeField(null=True)
    officer = models.CharField(max_length=150, blank=True)
    handed_to = models.CharField(max_length=150, blank=True)
    alarm = models.CharField(max_length=200, blank=True)  # cues heard: shown, never acted on
    lines = models.IntegerField(default=0)  # of the child
    ended_at = models.DateTimeField(null=True)
    filed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "made_at"], name="talk_queue"),
            models.Index(fields=["bridge", "outside"], name="talk_outside"),
        ]


class Present(models.Model):
    """Somebody of the desk who may talk with children, and when their page was last there."""

    officer = models.CharField(max_length=150, primary_key=True)
    at = models.DateTimeField()


class Line(models.Model):
    """One line of a talk, sealed under the installation's talk key."""

    talk = models.ForeignKey(Talk, on_delete=models.PROTECT)
    at = models.DateTimeField()
    by = models.CharField(max_length=10)  # child, desk, house
    officer = models.CharField(max_length=150, blank=True)
    text = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["talk", "id"], name="line_of_talk")]


class Count(models.Model):
    """How often something was asked for on a day; a page, in which language. No address, no cookie, no hour."""

    day = models.DateField()
    what = models.CharField(max_length=60)
    language = models.CharField(max_length=5, default="")
    n = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "what", "language"], name="count_once")]


class Spent(models.Model):
    """A proof of work that was used: it is good once."""

    proof = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField(db_index=True)


class Tried(models.Model):
    """How many receipts were tried in a minute, by everybody together."""

    minute = models.BigIntegerField(primary_key=True)
    n = models.IntegerField(default=0)
