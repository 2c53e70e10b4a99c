from django.apps import AppConfig


class Config(AppConfig):
    name = "vigie.triage"
    label = "triage"
