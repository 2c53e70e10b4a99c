from django.apps import AppConfig


class Config(AppConfig):
    name = "vigie.papers"
    label = "papers"
