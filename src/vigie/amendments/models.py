"""What a desk changed of its country's pack. The file that every process reads is made of these rows."""

from __future__ import annotations

from django.db import models


class Amendment(models.Model):
    """One change, once it stands. What waits for a second person is a `Proposal` and not yet here."""

    country = models.CharField(max_length=2)
    kind = models.CharField(max_length=10)
    key = models.CharField(max_length=80)
    values = models.JSONField(default=dict)
    since = models.DateField()
    until = models.DateField(null=True)
    source = models.TextField(blank=True)
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    confirmed_by = models.CharField(max_length=150, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=150, blank=True)
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["country", "kind", "key"], name="amendment_entry")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(confirmed_by=models.F("by")), name="amendment_not_confirmed_by_the_same"
            )
        ]
