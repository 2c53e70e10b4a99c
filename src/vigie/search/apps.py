from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "vigie.search"
    label = "search"
