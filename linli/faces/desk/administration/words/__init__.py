"""What the administrators' pages call entries of the log. Those of a matter, a whistle and an order for a service are
called as on their own pages."""

from __future__ import annotations

from django.utils.functional import Promise

from linli.faces.desk.administration.words.hands import HANDS
from linli.faces.desk.administration.words.offices import OFFICES
from linli.faces.kit import words
from linli.faces.kit.menu import words as menu

VERB: dict[str, str | Promise] = {**words.STEP, **menu.STEP, **OFFICES, **HANDS}
