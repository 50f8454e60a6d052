"""The queue as a file for office programs: what for is asked and written down first, people are masked, and no cell
is ever a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from tempfile import TemporaryFile

from django import forms
from django.http import FileResponse, Http404, HttpResponseBase, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from openpyxl import Workbook

from linli.desks.actions import note_export
from linli.desks.rules import MOST_EXPORTED, harmless, without_people
from linli.faces.desk.queue.asked import Wanted, wanted
from linli.faces.kit.fields import in_language, kind_name
from linli.faces.kit.gates import SignedIn, desk
from linli.faces.kit.words import CHANNEL, PURPOSE, STAGE
from linli.matters.models import Channel, Matter
from linli.matters.reads import queue as reads
from linli.matters.reads.queue import line_of
from linli.matters.rules import Stage
from linli.orgs.authority import own_units, prefixes
from linli.orgs.grants import Grant

UTF8_MARK = "\ufeff"  # by which spreadsheets know what it is
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

COLUMNS: tuple[str | Promise, ...] = (
    _("Number"),
    _("Stage"),
    _("Kind"),
    _("Place"),
    _("Address"),
    _("What was said"),
    _("Unit"),
    _("Came by"),
    _("Came in"),
    _("Promised time"),
    _("Ended"),
)


class ExportForm(forms.Form):
    purpose = forms.ChoiceField(choices=[(value, name) for value, name in PURPOSE.items()], label=_("What for"))
    form = forms.ChoiceField(
        choices=[("xlsx", _("Table for office programs (XLSX)")), ("csv", _("Plain table (CSV)"))],
        widget=forms.RadioSelect,
        initial="xlsx",
        label=_("Format"),
    )


@desk  # type: ignore[arg-type]  # a stream is an answer too
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: SignedIn) -> HttpResponseBase:
    """Ask what for; then the file. The filters stand in the address, as in the queue."""
    areas = prefixes(request.user, Grant.SEE_MATTERS)
    if not areas:
        raise Http404
    asked = wanted(request.GET, own_units(request.user))
    form = ExportForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"form": form, "wanted": asked, "chips": asked.chips, "query": asked.query(), "most": MOST_EXPORTED}
        return TemplateResponse(request, "desk/export.html", context, status=422 if form.is_bound else 200)
    at = timezone.now()
    kind = form.cleaned_data["form"]
    count = reads.select(areas, asked.tab, at=at, asked=asked.asked).count(MOST_EXPORTED)
    note_export(
        by=request.user,
        purpose=form.cleaned_data["purpose"],
        query=" ".join(sorted(name for name in asked.kept if name != "show")),
        rows=count,
        form=kind,
        at=at,
    )
    name = f"linli-{timezone.localtime(at):%Y%m%d-%H%M}.{kind}"
    return _csv(areas, asked, at, name) if kind == "csv" else _xlsx(areas, asked, at, name)


def _csv(areas: list[str], asked: Wanted, at: datetime, name: str) -> HttpResponseBase:
    answer = StreamingHttpResponse(_lines(areas, asked, at), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _xlsx(areas: list[str], asked: Wanted, at: datetime, name: str) -> HttpResponseBase:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows(areas, asked, at):
        sheet.append(row)
    file = TemporaryFile()  # noqa: SIM115 -- the response closes it
    book.save(file)
    file.seek(0)
    answer = FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
    answer.headers["Cache-Control"] = "no-store"
    return answer


class _Echo:
    """A file that gives back each line instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def _lines(areas: list[str], asked: Wanted, at: datetime) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield UTF8_MARK
    for row in rows(areas, asked, at):
        yield writer.writerow(row)


def rows(areas: list[str], asked: Wanted, at: datetime) -> Iterator[list[str]]:
    """The head, then one row for each matter, all harmless text."""
    yield [str(column) for column in COLUMNS]
    for matter in reads.stream(areas, asked.tab, MOST_EXPORTED, at=at, asked=asked.asked):
        yield [harmless(cell) for cell in _cells(matter)]


def _cells(matter: Matter) -> list[str]:
    line = line_of(matter, below=0)
    return [
        line.number_shown,
        str(STAGE[Stage(line.stage)]),
        kind_name(line.kind),
        line.place,
        without_people(line.address),
        without_people(line.words),
        in_language(line.unit.name, line.unit.name_en) if line.unit is not None else "",
        str(CHANNEL[Channel(line.channel)]),
        _instant(line.received_at),
        _instant(line.due_at),
        _instant(matter.closed_at),
    ]


def _instant(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at is not None else ""
