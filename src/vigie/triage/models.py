"""What triage must ask again: how often a company says a thing, and what each report said of its person."""

from __future__ import annotations

from django.db import models


class Habit(models.Model):
    """In how many reports a company said one thing (a name of `facts.py`). The names `#report`, `#file`, `#person` and
    `#text` count those in which it could have; the company "" stands for all together."""

    company = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=120)
    count = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["company", "name"], name="habit_once")]


class Wording(models.Model):
    """In how many reports a company said the same words around a cue: its boilerplate is known by that."""

    company = models.CharField(max_length=200)
    name = models.CharField(max_length=40)
    count = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["company", "name"], name="wording_once")]


class Opinion(models.Model):
    """One report as triage knows it: what its first version said (`" name name "`), its thread, and what it tells of
    its person to the other reports of the thread: `{rule: points}` in JSON."""

    report_key = models.BigIntegerField(primary_key=True)
    company = models.CharField(max_length=200, db_index=True)
    said = models.TextField()
    thread = models.CharField(max_length=20, blank=True)
    told = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["thread"], name="opinion_thread", condition=~models.Q(thread=""))]


class Overheard(models.Model):
    """The cue words of one conversation that came as a file, as one lexicon heard them: `[[cue, words, saying,
    strength]]` in JSON. Read once, so that judging anew needs no media."""

    sha256 = models.CharField(max_length=64)
    lexicon = models.CharField(max_length=16)
    hits = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sha256", "lexicon"], name="overheard_once")]
