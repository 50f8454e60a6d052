from django.apps import AppConfig


class WhistlesConfig(AppConfig):
    name = "linli.whistles"
    label = "whistles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from linli.orgs.holdings import register
        from linli.whistles.holdings import HOLDINGS

        register(*HOLDINGS)
