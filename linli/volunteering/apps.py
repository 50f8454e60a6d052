from django.apps import AppConfig


class VolunteeringConfig(AppConfig):
    name = "linli.volunteering"
    label = "volunteering"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from linli.orgs.holdings import register
        from linli.volunteering.holdings import HOLDINGS

        register(*HOLDINGS)
