"""Lists to choose from, written at once: Django makes a template of each option, 60 µs for each of a thousand units."""

from __future__ import annotations

from typing import Any

from django.forms import Select
from django.forms.renderers import DjangoTemplates
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class Renderer(DjangoTemplates):
    """Widgets as Django writes them, but for lists to choose from."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        if template_name == Select.template_name:
            return select(context["widget"])
        return super().render(template_name, context, request)


def select(widget: dict[str, Any]) -> SafeString:
    """The HTML of a list, from what Django's ``Select.get_context`` says of it."""
    parts = [(_group(name, options),) for name, options, _ in widget["optgroups"]]
    inner = format_html_join("", "{}", parts)
    return format_html('<select name="{}"{}>{}</select>', widget["name"], flatatt(widget["attrs"]), inner)


def _group(name: str | None, options: list[dict[str, Any]]) -> SafeString:
    written = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((str(one["value"]), flatatt(one["attrs"]), str(one["label"])) for one in options),
    )
    return written if name is None else format_html('<optgroup label="{}">{}</optgroup>', name, written)
