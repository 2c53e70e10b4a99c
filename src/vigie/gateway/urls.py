"""The gateway's addresses."""

from __future__ import annotations

from django.urls import include, path

from vigie.gateway.views import api, interface, ispws, match

_API = interface.api.urls
for _pattern in _API[0]:
    setattr(_pattern.callback, "login_required", False)  # noqa: B010 (services have keys of their own)
    setattr(_pattern, "name", None)  # noqa: B010 (nobody asks for them by name)

urlpatterns = [
    path("api/v1/openapi.json", api.openapi),
    path("api/v1/", include(_API[0])),
    path("api/", api.described, name="api"),
    path("ispws/status", ispws.status),
    path("ispws/xsd", ispws.xsd),
    path("ispws/submit", ispws.submit_report),
    path("ispws/upload", ispws.upload),
    path("ispws/fileinfo", ispws.file_info),
    path("ispws/finish", ispws.finish),
    path("ispws/retract", ispws.retract),
    path("match", match.match),
]
