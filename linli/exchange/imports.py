"""Orders that a partner hands over as a file, line by line: what cannot be taken is named, the others go on."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from typing import BinaryIO

from django.conf import settings

from linli.core.imports import Progress, Refusal, Summary
from linli.exchange import actions
from linli.exchange.actions import Said
from linli.exchange.errors import OrderConflict
from linli.exchange.models import Partner
from linli.exchange.rules import NUMBER_LIMIT, SHORT_LIMIT
from linli.matters.actions import Contact
from linli.matters.errors import UnknownPlace
from linli.matters.imports.causes import Cause
from linli.matters.imports.lines import BadLine, understand
from linli.matters.imports.mapping import ORDERS_ONLY, ColumnMapping
from linli.matters.imports.reading import Record, records
from linli.orgs.authority import System, require
from linli.orgs.grants import Grant
from linli.people.models import Person

NO = {"0", "否", "不需要", "no", "n", "false"}
LIMITS = {"channel": SHORT_LIMIT, "handler": SHORT_LIMIT, "call_back": SHORT_LIMIT}


def import_orders(
    file: BinaryIO,
    *,
    partner: Partner,
    mapping: ColumnMapping,
    by: Person | System,
    at: datetime,
    progress: Progress = lambda read: None,
) -> Summary:
    """Take in a CSV, XLSX or JSON file of orders, each by ``take`` in a transaction of its own.

    Raises: PermissionDenied, MissingColumns, NotATable.
    """
    require(by, Grant.EXCHANGE, at=settings.LINLI_COUNTY)
    done = Summary()
    with closing(records(file)) as told:
        mapping.check(next(told).columns)
        for record in told:
            done.read += 1
            try:
                taken = actions.take(partner=partner, said=_said(record, mapping, at), at=at)
                done.added += taken.is_new
                done.there += not taken.is_new
            except BadLine as bad:
                done.refused.append(Refusal(record.line, bad.cause, bad.detail))
            except OrderConflict as error:
                done.refused.append(Refusal(record.line, Cause.CONFLICT, str(error.args[0])))
            except UnknownPlace:
                done.refused.append(Refusal(record.line, Cause.PLACE, record.columns[mapping.columns["place"]]))
            progress(done.read)
    return done


def _said(record: Record, mapping: ColumnMapping, at: datetime) -> Said:
    """Raises: BadLine."""
    if record.cause is not None:
        raise BadLine(record.cause)
    line = understand(record.line, record.columns, mapping, at)
    if line.closed_at is not None:
        raise BadLine(Cause.ENDED, line.source_id)
    if len(line.source_id) > NUMBER_LIMIT:
        raise BadLine(Cause.TOO_LONG, "source_id")
    if len(line.kind) > SHORT_LIMIT:
        raise BadLine(Cause.TOO_LONG, "kind")
    more = {name: record.columns.get(mapping.columns.get(name, ""), "").strip() for name in ORDERS_ONLY}
    for name, text in more.items():
        if len(text) > LIMITS[name]:
            raise BadLine(Cause.TOO_LONG, name)
    return Said(
        number=line.source_id,
        words=line.words,
        kind=mapping.kinds.get(line.kind, line.kind),
        channel=more["channel"],
        handler=more["handler"],
        received_at=line.received_at,
        due_at=line.due_at,
        call_back=more["call_back"].lower() not in NO,
        place=line.place,
        point=line.point,
        address=line.address,
        requester=Contact(line.name, line.phone),
    )
