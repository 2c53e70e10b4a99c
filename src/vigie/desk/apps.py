from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "vigie.desk"
    label = "desk"
