"""The addresses of the agency's sign-in, and what it vouches for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import LoginView
from django.urls import include, path
from oauth2_provider.oauth2_validators import OAuth2Validator


class Vouching(OAuth2Validator):  # type: ignore[misc]  # of what has no types
    """Says the name by which the agency knows somebody."""

    oidc_claim_scope = None

    def get_additional_claims(self) -> dict[str, Callable[[Any], str]]:
        return {"preferred_username": lambda request: str(request.user.username)}


urlpatterns = [
    path("login", LoginView.as_view()),
    path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")),
]
