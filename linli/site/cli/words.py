"""The language of the command: Chinese unless the user's settings ask for another.

The catalogue is the one of ``linli.site``; click asks the same catalogue for its own words, which are listed below so
that they are translated with the rest.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "locale"
DOMAIN = "django"
SILENT = {"", "c", "posix"}  # values of LANG that say nothing about a language


def chosen(environ: Mapping[str, str] = os.environ) -> str:
    """``zh-hans`` or ``en``, from LINLI_LANG, LC_ALL, LC_MESSAGES or LANG; a language we do not have gets English."""
    for name in ("LINLI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "").partition(".")[0].lower()
        if value not in SILENT:
            return "zh-hans" if value.startswith("zh") else "en"
    return "zh-hans"


def speak(language: str) -> None:
    """Make ``gettext`` of this process and its children answer in ``language``."""
    os.environ["LANGUAGE"] = "zh_Hans" if language == "zh-hans" else "en"
    gettext.bindtextdomain(DOMAIN, str(LOCALE))
    gettext.textdomain(DOMAIN)


def gettext_noop(text: str) -> str:
    return text


def ngettext_noop(one: str, many: str) -> tuple[str, str]:
    return one, many


CLICK = (
    gettext_noop("Usage:"),
    gettext_noop("Options"),
    gettext_noop("Commands"),
    gettext_noop("Show this message and exit."),
    gettext_noop("Show the version and exit."),
    gettext_noop("default: {default}"),
    gettext_noop("required"),
    gettext_noop("Error: {message}"),
    gettext_noop("Aborted!"),
    gettext_noop("Try '{command} {option}' for help."),
    gettext_noop("Missing command."),
    gettext_noop("Missing argument"),
    gettext_noop("Missing option"),
    gettext_noop("Missing parameter"),
    gettext_noop("No such command {name!r}."),
    gettext_noop("No such option {name!r}."),
    gettext_noop("Invalid value: {message}"),
    gettext_noop("Invalid value for {param_hint}: {message}"),
    gettext_noop("Option {name!r} does not take a value."),
    gettext_noop("{value!r} is not a valid {number_type}."),
    gettext_noop("{value} is not in the range {range}."),
    gettext_noop("{name} {filename!r} does not exist."),
    gettext_noop("{name} {filename!r} is a directory."),
    gettext_noop("{name} {filename!r} is not readable."),
    gettext_noop("Choose from:\n\t{choices}"),
    gettext_noop("file"),
    gettext_noop("directory"),
    gettext_noop("path"),
    gettext_noop("[OPTIONS]"),
    gettext_noop("COMMAND [ARGS]..."),
    ngettext_noop("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ngettext_noop("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ngettext_noop("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    ngettext_noop("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
)
