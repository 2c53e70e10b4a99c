"""The facts that figures are made of, and up to where they were collected."""

from __future__ import annotations

from django.db import models


class FactRow(models.Model):
    """One `fact.Fact`. Appended, never changed and never erased."""

    event = models.CharField(max_length=12)
    day = models.IntegerField()
    week = models.IntegerField()
    received = models.IntegerField()
    subject = models.CharField(max_length=32)
    source = models.CharField(max_length=80, blank=True)
    company = models.CharField(max_length=200, blank=True)
    incident = models.CharField(max_length=200, blank=True)
    class_name = models.CharField(max_length=20, blank=True)
    country = models.CharField(max_length=2, blank=True)
    area = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=80, blank=True)
    novelty = models.CharField(max_length=12, blank=True)
    punishable = models.CharField(max_length=12, blank=True)
    outcome = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=60, blank=True, default="")
    effect = models.CharField(max_length=12, blank=True, default="")
    timing = models.CharField(max_length=12, blank=True, default="")
    language = models.CharField(max_length=5, blank=True, default="")
    minutes = models.IntegerField(null=True)
    n = models.IntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["subject", "event"], name="fact_subject")]


class Upto(models.Model):
    """How far one kind of row was collected: the last id that was read."""

    name = models.CharField(max_length=20, primary_key=True)
    last = models.BigIntegerField(default=0)
