"""The desk's addresses."""

from __future__ import annotations

from django.urls import path

from vigie.desk.views import acts, cases, comfort, deliveries, entry, home, media, parts, problems, queue, report, threads, ties

urlpatterns = [
    path("", home.home, name="home"),
    path("queue", queue.queue, name="queue"),
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
    path("pictures/<slug:token>", media.picture, name="picture"),
    path("reports/<int:key>/renew", acts.renew, name="renew"),
    path("reports/<int:key>/offer", comfort.offer, name="offer"),
    path("reports/<int:key>/swap", comfort.take, name="swap"),
    path("reports/<int:key>/keep", comfort.withdraw, name="keep"),
    path("cases", cases.cases, name="cases"),
    path("cases/new", cases.start, name="new-case"),
    path("cases/<int:key>", cases.case, name="case"),
    path("cases/<int:key>/<slug:what>", cases.act, name="case-act"),
    path("comfort/stop", comfort.stop, name="stop"),
    path("comfort/stopped", comfort.stopped, name="stopped"),
    path("comfort/break", comfort.rest, name="break"),
    path("comfort/resting", comfort.resting, name="resting"),
    path("comfort/breaks", comfort.breaks, name="breaks"),
    path("comfort/look", comfort.look, name="look"),
    path("exposure", comfort.exposure, name="exposure"),
    path("threads/<str:name>", threads.thread, name="thread"),
    path("threads/<str:name>/<slug:what>", threads.change, name="thread-change"),
    path("contents/<str:name>", threads.content, name="content"),
    path("parts", parts.parts, name="parts"),
    path("problems", problems.problems, name="problems"),
    path("problems/<int:key>/close", problems.close, name="close-problem"),
    path("deliveries", deliveries.deliveries, name="deliveries"),
    path("sign-in", entry.sign_in, name="sign-in"),
    path("sign-out", entry.sign_out, name="sign-out"),
    path("language", entry.speak, name="language"),
]
