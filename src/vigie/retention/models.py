"""What is held, what was looked at again, what was erased and by whose two signatures, and what people asked."""

from __future__ import annotations

from django.db import models


class Hold(models.Model):
    """A report that must not be erased: by order of a court, or because its use is restricted meanwhile."""

    class Kind(models.TextChoices):
        LEGAL = "legal"  # a court or magistrate needs it
        FREEZE = "freeze"  # contested: kept, and not worked on

    kept_key = models.BigIntegerField(db_index=True)  # the report's row
    kind = models.CharField(max_length=6, choices=Kind.choices)
    order = models.CharField(max_length=200, blank=True)
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    until = models.DateTimeField(null=True)  # looked at again then; it does not end by itself
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=150, blank=True)
    ended_why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kept_key", "kind"], condition=models.Q(ended_at__isnull=True), name="held_once"
            )
        ]


class Review(models.Model):
    """Somebody looked at whether a report is still needed, and said yes, for so many days."""

    report_key = models.BigIntegerField(db_index=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    days = models.IntegerField()
    reason = models.TextField()


class Erasure(models.Model):
    """The certificate of one erased report: its number, the rule, two people, what went; nothing of what it said."""

    name = models.CharField(max_length=300, unique=True)  # source and number
    erased_key = models.BigIntegerField()
    proposal = models.BigIntegerField()
    rule = models.CharField(max_length=60)
    because = models.TextField()
    proposed_by = models.CharField(max_length=150)
    confirmed_by = models.CharField(max_length=150)
    at = models.DateTimeField()
    counts = models.JSONField(default=dict)  # rows by table
    objects_erased = models.IntegerField(default=0)
    shared = models.IntegerField(default=0)  # sealed documents that other reports came in too: they go with the last
    digest = models.CharField(max_length=64)


class Asked(models.Model):
    """A person's request under their rights, and what was answered (LED art. 13 to 17)."""

    class Kind(models.TextChoices):
        ACCESS = "access"
        RECTIFY = "rectify"
        ERASE = "erase"
        RESTRICT = "restrict"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    came = models.DateTimeField()
    answer_by = models.DateTimeField()
    who = models.TextField()  # as they identify themselves
    words = models.TextField()
    by = models.CharField(max_length=150)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=150, blank=True)
    answer = models.TextField(blank=True)
