from django.apps import AppConfig


class HomesConfig(AppConfig):
    name = "linli.homes"
    label = "homes"
    default_auto_field = "django.db.models.BigAutoField"
