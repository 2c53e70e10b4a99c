"""What the door remembers of somebody who is on its pages: sealed under a key that only their browser holds."""

from __future__ import annotations

from django.db import models


class Visit(models.Model):
    """A visit: `content` opens with the token whose digest is `name`. Ended, it is deleted."""

    name = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()
    expires_at = models.DateTimeField(db_index=True)


class Piece(models.Model):
    """A file that was handed in on a page and not sent yet, sealed under the visit's key."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE)
    position = models.SmallIntegerField()
    content = models.BinaryField()
