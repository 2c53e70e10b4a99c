from django.apps import AppConfig


class Config(AppConfig):
    name = "vigie.matching"
    label = "matching"
