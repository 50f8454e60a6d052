from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "linli.duties"
    label = "duties"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from linli.duties.holdings import HOLDINGS
        from linli.orgs.holdings import register

        register(*HOLDINGS)
