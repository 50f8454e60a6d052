"""What changed of a facility as people read it: fields under the labels of the form, values by their names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.faces.desk.facilities.forms import FacilityForm, in_lines
from linli.faces.kit.facilities import LEVELS, WHEELCHAIR, kind_name
from linli.faces.kit.fields import in_language
from linli.faces.kit.hours import HOLIDAYS
from linli.places.models import Wheelchair
from linli.places.reads.facilities import vocabulary
from linli.places.rules import Level

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Line = tuple[str, str, str]  # field, before, after
LABELS: dict[str, str | _StrPromise] = {
    **{name: field.label or name for name, field in FacilityForm.base_fields.items()},
    "changes": FacilityForm.base_fields["changed_days"].label or "",
    "point": gettext_lazy("Longitude and latitude"),
}


def _offers(codes: str) -> str:
    named = vocabulary().offerings
    return _(", ").join(in_language(named[one].name, named[one].name_en) for one in codes.split() if one in named)


WORDS: dict[str, Callable[[str], object]] = {
    "kind": kind_name,
    "level": lambda code: LEVELS[Level(int(code))],
    "wheelchair": lambda code: WHEELCHAIR[Wheelchair(code)],
    "holidays": lambda code: HOLIDAYS[code],
    "offers": _offers,
    "hours": in_lines,
    "changes": in_lines,
}


def differing(lines: Iterable[Line]) -> list[Line]:
    """``lines`` of the log (``places.actions.facilities.told``) in words; what was not told is empty."""
    return [(str(LABELS.get(name, name)), _said(name, before), _said(name, after)) for name, before, after in lines]


def _said(name: str, text: str) -> str:
    return str(WORDS.get(name, str)(text)) if text else ""
