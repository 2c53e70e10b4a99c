"""The people of the desk, and the tries to come in as one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractUser
from django.db import models

from vigie.access.roles import Act, Role, may

if TYPE_CHECKING:
    from vigie.access.models.scope import Scope


class Officer(AbstractUser):
    """Somebody who signs in. `unit` is a key of the country pack's units; empty: the central desk."""

    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role], default=Role.OFFICER)
    unit = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=5, blank=True)

    scope: Scope | None = None  # not a column: what `scope_of` found, for this object's life

    class Meta(AbstractUser.Meta):
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=[r.value for r in Role]), name="officer_role_known")
        ]

    def may(self, act: Act) -> bool:
        """Whether this person may do an act now."""
        return self.is_active and may(self.role, act, self.unit)


class Attempt(models.Model):
    """One try to sign in that has not succeeded. `who` is a keyed digest of the name: some type a password there."""

    who = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["who", "at"], name="attempt_of")]
