"""The desk's addresses."""

from __future__ import annotations

from django.urls import path

from vigie.desk.views import acts, deliveries, entry, letters, media, problems, queue, report, talks, threshold, ties
from vigie.desk.views import (
    account,
    acts,
    audit,
    closed,
    deliveries,
    entry,
    media,
    problems,
    queue,
    report,
    second,
    ties,
)

urlpatterns = [
    path("", queue.queue, name="queue"),
    path("next", acts.take_next, name="next"),
    path("reports/<int:key>", report.report, name="report"),
    path("reports/<int:key>/versions/<int:number>", report.report, name="version"),
    path("reports/<int:key>/claim", acts.claim, name="claim"),
    path("reports/<int:key>/release", acts.release, name="release"),
    path("reports/<int:key>/decide", acts.decide, name="decide"),
    path("reports/<int:key>/decisions/<int:decision>/undo", acts.undo, name="undo"),
    path("reports/<int:key>/files/<int:file>/show", media.show, name="show"),
    path("reports/<int:key>/cut", ties.cut, name="cut"),
    path("reports/<int:key>/restore", ties.restore, name="restore"),
    path("reports/<int:key>/letters", letters.letters, name="report-letters"),
    path("reports/<int:key>/letters/who", letters.who, name="report-who"),
    path("reports/<int:key>/files/<int:file>/list", letters.put_on_list, name="put-on-list"),
    path("talks", talks.talks, name="talks"),
    path("talks/<int:key>", talks.talk, name="desk-talk"),
    path("talks/<int:key>/thread", talks.thread, name="desk-talk-thread"),
    path("threshold", threshold.threshold, name="threshold"),
    path("pictures/<slug:token>", media.picture, name="picture"),
    path("reports/<int:key>/why", audit.why, name="why"),
    path("reports/<int:key>/looked", audit.of_report, name="looked"),
    path("looks", audit.mine, name="my-looks"),
    path("looks/<str:name>", audit.of_person, name="looks"),
    path("journal", audit.journal, name="journal"),
    path("compartments", closed.closed, name="compartments"),
    path("compartments/open", closed.begin, name="open-compartment"),
    path("compartments/<int:key>/<slug:act>", closed.change, name="change-compartment"),
    path("emergency", closed.emergency, name="emergency"),
    path("emergency/<int:key>/judge", closed.judge, name="judge-emergency"),
    path("problems", problems.problems, name="problems"),
    path("problems/<int:key>/close", problems.close, name="close-problem"),
    path("deliveries", deliveries.deliveries, name="deliveries"),
    path("sign-in", entry.sign_in, name="sign-in"),
    path("sign-in/second", second.second, name="second"),
    path("sign-in/set-up", second.set_up, name="set-up"),
    path("account", account.account, name="account"),
    path("account/codes-shown", account.codes, name="codes"),
    path("account/<slug:act>", account.change, name="change-account"),
    path("sign-out", entry.sign_out, name="sign-out"),
    path("language", entry.speak, name="language"),
]
