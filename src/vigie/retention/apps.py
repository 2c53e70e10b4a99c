from django.apps import AppConfig


class Config(AppConfig):
    name = "vigie.retention"
    label = "retention"
