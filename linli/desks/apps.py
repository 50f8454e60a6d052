from django.apps import AppConfig


class DesksConfig(AppConfig):
    name = "linli.desks"
    label = "desks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from linli.desks.holdings import HOLDINGS
        from linli.orgs.holdings import register

        register(*HOLDINGS)
