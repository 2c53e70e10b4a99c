from django.apps import AppConfig


class Config(AppConfig):
    name = "vigie.reporters"
    label = "reporters"
