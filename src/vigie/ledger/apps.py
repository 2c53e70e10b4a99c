from django.apps import AppConfig


class Config(AppConfig):
    name = "vigie.ledger"
    label = "ledger"
