from django.apps import AppConfig


class Config(AppConfig):
    name = "vigie.report"
    label = "report"
