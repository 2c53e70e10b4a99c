"""Requests: what was asked, of whom, by whom it was signed, when it left, until when an answer is due."""

from __future__ import annotations

from django.db import models


class Request(models.Model):
    """One request about one report."""

    class State(models.TextChoices):
        DRAFT = "draft"
        SIGNED = "signed"
        SENT = "sent"
        ANSWERED = "answered"
        CLOSED = "closed"  # given up, with a reason

    reference = models.CharField(max_length=40, unique=True)  # quoted by whoever answers
    kind = models.CharField(max_length=40)
    report_key = models.BigIntegerField(db_index=True)
    version_key = models.BigIntegerField()
    recipient = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=5)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    ground = models.TextField(blank=True)
    ip = models.CharField(max_length=45, blank=True)
    port = models.IntegerField(null=True)
    seen_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.CharField(max_length=150, blank=True)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.CharField(max_length=150, blank=True)
    due_at = models.DateTimeField(null=True)
    reminders = models.SmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    closed_why = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "due_at"], name="request_clock")]


class Stray(models.Model):
    """A line of a sealed answer that could not be put to a request that left. Somebody puts it to its request, and the
    row goes; or dismisses it with a reason, and it is erased after the country's term."""

    document = models.CharField(max_length=64)
    position = models.IntegerField()
    name = models.CharField(max_length=200)  # of the file
    said = models.CharField(max_length=80, blank=True)  # the request it names
    why = models.TextField()  # a sentence, as JSON
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    dismissed_at = models.DateTimeField(null=True)
    dismissed_by = models.CharField(max_length=150, blank=True)
    dismissed_why = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "position"], name="stray_once")]
        indexes = [models.Index(fields=["dismissed_at"], name="stray_waiting")]
