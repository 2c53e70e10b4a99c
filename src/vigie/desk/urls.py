"""The desk's addresses."""

from __future__ import annotations

from django.urls import path

from vigie.desk.views import acts, capacity, deliveries, entry, later, media, policies, problems, queue, report, ties

urlpatterns = [
    path("", queue.queue, name="queue"),
    path("next", acts.take_next, name="next"),
    path("reports/<int:key>", report.report, name="report"),
    path("reports/<int:key>/versions/<int:number>", report.report, name="version"),
    path("reports/<int:key>/claim", acts.claim, name="claim"),
    path("reports/<int:key>/release", acts.release, name="release"),
    path("reports/<int:key>/decide", acts.decide, name="decide"),
    path("reports/<int:key>/decisions/<int:decision>/undo", acts.undo, name="undo"),
    path("reports/<int:key>/snooze", later.snooze, name="snooze"),
    path("reports/<int:key>/wake", later.wake, name="wake"),
    path("reports/<int:key>/alike", later.decide_alike, name="decide-alike"),
    path("reports/<int:key>/files/<int:file>/show", media.show, name="show"),
    path("reports/<int:key>/cut", ties.cut, name="cut"),
    path("reports/<int:key>/restore", ties.restore, name="restore"),
    path("pictures/<slug:token>", media.picture, name="picture"),
    path("problems", problems.problems, name="problems"),
    path("problems/<int:key>/close", problems.close, name="close-problem"),
    path("deliveries", deliveries.deliveries, name="deliveries"),
    path("policies", policies.all_, name="policies"),
    path("policies/try", policies.try_, name="try-policy"),
    path("policies/<str:name>", policies.one, name="policy"),
    path("policies/<str:name>/replay", policies.replay_, name="replay-policy"),
    path("policies/<str:name>/act", policies.act, name="act-on-policy"),
    path("capacity", capacity.capacity, name="capacity"),
    path("sign-in", entry.sign_in, name="sign-in"),
    path("sign-out", entry.sign_out, name="sign-out"),
    path("language", entry.speak, name="language"),
]
