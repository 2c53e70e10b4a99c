"""The second thing somebody signs in with, and where they are signed in."""

from __future__ import annotations

from django.db import models

from vigie.access.models.officer import Officer


class Totp(models.Model):
    """An authenticator app. `secret` is sealed under the session key; `used` is the last step whose code was taken."""

    officer = models.OneToOneField(Officer, on_delete=models.CASCADE)
    secret = models.BinaryField(max_length=80)
    at = models.DateTimeField()
    used = models.BigIntegerField(default=-1)


class Passkey(models.Model):
    """A passkey or security key: its public half."""

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE)
    name = models.CharField(max_length=80)
    credential = models.BinaryField(max_length=1100)  # WebAuthn's attested credential data
    identity = models.CharField(max_length=64, unique=True)  # SHA-256 of the credential's id
    count = models.BigIntegerField(default=0)
    at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class RecoveryCode(models.Model):
    """One of ten codes for the day when the second thing is lost; good once."""

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE)
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "digest"], name="recovery_once")]


class Sitting(models.Model):
    """A session that somebody opened: to be listed, and ended from elsewhere."""

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE)
    session = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=12)  # "password", "totp", "passkey", "recovery", "agency"
    browser = models.CharField(max_length=120, blank=True)
