"""The hash lists, what they know, the prints of the media received, and what each report was matched by."""

from __future__ import annotations

import secrets

from django.db import models


def _token() -> str:
    return secrets.token_hex(8)


class HashList(models.Model):
    """One list of one partner. `revision` grows with every change that is written."""

    name = models.CharField(max_length=100, unique=True)
    purpose = models.CharField(max_length=12)  # nouns.Purpose
    format = models.CharField(max_length=40)
    trust = models.FloatField()
    conditions = models.TextField(blank=True)  # under which it may be used
    valid_until = models.DateField(null=True)  # the last day on which it may be used; None: no end is agreed
    revision = models.IntegerField(default=0)
    shrunk = models.IntegerField(
        default=0
    )  # the last revision that took something back: what it had matched is in doubt
    imports = models.IntegerField(default=0)
    begun_at = models.DateTimeField(null=True)  # of an import that has not ended: it runs, or was cut short
    imported_at = models.DateTimeField(null=True)
    entries = models.BigIntegerField(default=0)
    refused = models.BigIntegerField(default=0)  # records of the last import that were not taken
    tally = models.TextField(default="{}")  # a tally.Tally in JSON: how many of its entries say what
    removed = models.BooleanField(default=False)  # it matches nothing any more; its rows are on their way out


class Entry(models.Model):
    """One file that a list knows. `said` is a `source.Entry` in JSON."""

    list = models.ForeignKey(HashList, on_delete=models.PROTECT, db_index=False)
    key = models.CharField(max_length=200)
    revision = models.IntegerField()  # of the list, when this was last changed
    seen = models.IntegerField()  # the import that last told it
    said = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list", "key"], name="entry_once")]


class Change(models.Model):
    """One transaction that changed what entries say: the index on the disk follows these, in their order.

    The new entries have the ids from `first` to `last`; `keys` are the ids, eight bytes each, of those that were
    changed or removed.
    """

    token = models.CharField(max_length=16, default=_token)  # no other change, in no other database, has the same
    first = models.BigIntegerField(default=1)
    last = models.BigIntegerField(default=0)
    keys = models.BinaryField(default=bytes)


class Quarantined(models.Model):
    """An entry whose picture fingerprint tells nothing: it is not looked for, for it would match every such picture.

    Its digests match as those of any other.
    """

    entry_key = models.BigIntegerField(db_index=True)
    list_key = models.BigIntegerField(db_index=True)
    value = models.BinaryField(max_length=32)


class Print(models.Model):
    """The fingerprints of a media file received: computed once. `content` is a `prints.Print` in JSON."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    version = models.SmallIntegerField()
    content = models.TextField()


class Sought(models.Model):
    """One hash by which one report was matched: tells which reports a change of a list touches.

    `kind` is a place in `tags.KINDS`, or `LOOK` for a picture fingerprint as the file shows it.
    """

    LOOK = 9

    report_key = models.BigIntegerField(db_index=True)
    kind = models.SmallIntegerField()
    value = models.BinaryField(max_length=144)

    class Meta:
        indexes = [models.Index(fields=["value"], name="sought_value")]


class Hit(models.Model):
    """A report that a list matched when it was last looked at."""

    report_key = models.BigIntegerField(db_index=True)
    list_key = models.BigIntegerField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report_key", "list_key"], name="hit_once")]


class Pull(models.Model):
    """How far a list has been fetched from the server that keeps it.

    Everything that changed before `done` was taken. Of the range from `done` to `until` the pages before `next` were;
    the server gives a range in no order of time, so only a range that was read to its end moves `done`.
    """

    list = models.OneToOneField(HashList, on_delete=models.CASCADE, primary_key=True)
    address = models.CharField(max_length=300)
    done = models.DateTimeField()
    until = models.DateTimeField(null=True)
    next = models.TextField(blank=True)
    pages = models.IntegerField(default=0)  # read of this range
    asked_at = models.DateTimeField(null=True)
    fault = models.TextField(blank=True)  # why the last pull ended early; for an officer


class Gap(models.Model):
    """A range of time that could not be read whole: what could be was taken. It is asked for again with each pull."""

    list = models.ForeignKey(HashList, on_delete=models.CASCADE)
    start = models.DateTimeField()
    end = models.DateTimeField()
    fault = models.TextField()
    met_at = models.DateTimeField()


class Gone(models.Model):
    """An entry that a fetched list took back, and when it did: what was said of it before comes too late."""

    list = models.ForeignKey(HashList, on_delete=models.CASCADE)
    key = models.CharField(max_length=200)
    said_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list", "key"], name="gone_once")]


class Unanswered(models.Model):
    """A video of which only the keyframes were looked at, and that matched nothing: to be looked at more closely."""

    report_key = models.BigIntegerField(db_index=True)
    sha256 = models.CharField(max_length=64)
    partly = models.BooleanField()  # some frames matched, too few to count
    begun_at = models.DateTimeField(null=True)
    tries = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report_key", "sha256"], name="unanswered_once")]


class Terms(models.Model):
    """How much a service is told that may ask whether files are known. Without a row: known or not known."""

    service_key = models.BigIntegerField(unique=True)
    level = models.CharField(max_length=12)  # answering.Level
