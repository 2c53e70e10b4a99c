from django.apps import AppConfig


class Config(AppConfig):
    name = "vigie.requests"
    label = "requests"
