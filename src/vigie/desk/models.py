"""What people decide at the desk, and which pictures were shown to whom."""

from __future__ import annotations

from django.db import models

from vigie.access.models import hidden as hidden
from vigie.access.models import visible as visible  # need-to-know lives there; pages still ask for it here
from vigie.desk.exposure import Severity
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
    together = models.BigIntegerField(null=True)  # the first of those that were decided with one ruling; not on it
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=150, blank=True)
    undone_why = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["report_key", "-at"], name="decision_of_report"),
            models.Index(fields=["at", "outcome"], name="decision_by_day"),
            models.Index(fields=["officer"], name="decision_of_officer"),
            models.Index(fields=["together"], name="decision_together", condition=models.Q(together__isnull=False)),
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
    severity = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Severity], default="unknown")

    class Meta:
        indexes = [models.Index(fields=["officer", "at"], name="showing_to")]


class View(models.Model):
    """Filters of the queue that an officer keeps under a name. `shared`: their colleagues see it too."""

    officer = models.CharField(max_length=150)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=600)
    shared = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "name"], name="view_name_once")]


class Comfort(models.Model):
    """How an officer wants the desk: the columns of the queue, and after how many pictures a break is proposed."""

    officer = models.CharField(max_length=150, primary_key=True)
    columns = models.JSONField(default=list)
    pictures = models.SmallIntegerField(default=20)


class Draft(models.Model):
    """A decision that is being written: what stands in the form, kept until it is sent or thrown away."""

    officer = models.CharField(max_length=150)
    report_key = models.BigIntegerField()
    version_key = models.BigIntegerField()
    at = models.DateTimeField()
    said = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "report_key"], name="draft_once")]


class Offer(models.Model):
    """A report that its holder would rather see with a colleague (`to`; empty: with anybody). No reason is asked."""

    report_key = models.BigIntegerField()
    by = models.CharField(max_length=150)
    to = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    taken_by = models.CharField(max_length=150, blank=True)  # empty when it was taken back

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report_key"], condition=models.Q(ended_at__isnull=True), name="offer_stands_once"
            )
        ]


class Break(models.Model):
    """A break that somebody took. It tells nobody why, and counts for the proposal of the next one alone."""

    officer = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["officer", "at"], name="break_of")]


class Notice(models.Model):
    """An e-mail that tells somebody that things wait for them, and nothing of what they are. `marks` names them for us,
    so that each is told once."""

    officer = models.CharField(max_length=150, db_index=True)
    marks = models.JSONField(default=list)
    at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    tries = models.SmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
