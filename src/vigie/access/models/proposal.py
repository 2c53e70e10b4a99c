"""Four eyes: what cannot be undone is proposed by one and confirmed by another."""

from __future__ import annotations

from django.db import models


class Proposal(models.Model):
    """Something irreversible that somebody wants done. `what` names the act, `facts` what it needs."""

    class Settled(models.TextChoices):
        CONFIRMED = "confirmed"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    what = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    facts = models.JSONField(default=dict)
    reason = models.TextField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    until = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=150, blank=True)
    settled_as = models.CharField(max_length=10, blank=True, choices=Settled.choices)
    settled_why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["what", "subject"], condition=models.Q(settled_at__isnull=True), name="proposed_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(settled_as="confirmed") | ~models.Q(settled_by=models.F("by")),
                name="never_confirmed_by_the_same",
            ),
        ]
        indexes = [models.Index(fields=["settled_at", "until"], name="proposal_open")]
