from django.apps import AppConfig


class Config(AppConfig):
    name = "vigie.steering"
    label = "steering"
