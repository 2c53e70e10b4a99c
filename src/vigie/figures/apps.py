from django.apps import AppConfig


class Config(AppConfig):
    name = "vigie.figures"
    label = "figures"
