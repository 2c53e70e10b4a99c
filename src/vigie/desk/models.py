"""What people decide at the desk, and which pictures were shown to whom."""

from __future__ import annotations

from django.db import models

from vigie.access.models import visible as visible  # need-to-know lives there; pages still ask for it here
from vigie.desk.outcomes import Outcome, Punishable
from vigie.report.nouns import Class


class Decision(models.Model):
    """One ruling on one version of one report. It is never rewritten; undoing it is said beside it."""

    report_key = models.BigIntegerField()
    version_key = models.BigIntegerField()
    at = models.DateTimeField()
    officer = models.CharField(max_length=150)
    outcome = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Outcome])
    punishable = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Punishable])
    class_proposed = models.CharField(max_length=20, blank=True)
    class_decided = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Class])
    unit_before = models.CharField(max_length=80, blank=True)
    unit = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=2, blank=True)
    duplicate_of = models.CharField(max_length=200, blank=True)
    offences = models.JSONField(default=list)
    score = models.SmallIntegerField()
    reason = models.TextField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=150, blank=True)
    undone_why = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["report_key", "-at"], name="decision_of_report"),
            models.Index(fields=["at", "outcome"], name="decision_by_day"),
        ]
        constraints = [
            # A report has one ruling that stands, whatever races.
            models.UniqueConstraint(
                fields=["report_key", "version_key"],
                condition=models.Q(undone_at__isnull=True),
                name="decision_stands_once",
            )
        ]


class Showing(models.Model):
    """A picture that an officer asked to see: its reason, and the one time it was served."""

    token = models.CharField(max_length=43, unique=True)
    report_key = models.BigIntegerField()
    file = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    officer = models.CharField(max_length=150)
    at = models.DateTimeField()
    reason = models.TextField()
    served_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["officer", "at"], name="showing_to")]
