"""What is to be done next, for whom; and what went wrong and waits for a person."""

from __future__ import annotations

from django.db import models


class Item(models.Model):
    """One thing on its way: a parcel to be read, or a report's current version to be taken one step further."""

    class Kind(models.TextChoices):
        PARCEL = "parcel"
        REPORT = "report"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.BigIntegerField()  # a parcel's row, or a report's
    delivery_key = models.BigIntegerField(db_index=True)
    step = models.CharField(max_length=20)  # the next step; "done" at the end
    rank = models.SmallIntegerField()  # the step's place in the order: earlier steps are done first
    position = models.BigIntegerField(default=0)  # how far into a parcel of many reports
    attempts = models.SmallIntegerField(default=0)
    owner = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="item_once")]
        indexes = [
            models.Index(fields=["rank", "attempts", "id"], name="item_waiting", condition=~models.Q(step="done"))
        ]


class Outcome(models.Model):
    """What became of each thing read out of a parcel."""

    class Kind(models.TextChoices):
        NEW = "new"
        VERSION = "version"
        DUPLICATE = "duplicate"
        UNREADABLE = "unreadable"

    parcel_key = models.BigIntegerField()
    position = models.BigIntegerField()
    delivery_key = models.BigIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    report_key = models.BigIntegerField(null=True)
    version_key = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["parcel_key", "position"], name="outcome_once")]
        indexes = [
            models.Index(fields=["delivery_key", "kind"]),
            models.Index(fields=["report_key"]),
        ]


class Problem(models.Model):
    """Something that could not be done, shown to a person until somebody closes it. Its bytes are kept."""

    at = models.DateTimeField()
    step = models.CharField(max_length=20)
    delivery_key = models.BigIntegerField(null=True, db_index=True)
    parcel_key = models.BigIntegerField(null=True)
    report_key = models.BigIntegerField(null=True, db_index=True)
    path = models.CharField(max_length=1000, blank=True)
    reason = models.TextField()  # a nouns.Saying in JSON
    log = models.TextField(blank=True)  # for whoever mends the program, never for the page
    permanent = models.BooleanField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=150, blank=True)
    closed_why = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["closed_at", "-at"])]


class Settled(models.Model):
    """Up to which revision a hash list's changes were brought to the reports they touch."""

    list = models.CharField(max_length=100, primary_key=True)
    revision = models.IntegerField()
