"""What the verbs share: how Django starts, how an error is told, how a command reads in the user's language."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from gettext import gettext as _
from typing import Any

import click

from linli.site.cli import words


class Stopped(click.ClickException):
    """The command cannot go on: ``cause`` in plain words and, where there is one, the command that helps."""

    def __init__(self, cause: str, do: str = "") -> None:
        super().__init__(cause)
        self.do = do

    def format_message(self) -> str:
        return f"{self.message}\n{_('What to do:')} {self.do}" if self.do else self.message


class Unusable(Stopped):
    """The file given cannot be used at all."""

    exit_code = 2


class Command(click.Command):
    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"options_metavar": _("[OPTIONS]")} | more)


class Group(click.Group):
    command_class = Command
    group_class = type

    def __init__(self, *args: Any, **more: Any) -> None:
        usage = {"options_metavar": _("[OPTIONS]"), "subcommand_metavar": _("COMMAND [ARGS]...")}
        super().__init__(*args, **usage | more)


def start() -> None:
    """Set Django up, in the user's language. Raises: Stopped, when a setting is wrong."""
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.utils import translation

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.site.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise Stopped(str(error), _("see docs/settings.md, then run: linli doctor")) from error
    translation.activate(words.chosen())


def with_django(command: Callable[..., Any]) -> Callable[..., Any]:
    """Start Django before ``command``, and tell a database or setting that fails in words instead of a traceback."""

    @wraps(command)
    def run(*args: Any, **options: Any) -> Any:
        start()
        from django.core.exceptions import ImproperlyConfigured
        from django.db import InterfaceError, OperationalError, ProgrammingError

        try:
            return command(*args, **options)
        except ImproperlyConfigured as error:
            raise Stopped(str(error), "linli doctor") from error
        except (OperationalError, ProgrammingError, InterfaceError) as error:
            cause = str(error).strip().partition("\n")[0]
            if "no such table" in cause or "relation" in cause:
                raise Stopped(
                    _("The database has no tables yet: {cause}").format(cause=cause), "linli migrate"
                ) from error
            raise Stopped(_("The database does not answer: {cause}").format(cause=cause), "linli doctor") from error

    return run
