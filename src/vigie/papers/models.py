"""The dossiers that were made, the time stamps they were given, where they went, and what came of them."""

from __future__ import annotations

from django.db import models


class Dossier(models.Model):
    """One dossier. `content` is a `content.Content` in JSON, frozen: the same papers can be made of it again."""

    reference = models.CharField(max_length=40, unique=True)
    digest = models.CharField(max_length=64, unique=True)  # of what was asked, over which versions and findings
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)
    language = models.CharField(max_length=5)
    addressee = models.CharField(max_length=300, blank=True)
    reason = models.TextField(blank=True)
    case = models.CharField(max_length=200, blank=True)
    media = models.IntegerField(default=0)  # files included
    content = models.TextField()
    proof = models.TextField(blank=True)  # of its entries in the ledger, as it was first made
    sha256 = models.CharField(max_length=64, blank=True)  # of its archive, in the vault
    size = models.BigIntegerField(default=0)
    stamped_at = models.DateTimeField(null=True)
    spoilt_at = models.DateTimeField(null=True)  # a report in it was erased: this copy is to go
    erased_at = models.DateTimeField(null=True)  # and went; its digests stay, here and in the ledger

    class Meta:
        indexes = [models.Index(fields=["-made_at"], name="dossier_by_day")]


class Inside(models.Model):
    """A report that is in a dossier."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT)
    report_key = models.BigIntegerField()
    version_key = models.BigIntegerField()
    position = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "report_key"], name="inside_once")]
        indexes = [models.Index(fields=["report_key"], name="inside_report")]


class Token(models.Model):
    """A time stamp that an authority gave over a digest. It is kept, so that making a dossier again gives the same."""

    digest = models.CharField(max_length=64, unique=True)
    token = models.BinaryField()
    at = models.DateTimeField()


class Sending(models.Model):
    """One way that a dossier left the desk, and what its addressee made of it."""

    class Way(models.TextChoices):
        DOWNLOAD = "download"
        FOLDER = "folder"
        SFTP = "sftp"

    class Answer(models.TextChoices):
        NONE = ""
        RECEIVED = "received"
        ACCEPTED = "accepted"
        REFUSED = "refused"

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    way = models.CharField(max_length=10, choices=Way.choices)
    to = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)  # of what left
    encrypted_to = models.TextField(blank=True)  # age recipients
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.NONE, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=150, blank=True)  # who wrote it down here
    answer_why = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["dossier", "-at"], name="sending_of")]


class Result(models.Model):
    """What came of a report once it was passed on. Later ones follow; none is overwritten. The figures and the rules'
    report read these."""

    class Kind(models.TextChoices):
        IDENTIFIED = "identified"  # the person reported
        VICTIM_IDENTIFIED = "victim-identified"
        SAFEGUARDED = "safeguarded"  # the victim
        ARRESTED = "arrested"
        CHARGED = "charged"
        CONVICTED = "convicted"
        DISMISSED = "dismissed"
        NOT_FOUND = "not-found"  # nobody could be identified

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, null=True)
    report_key = models.BigIntegerField()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    on = models.DateField()  # when it happened, as the addressee says
    at = models.DateTimeField()  # when it was written down here
    by = models.CharField(max_length=150)
    count = models.PositiveSmallIntegerField(default=1)  # persons or victims
    source = models.CharField(max_length=200, blank=True)  # who said so
    note = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=150, blank=True)
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["report_key"], name="result_of"),
            models.Index(fields=["kind", "on"], name="result_by_day"),
        ]
