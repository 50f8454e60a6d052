"""A circular as a Word document: what is printed, signed and passed on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from docx import Document
from docx.document import Document as Page
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import _Cell as TableCell

from linli.faces.kit.circular.sheet import Cell, Sheet, Table
from linli.faces.kit.figures import BANDS, FIGURE, RAW_AND_NET, TAKEN
from linli.matters.figures import FEWEST

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BODY, HEAD = "FangSong", "SimHei"  # 仿宋 and 黑体, as official papers have them
LATIN = "Times New Roman"
A4 = (Cm(29.7), Cm(21.0))


def document(sheet: Sheet) -> bytes:
    """The .docx file, A4 across, with every table, list and definition of the sheet."""
    page = Document()
    _set_up(page, sheet)
    page.add_heading(title(sheet), level=0).alignment = WD_ALIGN_PARAGRAPH.CENTER
    page.add_paragraph(subtitle(sheet)).alignment = WD_ALIGN_PARAGRAPH.CENTER
    if sheet.circular.changes:
        page.add_paragraph(_("What this version changes: %(changes)s") % {"changes": sheet.circular.changes})
    page.add_heading(_("The whole county"), level=1)
    _figures(page, Table("total", "", (sheet.total,)))
    page.add_heading(_("Where units stand"), level=1)
    _ranking(page, sheet)
    for table in sheet.tables:
        page.add_heading(table.title, level=1)
        _figures(page, table)
    page.add_heading(_("Left out of the net figures"), level=1)
    _left_out(page, sheet)
    page.add_heading(_("Orders so late that they are named"), level=1)
    _late(page, sheet)
    page.add_heading(_("What the figures mean"), level=1)
    for said in (TAKEN, *FIGURE.values()):
        line = page.add_paragraph(style="List Bullet")
        line.add_run(f"{said.name}  ").bold = True
        line.add_run(str(said.means))
    for text in (RAW_AND_NET, BANDS, sheet.unanswered):
        page.add_paragraph(str(text), style="List Bullet")
    file = BytesIO()
    page.save(file)
    return file.getvalue()


def title(sheet: Sheet) -> str:
    month = {"county": sheet.county, "year": sheet.month.year, "month": sheet.month.month}
    return _("%(county)s: how requests were handled in %(year)d-%(month)02d") % month


def subtitle(sheet: Sheet) -> str:
    circular = sheet.circular
    issued = circular.issued_at
    parts = [
        _("Version %(n)d") % {"n": circular.version},
        _("Counted up to %(at)s") % {"at": _moment(circular.cut_off_at)},
        _("Draft, not issued") if issued is None else _("Issued %(at)s") % {"at": _moment(issued)},
    ]
    return " · ".join(parts)


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


def _set_up(page: Page, sheet: Sheet) -> None:
    section = page.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = A4
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1.8)
    for name, size, font in (
        ("Normal", 10.5, BODY),
        ("Title", 20, HEAD),
        ("Heading 1", 14, HEAD),
        ("Heading 2", 12, HEAD),
    ):
        style = page.styles[name]
        if isinstance(style, ParagraphStyle):
            style.font.name, style.font.size = LATIN, Pt(size)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for script in ("w:eastAsia", "w:ascii", "w:hAnsi"):
                fonts.set(qn(script), font if script == "w:eastAsia" else LATIN)
            for theme in ("w:asciiTheme", "w:eastAsiaTheme", "w:hAnsiTheme"):
                fonts.attrib.pop(qn(theme), None)
    page.core_properties.title = title(sheet)
    page.core_properties.author = sheet.county
    page.core_properties.comments = f"SHA-256 {sheet.circular.digest}"
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run(f"{sheet.county} · {sheet.circular.month} · ")
    _page_number(footer.add_run())
    footer.add_run(f" · SHA-256 {sheet.circular.digest[:16]}…")


def _page_number(run: object) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            part.text = text
        else:
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)  # type: ignore[attr-defined]


def _figures(page: Page, table: Table) -> None:
    head = [pgettext("of a unit", "Name"), str(TAKEN.name), *(str(FIGURE[figure].name) for figure in FIGURE)]
    rows = [[row.name, few(row.taken), *map(_said, row.cells)] for row in table.rows]
    _table(page, head, rows, first=Cm(5.0))


def few(count: int | None) -> str:
    return _("fewer than %(fewest)d") % {"fewest": FEWEST} if count is None else str(count)


def _said(cell: Cell) -> str:
    if cell.is_hidden:
        return few(None)
    if not cell.whole:
        return "—"
    net = "\n" + _("net %(percent)s") % {"percent": cell.net} if cell.net else ""
    return f"{cell.percent}%\n{cell.part}/{cell.whole}{net}"


def _ranking(page: Page, sheet: Sheet) -> None:
    weights = _(", ").join(f"{name} {weight}" for name, weight in sheet.weights)
    page.add_paragraph(
        _("Weights: %(weights)s (%(source)s). At least %(minimum)d cases below the line of each rate.")
        % {"weights": weights, "source": sheet.source or "—", "minimum": sheet.minimum}
    )
    for group in sheet.groups:
        page.add_heading(group.title, level=2)
        rows = [
            [
                band.rank,
                "\n".join(unit.name for unit in band.units),
                "\n".join(unit.value for unit in band.units),
                "\n".join(unit.between for unit in band.units),
            ]
            for band in group.bands
        ]
        if rows:
            head = [
                pgettext("of units", "Rank"),
                _("Units that the numbers do not tell apart"),
                _("Weighed"),
                _("Lies within"),
            ]
            _table(page, head, rows)
        for name, codes in ((_("Red list"), group.red), (_("Black list"), group.black)):
            page.add_paragraph(name + _(": ") + (_(", ").join(codes) or _("nobody is clearly apart")))
        if group.too_few:
            page.add_paragraph(_("Too few cases to be ranked: %(names)s") % {"names": _(", ").join(group.too_few)})


def _left_out(page: Page, sheet: Sheet) -> None:
    if not sheet.left_out:
        page.add_paragraph(_("None."))
    elif sheet.is_public:
        head = [_("Unit"), _("Reason"), _("Decision"), _("How many")]
        _table(page, head, [[row.unit, row.reason, row.stage, few(row.count)] for row in sheet.left_out])
    else:
        head = [_("Number"), _("Unit"), _("Reason"), _("Decision"), _("Asked on"), _("Decided on")]
        rows = [[r.number, r.unit, r.reason, r.stage, r.asked_on, r.decided_on] for r in sheet.left_out]
        _table(page, head, rows)


def _late(page: Page, sheet: Sheet) -> None:
    if not sheet.late:
        page.add_paragraph(_("None."))
    elif sheet.is_public:
        _table(page, [_("Unit"), _("Step"), _("How many")], [[r.unit, r.step, few(r.count)] for r in sheet.late])
    else:
        head = [_("Number"), _("Unit"), _("Step"), _("Was due"), _("Done")]
        _table(page, head, [[r.number, r.unit, r.step, r.due_on, r.done_on or "—"] for r in sheet.late])


def _table(page: Page, head: Sequence[str], rows: Sequence[Sequence[str]], first: Cm | None = None) -> None:
    table = page.add_table(rows=1, cols=len(head), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        _write(cell, text, bold=True)
    repeat = OxmlElement("w:tblHeader")  # the head stands again on every page
    repeat.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            _write(cell, text)
    if first is not None:
        for row_ in table.rows:
            row_.cells[0].width = first


def _write(cell: TableCell, text: str, *, bold: bool = False) -> None:
    run = cell.paragraphs[0].add_run(text)
    run.bold, run.font.size = bold, Pt(8.5)
