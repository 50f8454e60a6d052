from django.apps import AppConfig


class WallConfig(AppConfig):
    name = "linli.faces.wall"
    label = "wall"
