from django.apps import AppConfig


class DoorConfig(AppConfig):
    name = "linli.faces.door"
    label = "door"
