"""The messages themselves: many at once, each once, all of a batch or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import BinaryIO
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from linli.core import log
from linli.core.imports import Progress, Refusal, Summary
from linli.duties.reads import catalogue
from linli.duties.rules import KindFacts
from linli.duties.seeds import NOT_SURE
from linli.matters.actions import Contact, entries
from linli.matters.actions.numbers import give_numbers
from linli.matters.actions.receive import reporter_of
from linli.matters.errors import OutsideCounty, UnknownKind, UnknownPlace
from linli.matters.imports.causes import Cause, Remark
from linli.matters.imports.lines import BadLine, Said, understand
from linli.matters.imports.mapping import ColumnMapping
from linli.matters.imports.reading import Record, records
from linli.matters.models import Channel, Matter, Reporter
from linli.matters.reads.promising import Spot, route, spot
from linli.matters.rules import Stage
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.people.models import Person
from linli.places.reads import gazetteer

BATCH = 1_000
TRIES = 5


@dataclass(frozen=True, slots=True)
class Coming:
    """A message on its way in: its rows, not yet saved, and what is to be remarked about it."""

    matter: Matter
    reporter: Reporter
    remarks: list[Remark]


def import_messages(
    file: BinaryIO, *, mapping: ColumnMapping, by: Person | None, at: datetime, progress: Progress = lambda read: None
) -> Summary:
    """Take in a table of messages said elsewhere, as open (received) or closed history.

    ``file`` is seekable. ``by`` is None for whoever runs the command on the server itself. A message is known by the
    source of ``mapping`` and its number there, and is never doubled; ``notes`` of the summary counts the remarks.
    Raises: PermissionDenied, UnknownPlace (no county is loaded), UnknownKind (no catalogue), MissingColumns, NotATable.
    """
    county = _county()
    if by is not None:
        require(by, Grant.IMPORT, at=county)
    done, remarks = Summary(), Counter[str]()
    with closing(records(file)) as told:
        mapping.check(next(told).columns)
        reader = _Reader(mapping, county, by, at)
        for batch in _batches(told):
            coming = []
            for record in batch:
                try:
                    coming.append(reader.read(record))
                except BadLine as bad:
                    done.refused.append(Refusal(record.line, bad.cause, bad.detail))
            added = _write(coming, mapping.source, by, at)
            remarks.update(remark.value for message in added for remark in message.remarks)
            done.read += len(batch)
            done.added += len(added)
            done.there += len(coming) - len(added)
            progress(done.read)
    done.notes = dict(remarks)
    return done


class _Reader:
    """Makes rows of records: kind, place and unit are looked up in memory only."""

    def __init__(self, mapping: ColumnMapping, county: str, by: Person | None, at: datetime) -> None:
        self.mapping, self.county, self.by, self.at = mapping, county, by, at
        book = catalogue()
        unsure = book.by_code.get(NOT_SURE)
        if unsure is None:
            raise UnknownKind(NOT_SURE)
        self.unsure = unsure
        self.codes = {code: kind for code, kind in book.by_code.items() if kind.pk in book.rows}
        words = ((word, kind) for kind in book.open_kinds(timezone.localdate(at)) for word in kind.words)
        self.words = sorted(words, key=lambda pair: (-len(pair[0]), pair[1].code))  # as guess_kinds would ask them

    def read(self, record: Record) -> Coming:
        """Raises: BadLine."""
        if record.cause is not None:
            raise BadLine(record.cause)
        said = understand(record.line, record.columns, self.mapping, self.at)
        kind, about_kind = self._kind(said)
        where, about_place = self._place(said)
        is_open = said.closed_at is None
        best = route(kind, where, said.words, self.at) if is_open else None
        matter = Matter(
            stage=Stage.RECEIVED if is_open else Stage.CLOSED,
            channel=Channel.HOTLINE,
            kind_id=kind.pk,
            place=where.code,
            address=said.address,
            lon=said.point[0] if said.point else None,
            lat=said.point[1] if said.point else None,
            words=said.words,
            unit_id=best.unit.pk if best else None,
            received_at=said.received_at,
            counted_from=said.received_at if said.due_at else None,
            given_due_at=said.due_at,
            due_at=said.due_at,
            answered_at=said.closed_at,
            closed_at=said.closed_at,
            source=self.mapping.source,
            source_id=said.source_id,
        )
        contact = Contact(said.name, said.phone)
        reporter = reporter_of(self.by, Channel.HOTLINE, uuid4(), contact, said.received_at)
        return Coming(matter, reporter, [*about_kind, *about_place, *([] if is_open else [Remark.CLOSED])])

    def _kind(self, said: Said) -> tuple[KindFacts, list[Remark]]:
        """By the mapped value, else by the words, else 说不清."""
        known = self.codes.get(self.mapping.kinds.get(said.kind, said.kind))
        if known is not None:
            return known, []
        for word, kind in self.words:
            if word in said.words:
                return kind, [Remark.GUESSED]
        return self.unsure, [Remark.UNSURE]

    def _place(self, said: Said) -> tuple[Spot, list[Remark]]:
        """By the code, else by the point, else the county. Raises: BadLine."""
        try:
            if said.place:
                return spot(said.place, None), []
            if said.point is not None:
                return spot("", said.point), []
        except OutsideCounty:
            return Spot(self.county), [Remark.OUTSIDE]
        except UnknownPlace as error:
            raise BadLine(Cause.PLACE, said.place) from error
        return Spot(self.county), []


def _write(coming: Sequence[Coming], source: str, by: Person | None, at: datetime) -> list[Coming]:
    """Keep those of ``coming`` that are not there yet, in one transaction. Returns them."""
    for tries_left in reversed(range(TRIES)):
        asked = [message.matter.source_id for message in coming]
        known = set(Matter.objects.filter(source=source, source_id__in=asked).values_list("source_id", flat=True))
        first = {message.matter.source_id: message for message in reversed(coming)}
        new = [message for name, message in reversed(first.items()) if name not in known]
        give_numbers(message.matter for message in new)
        try:
            with transaction.atomic():
                Matter.objects.bulk_create([message.matter for message in new])
                for message in new:
                    message.reporter.matter = message.matter
                Reporter.objects.bulk_create([message.reporter for message in new])
                log.keep(*(entries.imported(message.matter, by, at) for message in new))
            return new
        except IntegrityError:  # another import is at the same file, or a report took a number meanwhile
            if not tries_left:
                raise
            for message in new:
                message.matter.pk = message.reporter.pk = None
    return []


def _county() -> str:
    """The six digits of the county. Raises: UnknownPlace."""
    county = gazetteer().county
    if county is None:
        raise UnknownPlace
    return county


def _batches(told: Iterator[Record]) -> Iterator[list[Record]]:
    while batch := list(islice(told, BATCH)):
        yield batch
