"""A case: what an officer works on for weeks. Its reports, its people, its tasks, its notes.

Nothing here is deleted: what is taken out of a case stays as a row that ended. `revision` counts every change of a
case's head, so that of two who write at once the second is told.
"""

from __future__ import annotations

from django.db import models
from django.db.models import QuerySet

from vigie.access.models import Officer, hidden
from vigie.access.roles import Act


class Case(models.Model):
    """One case. `unit` is a key of the pack's units; empty: the central desk."""

    class State(models.TextChoices):
        OPEN = "open"
        CLOSED = "closed"

    title = models.CharField(max_length=160)
    about = models.TextField(blank=True)
    unit = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=150)
    holder = models.CharField(max_length=150, blank=True)
    held_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=150)
    revision = models.IntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["state", "unit", "-changed_at"], name="case_of_unit"),
            models.Index(fields=["holder", "state"], name="case_held"),
        ]

    @property
    def name(self) -> str:
        """As people call it: `A-000012`."""
        return f"A-{self.pk:06}"


class Piece(models.Model):
    """A report that belongs to a case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    report_key = models.BigIntegerField(db_index=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    why = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=150, blank=True)
    ended_why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "report_key"], condition=models.Q(ended_at__isnull=True), name="piece_once"
            )
        ]


class Subject(models.Model):
    """Somebody of a case, as officers know them."""

    class Role(models.TextChoices):
        SUSPECT = "suspect"
        CHILD = "child"
        WITNESS = "witness"
        OTHER = "other"

    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    role = models.CharField(max_length=10, choices=Role.choices)
    name = models.CharField(max_length=200)
    about = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=150, blank=True)


class Task(models.Model):
    """Something to be done in a case, by somebody, until a day."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    words = models.CharField(max_length=300)
    assigned = models.CharField(max_length=150, blank=True)
    due = models.DateField(null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=150, blank=True)

    class Meta:
        indexes = [models.Index(fields=["assigned", "due"], name="task_of", condition=models.Q(done_at__isnull=True))]


class Note(models.Model):
    """What somebody wrote down. It is never rewritten."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    words = models.TextField()


class Mention(models.Model):
    """Somebody who is addressed in a note, `@name`, and when they saw it."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT)
    officer = models.CharField(max_length=150)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "officer"], name="mentioned_once")]
        indexes = [models.Index(fields=["officer"], name="mention_new", condition=models.Q(seen_at__isnull=True))]


def known(officer: Officer) -> QuerySet[Case]:
    """The cases somebody may know of: their unit's, all at the central desk, and none that holds a report from which
    a compartment keeps them. Every page asks here."""
    if not officer.may(Act.READ_QUEUE):
        return Case.objects.none()
    closed = Piece.objects.filter(ended_at=None, report_key__in=hidden(officer))
    rows = Case.objects.exclude(pk__in=closed.values("case_id"))
    return rows.filter(unit=officer.unit) if officer.unit else rows
