"""The services that report to this desk: platforms, hotlines, partners. What they may, and what they have spent."""

from __future__ import annotations

from django.db import models


class Service(models.Model):
    """One account. `company` is who it reports for: one account may report for many (a hotline), then it is empty."""

    name = models.CharField(max_length=80, unique=True)
    username = models.CharField(max_length=80, unique=True)
    password = models.CharField(max_length=200)  # argon2
    company = models.CharField(max_length=200, blank=True)
    active = models.BooleanField(default=True)
    sandbox = models.BooleanField(default=False)  # its reports are checked and answered, and never reach the queue
    contract = models.CharField(max_length=200, blank=True)  # what allows it to ask whether a file is known; empty: not
    contract_until = models.DateTimeField(null=True)
    requests_a_minute = models.IntegerField(default=3000)
    reports_a_day = models.IntegerField(default=100_000)
    bytes_a_day = models.BigIntegerField(default=1_000_000_000_000)
    matches_a_day = models.IntegerField(default=100_000)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=150)
    renewed_at = models.DateTimeField()

    @property
    def actor(self) -> str:
        """As the journal names it."""
        return f"service:{self.name}"

    @property
    def source(self) -> str:
        """Who a report came from, as intake is told."""
        return f"company:{self.company}"[:80] if self.company else self.actor[:80]


class Key(models.Model):
    """A bearer key of a service, for the JSON interface. Only its digest is kept: it has 256 random bits."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT)
    label = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    sandbox = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class Spent(models.Model):
    """How much of one thing a service used on one day (UTC)."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT)
    day = models.DateField()
    kind = models.CharField(max_length=20)
    amount = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "day", "kind"], name="spent_once")]
