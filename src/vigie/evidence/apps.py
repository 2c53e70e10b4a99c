from django.apps import AppConfig


class Config(AppConfig):
    name = "vigie.evidence"
    label = "evidence"
