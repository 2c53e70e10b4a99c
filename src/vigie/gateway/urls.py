"""The gateway's addresses."""

from __future__ import annotations

from django.urls import path

from vigie.gateway.views import ispws, match

urlpatterns = [
    path("ispws/status", ispws.status),
    path("ispws/xsd", ispws.xsd),
    path("ispws/submit", ispws.submit_report),
    path("ispws/upload", ispws.upload),
    path("ispws/fileinfo", ispws.file_info),
    path("ispws/finish", ispws.finish),
    path("ispws/retract", ispws.retract),
    path("match", match.match),
]
