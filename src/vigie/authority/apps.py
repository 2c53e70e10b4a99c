from django.apps import AppConfig


class Config(AppConfig):
    name = "vigie.authority"
    label = "authority"
