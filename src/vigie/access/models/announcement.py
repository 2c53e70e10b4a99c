"""What everybody at the desk is told at the top of each page, until a time."""

from __future__ import annotations

from django.db import models


class Announcement(models.Model):
    """A sentence for all."""

    words = models.CharField(max_length=400)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["until"], name="announcement_now")]
