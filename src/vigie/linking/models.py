"""The rows of linking: values, who bears them, and the threads and contents that follow from that.

Only `Mention`, `Value.blocked` and `Cut` are told from outside; all the rest is computed from them and could be again.
Written under the ledger's write lock alone, so there is one writer at a time.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Value(models.Model):
    """One selector, whoever bears it. A file's or picture's value belongs to a content, alone at first."""

    id = models.BigIntegerField(primary_key=True)  # counts up in the order of arrival
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=200)
    reports = models.IntegerField(default=0)  # that mention it, in any role
    tied = models.IntegerField(default=0)  # that it may tie together
    holder = models.BigIntegerField(null=True)  # one of these: the report to which the next one is tied
    accounts = models.TextField(default="")  # the different accounts behind it, until they are a crowd
    crowded = models.BooleanField(default=False)
    blocked = models.BooleanField(default=False)  # a person said that it ties nothing
    content = models.BigIntegerField(null=True)
    same_as = models.BigIntegerField(null=True)  # another value that is the very same thing: a file's surest digest

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["value", "kind"], name="value_once")]
        indexes: ClassVar = [
            models.Index(fields=["content"], name="value_content", condition=models.Q(content__isnull=False))
        ]


class Mention(models.Model):
    """A report bears a value: in which role, at which place, and what that does."""

    class Bond(models.IntegerChoices):
        HINT = 0
        THREAD = 1
        CONTENT = 2
        NAMED = 3  # a victim or recipient who is surely known by it

    report_key = models.BigIntegerField()
    value = models.ForeignKey(Value, on_delete=models.PROTECT, db_index=False, db_constraint=False)
    role = models.CharField(max_length=10)
    place = models.SmallIntegerField()  # position of the person, or of the file; -1: of the report
    bond = models.SmallIntegerField(choices=Bond.choices)
    account = models.BigIntegerField()  # by what else the person is known; 0: by nothing else
    cut = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report_key", "value", "role", "place"], name="mention_once")
        ]
        indexes: ClassVar = [models.Index(fields=["value", "bond"], name="mention_value")]


class Member(models.Model):
    """A report as linking sees it. `thread_key` is null while it stands alone."""

    report_key = models.BigIntegerField(primary_key=True)
    version_key = models.BigIntegerField()
    at = models.BigIntegerField()  # seconds since 1970: the incident, or else when it was sent or received
    thread_key = models.BigIntegerField(null=True)
    traits = models.TextField()  # what it brings to the counts of its thread, in JSON

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["thread_key", "report_key"],
                name="member_thread",
                condition=models.Q(thread_key__isnull=False),
            )
        ]


class Thread(models.Model):
    """Two reports or more of the same person. It is named after its oldest report, `T-000123`."""

    id = models.BigIntegerField(primary_key=True)
    oldest = models.BigIntegerField()
    reports = models.IntegerField(default=0)
    companies = models.IntegerField(default=0)
    services = models.IntegerField(default=0)
    accounts = models.IntegerField(default=0)
    victims = models.IntegerField(default=0)  # who can be told apart
    victims_at_once = models.IntegerField(default=0)  # in one report: then they are different even without a name
    recipients = models.IntegerField(default=0)
    first_at = models.BigIntegerField()  # seconds since 1970
    last_at = models.BigIntegerField()


class Content(models.Model):
    """What two reports or more have in common. It is named after its oldest value, `C-000045`."""

    id = models.BigIntegerField(primary_key=True)  # that of one of its values
    oldest = models.BigIntegerField()
    reports = models.IntegerField(default=0)
    suspects = models.IntegerField(default=0)
    companies = models.IntegerField(default=0)
    services = models.IntegerField(default=0)


class Tally(models.Model):
    """How many reports bring one trait to a thread or content. `key` is a digest of owner and trait."""

    key = models.BigIntegerField(primary_key=True)
    owner = models.BigIntegerField()  # a thread's id, or minus a content's
    what = models.CharField(
        max_length=1
    )  # c company, w service, a account, v victim, p at once, r recipient, s suspect
    trait = models.CharField(max_length=220)
    n = models.IntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["owner", "what"], name="tally_owner")]


class Picture(models.Model):
    """A fingerprint that is searched by nearness. `stamp` is random: a reader that holds rows which were never
    committed finds out by it."""

    value = models.OneToOneField(Value, on_delete=models.PROTECT, db_constraint=False)
    pdq = models.CharField(max_length=64)
    stamp = models.BigIntegerField()


class Turn(models.Model):
    """What happened to threads, and why: each union with its evidence, each coming apart. Never changed."""

    class What(models.TextChoices):
        TIED = "tied"
        APART = "apart"

    at = models.DateTimeField()
    what = models.CharField(max_length=10, choices=What.choices)
    report_key = models.BigIntegerField(db_index=True)  # the oldest of the part that was joined or left
    other_key = models.BigIntegerField(db_index=True)  # the oldest of the part that kept its name
    value_id = models.BigIntegerField(null=True)  # the evidence


class Cut(models.Model):
    """A person said that a value does not tie a report, or nobody at all. It stays, also when restored."""

    report_key = models.BigIntegerField(null=True)  # null: it ties nobody
    value = models.ForeignKey(Value, on_delete=models.PROTECT)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    why = models.TextField()
    restored_at = models.DateTimeField(null=True)
    restored_by = models.CharField(max_length=150, blank=True)
    restored_why = models.TextField(blank=True)
