from django.apps import AppConfig


class Config(AppConfig):
    name = "vigie.journey"
    label = "journey"
