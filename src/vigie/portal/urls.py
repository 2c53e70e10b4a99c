"""The portal's addresses: each neutral, none says what for."""

from __future__ import annotations

from django.urls import path

from vigie.portal.views import bridge, child, coming_back, elsewhere, prevention, talk, telling, typed

urlpatterns = [
    path("signaler/", telling.start, name="tell"),
    path("signaler/etape/<int:number>", telling.step, name="tell-step"),
    path("signaler/maintenant", telling.danger, name="tell-danger"),
    path("signaler/envoi", telling.send, name="tell-send"),
    path("signaler/recu", telling.receipt, name="receipt"),
    path("signaler/oublier", telling.forget, name="forget"),
    path("signaler/suite", coming_back.back, name="back"),
    path("signaler/lettres", coming_back.letters, name="letters"),
    path("signaler/preuve", coming_back.proof, name="proof"),
    path("signaler/fin", coming_back.leave, name="leave"),
    path("signaler/ailleurs/<slug:what>", elsewhere.elsewhere, name="elsewhere"),
    path("bonjour/", child.start, name="hello"),
    path("bonjour/fin", child.leave, name="bye"),
    path("bonjour/envoi", child.send, name="child-send"),
    path("bonjour/mots", child.receipt, name="child-receipt"),
    path("bonjour/photo", child.picture, name="child-picture"),
    path("bonjour/conseils", child.advice, name="child-advice"),
    path("bonjour/parler", talk.talk, name="talk"),
    path("bonjour/parler/fil", talk.thread, name="talk-thread"),
    path("bonjour/parler/lignes", talk.lines, name="talk-lines"),
    path("bonjour/parler/flux", talk.stream, name="talk-stream"),
    path("bonjour/<slug:question>", child.ask, name="child-ask"),
    path("pont/<slug:name>/lignes", bridge.lines, name="bridge"),
    path("infos/", prevention.index, name="help"),
    path("infos/<slug:topic>", prevention.topic, name="help-topic"),
    path("signaler", typed.typed, {"name": "tell"}),
    path("bonjour", typed.typed, {"name": "hello"}),
    path("infos", typed.typed, {"name": "help"}),
]
