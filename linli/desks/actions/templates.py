"""Texts that an organisation answers with: kept with a day on which they begin, ended and never edited."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from linli.core import log
from linli.desks.actions.own import require_desk
from linli.desks.errors import NameTaken, NoName
from linli.desks.models import ReplyTemplate
from linli.desks.rules import NAME_LIMIT, TEMPLATE_LIMIT, check_template
from linli.matters.errors import TooManyWords
from linli.matters.rules import tidy
from linli.orgs.authority import units_of
from linli.orgs.models import Organisation
from linli.people.models import Person


@transaction.atomic
def keep_template(
    *, by: Person, organisation: Organisation, use: str, name: str, words: str, at: datetime
) -> ReplyTemplate:
    """Keep a text from today on; one of the same name and use that is in force ends. Those of a desk are kept by who
    keeps it, what a unit answers with by who answers its work orders too.
    Raises: PermissionDenied, NoName, UnknownVariable, TooManyWords, NameTaken."""
    _of(by, organisation, use)
    name, words = tidy(name), tidy(words)
    if not name or len(name) > NAME_LIMIT or not words:
        raise NoName
    if len(words) > TEMPLATE_LIMIT:
        raise TooManyWords("words", TEMPLATE_LIMIT)
    check_template(words)
    today = timezone.localdate(at)
    for old in ReplyTemplate.objects.filter(organisation=organisation, use=use, name=name, valid_to=None):
        _end(old, today)
    try:
        with transaction.atomic():
            made = ReplyTemplate.objects.create(
                organisation=organisation, use=use, name=name, words=words, valid_from=today
            )
    except IntegrityError as error:  # two at the same moment
        raise NameTaken from error
    log.write("desks.template_kept", made, by=by, at=at, organisation=organisation.pk)
    return made


@transaction.atomic
def end_template(*, by: Person, template: ReplyTemplate, at: datetime) -> None:
    """Offer a text no longer. Raises: PermissionDenied."""
    _of(by, template.organisation, template.use)
    if template.valid_to is None:
        log.write("desks.template_ended", template, by=by, at=at, organisation=template.organisation_id)
        _end(template, timezone.localdate(at))


def _end(template: ReplyTemplate, today: date) -> None:
    """From ``today`` on it is no longer in force; one that began today never was for a whole day, and goes."""
    rows = ReplyTemplate.objects.filter(pk=template.pk, valid_to=None)
    rows.filter(valid_from__lt=today).update(valid_to=today)
    rows.filter(valid_from__gte=today).delete()


def _of(by: Person, organisation: Organisation, use: str) -> None:
    if use != ReplyTemplate.Use.ANSWER or organisation.pk not in units_of(by):
        require_desk(by, organisation)
