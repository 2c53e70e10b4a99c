from django.apps import AppConfig


class Config(AppConfig):
    name = "vigie.linking"
    label = "linking"
