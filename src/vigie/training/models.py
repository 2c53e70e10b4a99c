"""Trainings, in tables of their own: no row of a real report, no ledger entry, no figure ever comes of them."""

from __future__ import annotations

from django.db import models


class Training(models.Model):
    """One person's training. `trainer`: who gave it to them and may read its debrief; empty: they took it alone."""

    trainee = models.CharField(max_length=150, db_index=True)
    trainer = models.CharField(max_length=150, blank=True, db_index=True)
    title = models.CharField(max_length=120, blank=True)
    seed = models.IntegerField()
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class Task(models.Model):
    """One invented report of a training, and what the trainee decided of it."""

    class Danger(models.TextChoices):
        YES = "yes"
        NO = "no"
        NOT_KNOWN = "not-known"

    training = models.ForeignKey(Training, on_delete=models.CASCADE)
    number = models.IntegerField()  # from 1, best first
    content = models.TextField()  # an `Exercise`
    opened_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    danger = models.CharField(max_length=10, choices=Danger.choices, blank=True)
    class_name = models.CharField(max_length=20, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)
    shown = models.JSONField(default=list)  # the files whose picture was asked for, by position

    class Meta:
        constraints = [models.UniqueConstraint(fields=["training", "number"], name="training_task_once")]
