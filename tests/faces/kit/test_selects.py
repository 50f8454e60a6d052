"""A list to choose from is written as Django writes it, only quicker."""

from __future__ import annotations

from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html
from django.utils.functional import lazystr

from linli.faces.kit.selects import Renderer

CHOICES = [("", "---"), ("<1>", "a & b"), ("Towns", [(2, "二"), (3, "<三>")]), ("4", lazystr("四"))]


class Form(forms.Form):
    one = forms.ChoiceField(
        choices=CHOICES, widget=forms.Select({"class": "form-select", "disabled": True, "x": False})
    )
    more = forms.MultipleChoiceField(choices=CHOICES, required=False)
    words = forms.CharField()


def test_every_way_to_choose_is_written_as_django_writes_it() -> None:
    for data in ({}, {"one": "3", "more": ["2", "4"], "words": "x"}, {"one": "<1>", "more": ["<1>"]}):
        ours, theirs = Form(data or None, renderer=Renderer()), Form(data or None, renderer=DjangoTemplates())
        for name in ours.fields:
            assert parse_html(str(ours[name])) == parse_html(str(theirs[name]))
