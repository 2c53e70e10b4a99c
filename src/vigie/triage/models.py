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


class Sensed(models.Model):
    """What the sentences of a report's first version mean, as one version of the examples heard them: by sentence,
    `[[cue, strength, example]]` in JSON. Listening is dear, and many processes judge."""

    report_key = models.BigIntegerField(primary_key=True)
    version = models.CharField(max_length=12)
    heard = models.TextField(blank=True)


class Overheard(models.Model):
    """The cue words of one conversation that came as a file, as one lexicon heard them: `[[cue, words, saying,
    strength, by]]` in JSON. Read once, so that judging anew needs no media."""

    sha256 = models.CharField(max_length=64)
    lexicon = models.CharField(max_length=16)
    hits = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sha256", "lexicon"], name="overheard_once")]


class PolicyText(models.Model):
    """A policy as it was written, never changed: an old score is explained by the text that it names.

    The current one is that adopted last. `state` says how far one has come."""

    class State(models.TextChoices):
        SHIPPED = "shipped"  # came with the program, and judges until another is adopted
        TRIED = "tried"  # on trial: weighed beside the current one, ordering nothing
        PROPOSED = "proposed"
        APPROVED = "approved"  # by a second person
        ADOPTED = "adopted"
        WITHDRAWN = "withdrawn"

    name = models.CharField(max_length=60)
    version = models.IntegerField()
    text = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices)
    written_by = models.CharField(max_length=150)
    written_at = models.DateTimeField()
    why = models.TextField(blank=True)
    replayed_at = models.DateTimeField(null=True)
    replayed_against = models.CharField(max_length=80, blank=True)
    replay = models.TextField(blank=True)  # what the last replay found, in JSON
    proposed_by = models.CharField(max_length=150, blank=True)
    proposed_at = models.DateTimeField(null=True)
    proposed_why = models.TextField(blank=True)
    approved_by = models.CharField(max_length=150, blank=True)
    approved_at = models.DateTimeField(null=True)
    approved_why = models.TextField(blank=True)
    adopted_by = models.CharField(max_length=150, blank=True)
    adopted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="policy_version_once"),
            models.CheckConstraint(
                condition=models.Q(approved_by="") | ~models.Q(approved_by=models.F("proposed_by")),
                name="policy_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}@{self.version}"


class Shadowed(models.Model):
    """What a policy on trial said of a live report, beside what the current one said."""

    report_key = models.BigIntegerField()
    policy = models.CharField(max_length=80)
    against = models.CharField(max_length=80)
    class_name = models.CharField(max_length=20)
    total = models.IntegerField()
    total_now = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report_key", "policy"], name="shadowed_once")]
        indexes = [models.Index(fields=["policy", "-total"], name="shadowed_order")]
