from django.apps import AppConfig


class Config(AppConfig):
    name = "vigie.access"
    label = "access"
