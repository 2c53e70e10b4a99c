"""The gateway's addresses, but for those of the CyberTipline interface (`gateway/middleware.py`)."""

from __future__ import annotations

from django.urls import include, path

from vigie.gateway.views import api, interface, match

_API = interface.api.urls
for _pattern in _API[0]:
    setattr(_pattern.callback, "login_required", False)  # noqa: B010 (services have keys of their own)
    setattr(_pattern, "name", None)  # noqa: B010 (nobody asks for them by name)

urlpatterns = [
    path("api/v1/openapi.json", api.openapi),
    path("api/v1/", include(_API[0])),
    path("api/", api.described, name="api"),
    path("match", match.match),
]
