"""The register of authorisations, and the exchanges that were held under them. Entries are added, never rewritten."""

from __future__ import annotations

from django.db import models

from vigie.authority.scope import Allowed


class Authorisation(models.Model):
    """One order of one magistrate."""

    magistrate = models.CharField(max_length=200)
    court = models.CharField(max_length=200)
    number = models.CharField(max_length=100)
    allowed = models.JSONField(default=list)  # of `Allowed`
    limits = models.TextField()
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    report_key = models.BigIntegerField(null=True, db_index=True)  # the report it was given for
    holder = models.CharField(max_length=150)  # the officer who may use it
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=150, blank=True)
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["court", "number"], name="order_once")]
        indexes = [models.Index(fields=["holder", "ends"], name="order_of_holder")]


class Paper(models.Model):
    """A document of an authorisation: sealed in the vault, named here."""

    authorisation = models.ForeignKey(Authorisation, on_delete=models.PROTECT)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=150)


class Deed(models.Model):
    """An act that was done under an authorisation."""

    authorisation = models.ForeignKey(Authorisation, on_delete=models.PROTECT)
    what = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Allowed])
    report_key = models.BigIntegerField(null=True)
    words = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=150)


class Exchange(models.Model):
    """A conversation under a pseudonym: where, as whom, with whom."""

    authorisation = models.ForeignKey(Authorisation, on_delete=models.PROTECT)
    report_key = models.BigIntegerField(null=True, db_index=True)
    service = models.CharField(max_length=100)
    pseudonym = models.CharField(max_length=100)
    other = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    by = models.CharField(max_length=150)
    closed_at = models.DateTimeField(null=True)


class Line(models.Model):
    """One message, in order. What was sent is words, never material: material that the other side sent is sealed and
    told by its digest."""

    class Side(models.TextChoices):
        OURS = "ours"
        THEIRS = "theirs"

    exchange = models.ForeignKey(Exchange, on_delete=models.PROTECT)
    number = models.IntegerField()  # from 1
    side = models.CharField(max_length=6, choices=Side.choices)
    said_at = models.DateTimeField()
    words = models.TextField()
    begins_topic = models.BooleanField(default=False)  # the first to speak of what is punishable
    sha256 = models.CharField(max_length=64, blank=True)  # of a file that they sent
    at = models.DateTimeField()
    by = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exchange", "number"], name="line_once"),
            # What was sent is never material.
            models.CheckConstraint(
                condition=models.Q(side="theirs") | models.Q(sha256=""), name="ours_is_never_material"
            ),
        ]
