from django.apps import AppConfig


class AmendmentsConfig(AppConfig):
    name = "vigie.amendments"
    label = "amendments"
