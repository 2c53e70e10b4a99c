"""The services that report to this desk: platforms, hotlines, partners; what each may, what it has spent, and the
reports that it hands in piece by piece."""

from __future__ import annotations

import uuid

from django.db import models


class Service(models.Model):
    """One account. `company` is who it reports for: one account may report for many (a hotline), then it is empty."""

    name = models.CharField(max_length=80, unique=True)
    username = models.CharField(max_length=80, unique=True)
    password = models.CharField(max_length=200)  # argon2
    company = models.CharField(max_length=200, blank=True)
    active = models.BooleanField(default=True)
    sandbox = models.BooleanField(default=False)  # its reports are checked and answered, and never reach the queue
    contract = models.CharField(max_length=200, blank=True)  # what allows it to ask whether a file is known; empty: not
    contract_until = models.DateTimeField(null=True)
    requests_a_minute = models.IntegerField(default=3000)
    reports_a_day = models.IntegerField(default=100_000)
    bytes_a_day = models.BigIntegerField(default=1_000_000_000_000)
    matches_a_day = models.IntegerField(default=100_000)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=150)
    renewed_at = models.DateTimeField()

    @property
    def actor(self) -> str:
        """As the journal names it."""
        return f"service:{self.name}"

    @property
    def source(self) -> str:
        """Who a report came from, as intake is told."""
        return f"company:{self.company}"[:80] if self.company else self.actor[:80]


class Key(models.Model):
    """A bearer key of a service, for the JSON interface. Only its digest is kept: it has 256 random bits."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT)
    label = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    sandbox = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class Spent(models.Model):
    """How much of one thing a service used on one day (UTC)."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT)
    day = models.DateField()
    kind = models.CharField(max_length=20)
    amount = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "day", "kind"], name="spent_once")]


REPORTS = 1_000_000_000  # the numbers that services get begin here: far above NCMEC's own, and within 32 bits


def token() -> str:
    """A new file's `fileId`."""
    return "f" + uuid.uuid4().hex[1:]


class Submission(models.Model):
    """One report on its way in."""

    class State(models.TextChoices):
        OPEN = "open"
        FINISHED = "finished"
        RETRACTED = "retracted"
        EXPIRED = "expired"  # never finished; what came of it is shown to a person

    service_key = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    sandbox = models.BooleanField(default=False)
    urgent = models.BooleanField(default=False)  # its sender asks for it to be read first
    document = models.CharField(max_length=64)  # SHA-256 of the sealed document
    name = models.CharField(max_length=40, default="report.xml")  # of the document
    version = models.IntegerField(default=1)  # told again, with more or otherwise
    reference = models.CharField(max_length=200, blank=True)  # what the sender calls it
    key = models.CharField(max_length=200, blank=True)  # the client's own, by which a retry is known
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    parcel_key = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service_key", "key"], condition=~models.Q(key=""), name="submission_key_once"
            )
        ]
        indexes = [
            models.Index(fields=["state", "changed_at"], name="submission_state"),
            models.Index(fields=["service_key", "document"], name="submission_document"),
            models.Index(fields=["service_key", "-id"], name="submission_of"),
        ]

    @property
    def number(self) -> int:
        """As its sender and the queue know it."""
        return REPORTS + self.pk


class Upload(models.Model):
    """One file of it. `token` is its `fileId`: hexadecimal and never digits alone: clients tell these apart."""

    token = models.CharField(max_length=32, unique=True, default=token)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT)
    name = models.CharField(max_length=250)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "sha256", "name"], name="upload_once")]


class Detail(models.Model):
    """What the sender says of one file. The latest counts, the earlier stay."""

    upload = models.ForeignKey(Upload, on_delete=models.PROTECT)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()


class Refusal(models.Model):
    """A document that was not accepted, kept, and counted when it comes again."""

    service_key = models.BigIntegerField()
    door = models.CharField(max_length=20)
    code = models.IntegerField()
    why = models.CharField(max_length=500)
    sha256 = models.CharField(max_length=64)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service_key", "door", "sha256"], name="refusal_once")]
        indexes = [models.Index(fields=["-last_at"], name="refusal_latest")]


class Alarm(models.Model):
    """A report about a danger to somebody's life or safety (DSA, art. 18): shown until somebody has seen to it."""

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT)
    at = models.DateTimeField(db_index=True)
    why = models.CharField(max_length=500)
    contact = models.CharField(max_length=300)
    seen_at = models.DateTimeField(null=True)
    seen_by = models.CharField(max_length=150, blank=True)


class Hook(models.Model):
    """Where a service wants to be told what became of its reports."""

    service = models.OneToOneField(Service, on_delete=models.PROTECT)
    url = models.CharField(max_length=500)
    secret = models.CharField(max_length=100)  # signs what is sent; the service has it too
    active = models.BooleanField(default=True)


class Sending(models.Model):
    """One message to a hook, until it was taken or given up."""

    hook = models.ForeignKey(Hook, on_delete=models.PROTECT)
    event = models.CharField(max_length=40)
    subject = models.BigIntegerField()  # the report's number
    body = models.TextField()
    made_at = models.DateTimeField()
    attempts = models.SmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, db_index=True)  # None: done, or given up
    done_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hook", "event", "subject"], name="sending_once")]
