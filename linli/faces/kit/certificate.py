"""A certificate of hours on one sheet of paper (A4), with the code by which anybody checks it.

The letters travel inside the file, taken from a Chinese font of the machine: that of ``LINLI_FONT``, else the first of
the usual places.
"""

from __future__ import annotations

import logging
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.faces.kit.fields import in_language
from linli.faces.kit.moments import hours
from linli.volunteering.models import Certificate
from linli.volunteering.rules.activities import grouped

FONTS = (  # and which of the faces of a collection
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),  # Debian, Ubuntu: fonts-noto-cjk; the third is SC
    ("/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc", 2),  # Fedora, openEuler, Kylin
    ("/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc", 2),  # Arch, Alpine
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
    ("/System/Library/Fonts/STHeiti Light.ttc", 1),  # macOS
    ("C:/Windows/Fonts/msyh.ttc", 0),
    ("C:/Windows/Fonts/simsun.ttc", 0),
)
FACE = "han"
MARGIN, WIDTH = 25, 160  # millimetres


class NoFont(RuntimeError):
    """The machine has no Chinese font that we know of."""


@lru_cache(maxsize=1)
def font() -> tuple[str, int]:
    """The file of the font and which of its faces. Raises: NoFont."""
    own = ((settings.LINLI_FONT, 0),) if settings.LINLI_FONT else FONTS
    for file, face in own:
        if Path(file).is_file():
            return file, face
    raise NoFont


def pdf(certificate: Certificate, *, host: str) -> bytes:
    """The file. ``host`` is where the code is checked. Raises: NoFont."""
    file, face = font()
    from fpdf import FPDF  # slow to load, and only downloads need it

    logging.getLogger("fontTools").setLevel(logging.ERROR)
    sheet = FPDF()
    sheet.set_title(_("Certificate of volunteer service"))
    sheet.set_margin(MARGIN)
    sheet.add_page()
    sheet.add_font(FACE, fname=file, collection_font_number=face)
    sheet.set_draw_color(180, 40, 30)
    sheet.set_line_width(0.8)
    sheet.rect(15, 15, 180, 267)
    sheet.set_y(50)
    for size, text, after in _lines(certificate, host):
        sheet.set_font(FACE, size=size)
        sheet.multi_cell(WIDTH, size * 0.55, text, align="C" if size > 14 else "L", new_x="LMARGIN", new_y="NEXT")
        sheet.ln(after)
    return bytes(sheet.output())


def _lines(row: Certificate, host: str) -> list[tuple[int, str, int]]:
    """Size in points, words, millimetres after it."""
    unit = in_language(row.unit.name, row.unit.name_en)
    name = row.name_shown or _("The volunteer who holds this code")
    what = _("%(name)s took part in volunteer service of this community %(times)d times, %(hours)s in all.")
    span = _("Period: %(since)s to %(until)s")
    issued = timezone.localdate(row.issued_at)
    return [
        (26, _("Certificate of volunteer service"), 18),
        (14, what % {"name": name, "times": row.times, "hours": hours(row.minutes)}, 6),
        (14, span % {"since": _day(row.since), "until": _day(row.until)}, 6),
        (14, _("Each time was confirmed by the organiser."), 20),
        (14, unit, 3),
        (14, _day(issued), 30),
        (20, grouped(row.code), 4),
        (11, _("Check it at %(address)s") % {"address": host + reverse("resident:certificate", args=[row.code])}, 2),
        (11, _("If hours were struck later, this page says that the certificate is withdrawn."), 0),
    ]


def _day(on: date) -> str:
    """With its year, whatever year it is."""
    return in_language(f"{on.year}年{on.month}月{on.day}日", on.isoformat())
