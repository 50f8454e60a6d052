"""Who reported in hears by their account what became of it, that it ends, whether a deed is confirmed, of a comment; of
a new task who asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils import timezone

from linli.core.models import Entry
from linli.notices.jobs import made
from linli.notices.models import Notice
from linli.notices.reads import lines_to_people
from linli.notices.rules import OF_REPORT_INS, Told
from linli.volunteering.models import Comment, Deed, ReportIn, ReportInQuerySet, Task

HUNG_ON = {Comment._meta.label_lower: "comments", Deed._meta.label_lower: "deeds"}
"""How the report-in is found that one of these hangs on."""
TASK = Task._meta.label_lower


def notices(entries: Sequence[Entry], at: datetime) -> list[Notice]:
    """The notices of those entries that are about report-ins."""
    return [notice for entry in entries if entry.verb in OF_REPORT_INS for notice in _of(entry, at)]


def _of(entry: Entry, at: datetime) -> Iterator[Notice]:
    told = OF_REPORT_INS[entry.verb]
    found, said = _whom(entry, at)
    rows = list(found.select_related("person").order_by("pk"))
    lines = lines_to_people([row.person for row in rows])
    for row in rows:
        for line in lines[row.person_id]:
            yield made.notice(entry, told, line, at, report_in=row, said=said)


def _whom(entry: Entry, at: datetime) -> tuple[ReportInQuerySet, dict[str, object]]:
    """The report-ins it is told of, and what the words need."""
    on = timezone.localdate(at)
    if entry.subject_type in HUNG_ON:
        return ReportIn.objects.filter(**{HUNG_ON[entry.subject_type]: entry.subject_id}), {}
    if entry.subject_type != TASK:
        return ReportIn.objects.filter(pk=entry.subject_id), {"day": entry.params.get("day")}
    task = Task.objects.open(on).filter(pk=entry.subject_id).first()
    if task is None:
        return ReportIn.objects.none(), {}
    asked = ReportIn.objects.confirmed(on).filter(community=task.community_id, hears_tasks=True)
    return asked, {"task": task.pk, "title": task.title, "day": task.until.isoformat()}


def is_no_news(notice: Notice, at: datetime) -> bool:
    """Whether a task is asked for no more, or whoever asked to hear of tasks does not want to any more."""
    if notice.told != Told.TASK:
        return False
    asks = Task.objects.open(timezone.localdate(at)).filter(pk=notice.said["task"]).exists()
    hears = notice.report_in is not None and ReportIn.objects.filter(pk=notice.report_in.pk, hears_tasks=True).exists()
    return not (asks and hears)
