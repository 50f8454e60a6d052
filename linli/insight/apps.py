from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "linli.insight"
    label = "insight"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from linli.insight.holdings import HOLDINGS
        from linli.orgs.holdings import register

        register(*HOLDINGS)
