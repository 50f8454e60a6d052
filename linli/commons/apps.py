from django.apps import AppConfig


class CommonsConfig(AppConfig):
    name = "linli.commons"
    label = "commons"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from linli.commons.actions.let_go import let_go
        from linli.commons.holdings import HOLDINGS
        from linli.orgs.holdings import register, register_upward

        register(*HOLDINGS)
        register_upward(let_go)
