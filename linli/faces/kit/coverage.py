"""空白点 in words: what is asked of which ground, and by what each figure is counted."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.insight.models import Lack
from linli.orgs.models import Ground

Words = str | Promise

GROUND: dict[str, Words] = {
    Ground.GRID: _("Grids"),
    Ground.BUILDING: _("Buildings"),
    Ground.ZONE: _("Business districts and parks"),
    Ground.FIRM: _("Firms"),
}
LACK: dict[str, Words] = {
    Lack.BODY: pgettext_lazy("gap", "no party body"),
    Lack.HEAD: pgettext_lazy("gap", "no head"),
    Lack.WORKER: pgettext_lazy("gap", "no worker"),
    Lack.ADVISER: pgettext_lazy("gap", "no adviser"),
}
ASKED: dict[str, Words] = {
    Ground.GRID: _("Grids in force on the day, micro grids left out"),
    Ground.BUILDING: _(
        "Buildings of estates with at least %(least)s storeys; those whose storeys nobody noted left out"
    ),
    Ground.ZONE: _(
        "Business districts and parks in force on the day; county areas that overlap count wherever they lie"
    ),
    Ground.FIRM: _(
        "Firms, social organisations, partner units and merchants with at least %(least)s people; those whose number "
        "nobody noted left out"
    ),
}
COUNTED: dict[str, Words] = {
    Lack.BODY: _("missing: no body in force covers it; one that only has its rooms there does not count"),
    Lack.HEAD: _(
        "missing: nobody holds the post of its head on the day; for grids the grid head, else whoever leads its body"
    ),
    Lack.WORKER: _("missing: nobody holds the post of grid worker on it"),
    Lack.ADVISER: _("missing: no adviser is sent to it or to a body that stands there"),
}
SIZE: dict[str, Words] = {Ground.BUILDING: _("Storeys"), Ground.FIRM: _("People")}
