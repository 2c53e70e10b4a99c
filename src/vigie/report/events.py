"""What a service saw an account do from an address, as people say it. English here; the rest in the catalogue. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from vigie.report.saying import Saying, say

EVENTS: Mapping[str, Saying] = {
    "login": say("login"),
    "registration": say("registration"),
    "purchase": say("purchase"),
    "upload": say("upload"),
    "other": say("other event"),
    "unknown": say("event not said"),
}
