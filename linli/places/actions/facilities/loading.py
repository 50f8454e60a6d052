"""Load facilities from a table or from HSDS: a bad line is refused and the others go on; a second run adds nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.core import log
from linli.core.imports import Count, Progress, Refusal, Refused, Summary, decode
from linli.places import errors, facility_table, hsds
from linli.places.actions.facilities.keeping import add, change
from linli.places.actions.facilities.keeping import told as as_told
from linli.places.causes import Cause
from linli.places.details import Details
from linli.places.facility_table import Line
from linli.places.models import Division, Facility
from linli.places.reads import gazetteer
from linli.places.reads.facilities import details_of, vocabulary

CAUSES: Mapping[type[Exception], Cause] = {
    errors.UnknownFacilityKind: Cause.FACILITY_KIND,
    errors.UnknownOffering: Cause.OFFERING,
    errors.FacilityTaken: Cause.FACILITY,
    errors.FacilityEnded: Cause.ENDED,
    errors.PointOutside: Cause.OUTSIDE_COUNTY,
    errors.BadHours: Cause.HOURS,
}
OF_FIELD = {"level": Cause.FACILITY_LEVEL, "wheelchair": Cause.WHEELCHAIR}

Read = Iterable[tuple[int, Line | Refused]]


class NotAListOfServices(ValueError):
    """The file is no JSON list of HSDS services."""


def load_table(
    data: bytes,
    *,
    columns: Mapping[str, str],
    allowed: Callable[[str], bool],
    by: log.Actor | None,
    at: datetime,
    progress: Progress | None = None,
) -> Summary:
    """Add the facilities of a CSV file and take over what it says of those that are there; see
    ``facility_table.read`` for ``columns``. Raises: NotText, MissingColumns."""
    return _load(facility_table.read(data, vocabulary(), columns), allowed, by, at, progress)


def load_hsds(
    data: bytes,
    *,
    allowed: Callable[[str], bool],
    by: log.Actor | None,
    at: datetime,
    progress: Progress | None = None,
) -> Summary:
    """The same from a JSON list of HSDS services. Raises: NotText, NotAListOfServices."""
    try:
        services = json.loads(decode(data))
    except (json.JSONDecodeError, RecursionError) as error:
        raise NotAListOfServices from error
    if not isinstance(services, list):
        raise NotAListOfServices
    return _load(hsds.read(services, vocabulary()), allowed, by, at, progress)


@transaction.atomic
def _load(
    read: Read, allowed: Callable[[str], bool], by: log.Actor | None, at: datetime, progress: Progress | None
) -> Summary:
    summary = Summary()
    loading = _Loading(allowed, by, at)

    def take(line: Line) -> Count:
        done, told = loading.take(line), line.details
        if loading.lies_elsewhere(told):
            summary.odd.append(Refusal(line.number, Cause.ELSEWHERE, f"{told.place} {told.name}"))
        return done

    summary.load(read, take, progress)
    return summary


class _Loading:
    """What is there when a file is loaded, and what of it was taken."""

    def __init__(self, allowed: Callable[[str], bool], by: log.Actor | None, at: datetime) -> None:
        self.allowed, self.by, self.at = allowed, by, at
        self.communities = set(
            Division.objects.communities().valid(timezone.localdate(at)).values_list("code", flat=True)
        )
        rows = Facility.objects.select_related("community").defer("community__outline")
        rows = rows.prefetch_related("openings", "changed_days", "offers")
        self.by_uid = {row.uid: row for row in rows}
        self.by_name = {_key(row): row for row in self.by_uid.values() if row.valid_to is None}
        self.taken: set[UUID] = set()

    def take(self, line: Line) -> Count:
        """Add or change what ``line`` tells. Raises: Refused."""
        told = line.details
        if told.place not in self.communities:
            raise Refused(Cause.UNKNOWN_COMMUNITY, told.place)
        if not self.allowed(told.place):
            raise Refused(Cause.NOT_ALLOWED, told.place)
        kept = self._kept(line)
        if kept is not None and kept.community.code != told.place:
            raise Refused(Cause.OTHER_COMMUNITY, f"{told.place} {told.name}")
        if kept is not None and kept.uid in self.taken:
            raise Refused(Cause.TWICE, told.name)
        if kept is not None and kept.valid_to is None and as_told(details_of(kept)) == as_told(told):
            self.taken.add(kept.uid)
            return "there"
        try:
            with transaction.atomic():
                if kept is not None:
                    self.taken.add(kept.uid)
                    return "changed" if change(facility=kept, details=told, by=self.by, at=self.at) else "there"
                today = timezone.localdate(self.at)
                made = add(details=told, on=today, by=self.by, at=self.at, uid=line.uid)
        except errors.DetailsMissing as error:
            raise Refused(OF_FIELD.get(error.args[0], Cause.TOO_LONG), f"{error.args[0]} {told.name}") from error
        except tuple(CAUSES) as error:
            raise Refused(CAUSES[type(error)], " ".join(map(str, (told.name, *error.args)))) from error
        self.by_uid[made.uid] = self.by_name[_key(made)] = made
        self.taken.add(made.uid)
        return "added"

    def _kept(self, line: Line) -> Facility | None:
        if line.uid is not None:
            return self.by_uid.get(line.uid)
        return self.by_name.get((line.details.place, line.details.kind, line.details.name))

    def lies_elsewhere(self, told: Details) -> bool:
        grid = gazetteer().locate(*told.point).grid if told.point else None
        return grid is not None and not grid.code.startswith(told.place)


def _key(row: Facility) -> tuple[str, str, str]:
    return row.community.code, row.kind_id, row.name
