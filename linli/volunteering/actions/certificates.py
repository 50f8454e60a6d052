"""A volunteer takes a certificate of their own confirmed hours in a community, and gives it back.

It costs nothing and tells what was recorded. Source: 志愿服务条例 (国务院令第685号); 志愿服务记录与证明出具办法(试行)
(民政部令第67号).
"""

from __future__ import annotations

import secrets
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from linli.core import log
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.volunteering.errors.activities import NoCertificate, NoHours, NoName
from linli.volunteering.models import Certificate, CertificateLine
from linli.volunteering.reads.hours import counted
from linli.volunteering.rules.activities import (
    CERTIFICATE_ALPHABET,
    CERTIFICATE_LENGTH,
    NameShown,
    name_as,
)

NAME_LIMIT = 30


@transaction.atomic
def issue(
    *, by: Person, unit: Organisation, since: date, until: date, name: str, shown: NameShown, at: datetime
) -> Certificate:
    """Give ``by`` a certificate of the hours that ``unit`` organised from a day to a day, with as much of the name as
    they want to show. The same asked for again (a button pressed twice) is the same certificate.
    Raises: NoHours, NoName."""
    on_paper = name_as(name[:NAME_LIMIT], shown)
    if shown != NameShown.NONE and not on_paper:
        raise NoName
    rows = list(counted(by, unit=unit, since=since, until=until))
    if not rows:
        raise NoHours
    until, minutes = min(until, timezone.localdate(at)), sum(row.minutes for row in rows)
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)  # one certificate of a person after the other
    own = Certificate.objects.standing().filter(person=by, unit=unit, since=since, until=until, minutes=minutes)
    same = next((one for one in own if (one.name_shown, one.times) == (on_paper, len(rows))), None)
    if same is not None:
        return same
    made = Certificate.objects.create(
        code="".join(secrets.choice(CERTIFICATE_ALPHABET) for _ in range(CERTIFICATE_LENGTH)),
        person=by,
        unit=unit,
        since=since,
        until=until,
        minutes=minutes,
        times=len(rows),
        name_shown=on_paper,
        issued_at=at,
    )
    CertificateLine.objects.bulk_create(CertificateLine(certificate=made, attendance=row) for row in rows)
    log.write("volunteering.certificate_issued", made, by=by, at=at, place=unit.prefix, minutes=made.minutes)
    return made


@transaction.atomic
def withdraw(*, by: Person, certificate: Certificate, at: datetime) -> None:
    """Let nobody find one's own certificate any more. Raises: NoCertificate."""
    if not Certificate.objects.filter(pk=certificate.pk, person=by).withdraw(at):
        raise NoCertificate
    log.write("volunteering.certificate_withdrawn", certificate, by=by, at=at)
