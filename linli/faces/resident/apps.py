from django.apps import AppConfig


class ResidentConfig(AppConfig):
    name = "linli.faces.resident"
    label = "resident"
