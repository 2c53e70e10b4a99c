"""What is closed to all but a few: an undercover file, a report that concerns a colleague; and doors broken in need."""

from __future__ import annotations

from django.db import models


class Compartment(models.Model):
    """A closed group of reports. Whoever is not admitted does not know of them, the central desk included."""

    class Kind(models.TextChoices):
        UNDERCOVER = "undercover"
        COLLEAGUE = "colleague"  # somebody of the police is concerned: no emergency opens it
        OTHER = "other"

    name = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    reason = models.TextField()
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=150)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["undercover", "colleague", "other"]), name="compartment_kind_known"
            )
        ]


class Admission(models.Model):
    """Somebody who may know of a compartment, from when to when, and who let them in."""

    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT)
    officer = models.CharField(max_length=150)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    reason = models.TextField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "officer"], condition=models.Q(ended_at__isnull=True), name="admitted_once"
            )
        ]
        indexes = [models.Index(fields=["officer"], name="admission_of")]


class Enclosed(models.Model):
    """A report that a compartment closes, while `ended_at` is null."""

    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT)
    report_key = models.BigIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    reason = models.TextField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "report_key"], condition=models.Q(ended_at__isnull=True), name="enclosed_once"
            )
        ]
        indexes = [models.Index(fields=["report_key"], name="enclosed_report")]


class Emergency(models.Model):
    """A report that somebody opened without being allowed to, for a reason, until a time. A supervisor looks at it."""

    officer = models.CharField(max_length=150)
    report_key = models.BigIntegerField()
    at = models.DateTimeField()
    until = models.DateTimeField()
    reason = models.TextField()
    seen_at = models.DateTimeField(null=True)
    seen_by = models.CharField(max_length=150, blank=True)
    seen_as = models.CharField(max_length=12, blank=True)  # "justified" or "not"
    remark = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["officer", "until"], name="emergency_of"),
            models.Index(fields=["at"], name="emergency_unseen", condition=models.Q(seen_at__isnull=True)),
        ]
