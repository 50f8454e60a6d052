"""What of a list is asked for, and one page of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from linli.faces.desk.lists.forms import kinds
from linli.faces.kit import paging
from linli.faces.kit.fields import PlaceField, Words, offer
from linli.faces.kit.lists import NEED_STAGE, PROJECT_STAGE, SORT

MOST_PLACES = 60
STAGE_NAMES: dict[str, Any] = {str(stage): name for stage, name in NEED_STAGE.items()} | {
    str(stage): name for stage, name in PROJECT_STAGE.items()
}


class Wish(forms.Form):
    """Kind, sort, stage, place and words; what a list does not have is not asked."""

    kind = forms.ChoiceField(required=False, label=_("Kind"))
    sort = forms.ChoiceField(required=False, label=_("Sort"))
    stage = forms.ChoiceField(required=False, label=_("How far"))
    place = forms.ChoiceField(required=False, label=_("Community"))
    q = Words(max_length=60, required=False, label=_("Words in the title"))

    def __init__(
        self,
        data: QueryDict,
        *,
        areas: Sequence[str],
        on: date,
        stages: type[StrEnum] | None = None,
        by_sort: bool = False,
    ) -> None:
        super().__init__(data)
        every = ("", _("All"))
        places = {code: label for label, code in PlaceField(areas=areas).places.items() if len(code) == 12}
        offer(
            self,
            kind=[every, *kinds(on)],
            place=[every, *places.items()],
            sort=[every, *((one.value, name) for one, name in SORT.items())],
            stage=[every, *((one.value, STAGE_NAMES[one]) for one in stages or ())],
        )
        if stages is None:
            del self.fields["stage"]
        if not by_sort:
            del self.fields["sort"]
        if len(places) < 2:
            del self.fields["place"]
        self.is_valid()

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        told = self.cleaned_data
        names = {
            "kind": "kind__code",
            "sort": "sort",
            "stage": "stage",
            "place": "community__code",
            "q": "title__icontains",
        }
        return rows.filter(**{by: told[name] for name, by in names.items() if told.get(name)})

    @property
    def query(self) -> str:
        """The filters without the page, for the links to other pages."""
        kept = QueryDict(mutable=True)
        kept.update({name: value for name, value in self.cleaned_data.items() if value})
        return kept.urlencode()


def shown(request: HttpRequest, wish: Wish, rows: QuerySet[Any]) -> dict[str, Any]:
    """One page, the newest first, and the mark of the next one."""
    return {"wish": wish} | paging.asked(request, rows, "added_at", newest_first=True)
