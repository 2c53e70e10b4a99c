"""Reports that services hand in piece by piece: opened, added to, then finished, withdrawn, or left open."""

from __future__ import annotations

import uuid

from django.db import models

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
