from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "linli.matters"
    label = "matters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from linli.matters.actions.pass_up import pass_up
        from linli.matters.holdings import HOLDINGS
        from linli.orgs.holdings import register, register_upward

        register(*HOLDINGS)
        register_upward(pass_up)
