"""The rows of what travels: a report, its versions, what the stages found, and where it stands."""

from __future__ import annotations

from typing import Any

import msgspec
from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler


@models.ForeignKey.register_lookup
@models.Field.register_lookup
class Among(models.Lookup):
    """`field__among={...}`: one of many plain values, sent as one parameter whatever their number. Of none: nothing is
    asked. Give it a set: of a list Django looks at each value by itself, which costs as much as the query."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """On PostgreSQL."""
        lhs, params, values = self._sides(compiler, connection)
        return f"{lhs} = ANY(%s)", (*params, values)

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """On SQLite."""
        lhs, params, values = self._sides(compiler, connection)
        return f"{lhs} IN (SELECT value FROM json_each(%s))", (*params, msgspec.json.encode(values).decode())

    def _sides(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[object], list[object]]:
        if not self.rhs:
            raise EmptyResultSet
        lhs, params = self.process_lhs(compiler, connection)
        return lhs, list(params), list(self.rhs)


class Report(models.Model):
    """One report of one sender, whatever the number of times it came."""

    source = models.CharField(max_length=80)
    report_id = models.CharField(max_length=200)
    company = models.CharField(max_length=200, blank=True)
    first_received_at = models.DateTimeField()
    current = models.ForeignKey("Version", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "report_id"], name="report_once")]
        indexes = [
            models.Index(fields=["report_id"], name="report_number"),
            models.Index(fields=["company"], name="report_company"),
        ]

    @property
    def name(self) -> str:
        """As the journal names it."""
        return f"{self.source}/{self.report_id}"


class Version(models.Model):
    """The report as it was told once. `content` is a `nouns.Report` in JSON; it is never changed."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT)
    number = models.IntegerField()
    declared = models.IntegerField(null=True)
    parcel_key = models.BigIntegerField(db_index=True)
    document_path = models.CharField(max_length=1000)
    digest = models.CharField(max_length=64)
    content = models.TextField()
    changes = models.TextField(default="[]")
    received_at = models.DateTimeField()
    actor = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="version_number_once"),
            models.UniqueConstraint(fields=["report", "digest"], name="version_once"),
        ]


class Finding(models.Model):
    """What one stage found of one version. Later findings of the same stage follow, none is overwritten."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT)
    stage = models.CharField(max_length=20)
    number = models.IntegerField()
    content = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "stage", "number"], name="finding_once"),
        ]


class Answered(models.Model):
    """An answer from outside about a report. `content` is a `nouns.Answer` in JSON; it is never changed."""

    report_key = models.BigIntegerField(db_index=True)
    request = models.CharField(max_length=40)
    document = models.CharField(max_length=64)
    position = models.IntegerField(default=0)  # in the document
    content = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "document", "position", "report_key"], name="answer_once")
        ]


class Standing(models.Model):
    """Where a report stands now: the row that the queue reads. Written by the journey, and by decisions at the desk."""

    class State(models.TextChoices):
        OPEN = "open"
        CLAIMED = "claimed"
        DECIDED = "decided"

    report = models.OneToOneField(Report, on_delete=models.PROTECT, primary_key=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    class_name = models.CharField(max_length=20, blank=True)  # empty: not yet judged
    score = models.SmallIntegerField(default=0)
    total = models.IntegerField(default=0)
    country = models.CharField(max_length=2, blank=True)
    home = models.BooleanField(null=True)
    unit = models.CharField(max_length=80, blank=True)
    deadline = models.DateTimeField(null=True)
    thread = models.CharField(max_length=20, blank=True, db_index=True)
    cluster = models.CharField(max_length=20, blank=True, db_index=True)
    received_at = models.DateTimeField()
    claimed_by = models.CharField(max_length=150, blank=True)
    claimed_at = models.DateTimeField(null=True)
    failed_step = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "-score", "-total", "received_at"], name="queue_order"),
            models.Index(fields=["state", "class_name", "-score", "-total", "received_at"], name="queue_class"),
            models.Index(fields=["state", "unit", "-score", "-total", "received_at"], name="queue_unit"),
            models.Index(fields=["state", "home", "class_name"], name="queue_count"),
            models.Index(fields=["state", "unit", "home", "class_name"], name="queue_count_unit"),
            models.Index(fields=["state", "received_at"], name="queue_age"),
            models.Index(fields=["deadline"], name="queue_deadline", condition=models.Q(deadline__isnull=False)),
        ]
