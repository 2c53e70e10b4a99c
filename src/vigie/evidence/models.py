"""What was received, and where its sealed bytes lie."""

from __future__ import annotations

from django.db import models


class Object(models.Model):
    """One content, sealed once however often it is received."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    sha1 = models.CharField(max_length=40, db_index=True)
    md5 = models.CharField(max_length=32, db_index=True)
    size = models.BigIntegerField()
    segment = models.CharField(max_length=80)
    offset = models.BigIntegerField()
    sealed_at = models.DateTimeField()


class Delivery(models.Model):
    """One act of handing things in: one `vigie take`, one upload."""

    door = models.CharField(max_length=40)
    origin = models.CharField(max_length=1000)
    source = models.CharField(max_length=80, blank=True)
    actor = models.CharField(max_length=150)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)


class Parcel(models.Model):
    """What came together: the folder of one report, a table of many, an archive."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True)  # the archive it came out of
    path = models.CharField(max_length=1000)
    digest = models.CharField(max_length=64)
    depth = models.SmallIntegerField(default=0)  # archives within archives
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            # An archive unpacked again after a crash makes the same parcels, not others beside them.
            models.UniqueConstraint(
                fields=["parent", "path", "digest"], condition=models.Q(parent__isnull=False), name="parcel_once"
            )
        ]


class Reception(models.Model):
    """One file of one parcel: an object, under the path it was received by."""

    parcel = models.ForeignKey(Parcel, on_delete=models.PROTECT)
    object = models.ForeignKey(Object, on_delete=models.PROTECT)
    position = models.IntegerField()
    path = models.CharField(max_length=1000)

    class Meta:
        indexes = [models.Index(fields=["parcel", "position"])]
