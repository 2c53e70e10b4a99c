"""What steering must remember: what somebody reads best, and which reports sleep until when."""

from __future__ import annotations

from django.db import models


class Profile(models.Model):
    """What an officer reads best: languages, kinds of report (names of rules), pictures that are enough for one day."""

    officer = models.CharField(max_length=150, primary_key=True)
    languages = models.JSONField(default=list)
    skills = models.JSONField(default=list)
    most_pictures = models.IntegerField(default=150)


class Snooze(models.Model):
    """A report that sleeps until a day, or until something new comes: a version, a report of its thread, an answer.

    It always wakes: `until` is never empty. Nothing of it is lost meanwhile, and any page may still show it."""

    report_key = models.BigIntegerField(db_index=True)
    version_key = models.BigIntegerField()
    thread = models.CharField(max_length=20, blank=True)
    thread_reports = models.IntegerField(default=0)
    until = models.DateTimeField()
    officer = models.CharField(max_length=150)
    reason = models.TextField()
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["until"], name="snooze_asleep", condition=models.Q(ended_at__isnull=True))]
