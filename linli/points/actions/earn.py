"""What one entry of the log earns, or takes back. Called by the job that reads the log, never by a person."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Sum
from django.utils import timezone

from linli.core import log
from linli.core.models import Entry
from linli.points.actions import ledger
from linli.points.models import Account, Done, Line, Membership, Movement, Reading, Rule, Star, StarTask
from linli.points.rules import (
    UNDOES,
    Holder,
    Outcome,
    Period,
    Why,
    expires_at,
    granted,
    person_of,
    span,
)


@transaction.atomic
def read(entry: Entry, *, at: datetime) -> Outcome | None:
    """Read one entry once, whoever else reads. None: another work process has it, or it takes back what was not read
    yet and waits for the next round."""
    undoes = UNDOES.get(entry.verb)
    deeds = _deeds_undone(entry) if undoes else []
    if undoes and Entry.objects.filter(pk__in=deeds).count() > Reading.objects.filter(pk__in=deeds).count():
        return None
    row, made = Reading.objects.get_or_create(pk=entry.pk, defaults={"outcome": Outcome.NOTHING})
    if not made:
        return None
    person = person_of(entry.verb, entry.actor_id, entry.params)
    if undoes:
        outcome, movement = _take_back(deeds, at)
    else:
        outcome, movement = _earn(entry, person, at)
        if outcome is not Outcome.AGAIN:
            _count(entry, person)
    Reading.objects.filter(pk=row.pk).update(outcome=outcome, movement=movement)
    return outcome


def _earn(entry: Entry, person: int | None, at: datetime) -> tuple[Outcome, Movement | None]:
    on = timezone.localdate(entry.at)
    wallet = Account.objects.wallets().filter(person=person, opened_at__lte=entry.at).first() if person else None
    if _has_counted(entry, person):
        return Outcome.AGAIN, None
    if wallet is None or not ledger.hold(wallet.pk):
        return Outcome.NO_WALLET, None
    rule = Rule.objects.valid(on).filter(verb=entry.verb).first()
    if rule is None:
        return Outcome.NO_RULE, None
    zone = timezone.get_current_timezone()
    points = granted(
        rule.points,
        day=_given(rule, wallet, Period.DAY, on),
        day_cap=rule.day_cap,
        month=_given(rule, wallet, Period.MONTH, on),
        month_cap=rule.month_cap,
    )
    if not points:
        return Outcome.CAPPED, None
    leg = ledger.put_in(wallet.pk, points, expires_at=expires_at(on, rule.months, zone))
    issue = ledger.Leg(ledger.single(Holder.ISSUE, at=at), -points)
    movement = ledger.move(Why.EARNED, [leg, issue], at=entry.at, rule=rule)
    log.write("points.earned", wallet, by=None, at=at, points=points, rule=rule.pk)
    return Outcome.EARNED, movement


def _has_counted(entry: Entry, person: int | None) -> bool:
    """Whether another entry told of the same deed of the same person, was read, and was not taken back."""
    same = Entry.objects.filter(verb=entry.verb, subject_type=entry.subject_type, subject_id=entry.subject_id)
    earlier = [row.pk for row in same.exclude(pk=entry.pk) if person_of(row.verb, row.actor_id, row.params) == person]
    return Reading.objects.filter(pk__in=earlier, undone_at=None).exists()


def _given(rule: Rule, wallet: Account, period: Period, on: date) -> int:
    """What deeds of this kind, done in the day or month of ``on``, have earned, less those that were taken back."""
    begin, end = span(period, on, timezone.get_current_timezone()) or (None, None)
    earned = Line.objects.filter(
        account=wallet,
        movement__why=Why.EARNED,
        movement__rule__verb=rule.verb,
        movement__at__gte=begin,
        movement__at__lt=end,
    )
    undone = Reading.objects.filter(movement=OuterRef("movement"), undone_at__isnull=False)
    return earned.filter(~Exists(undone)).aggregate(all=Sum("amount"))["all"] or 0


def _deeds_undone(entry: Entry) -> list[int]:
    """The entries that told of the deed which ``entry`` takes back."""
    same = Entry.objects.filter(
        verb=UNDOES[entry.verb], subject_type=entry.subject_type, subject_id=entry.subject_id, pk__lt=entry.pk
    )
    person = person_of(entry.verb, entry.actor_id, entry.params)
    whose = [(row.pk, person_of(row.verb, row.actor_id, row.params)) for row in same]
    return [pk for pk, who in whose if person is None or who == person]


def _take_back(deeds: list[int], at: datetime) -> tuple[Outcome, Movement | None]:
    """Take back what the deeds earned, from the same lot first. What was spent stays spent: nobody gets into debt."""
    rows = list(Reading.objects.filter(pk__in=deeds, undone_at=None).select_related("movement"))
    Reading.objects.filter(pk__in=deeds, undone_at=None).update(undone_at=at)
    Done.objects.filter(entry_id__in=deeds).delete()
    earned = next((row.movement for row in rows if row.movement is not None), None)
    if earned is None:
        return Outcome.NOTHING, None
    line = earned.lines.select_related("lot").get(lot__isnull=False)
    if not ledger.hold(line.account_id):
        return Outcome.NOTHING, None
    points = min(line.amount, Account.objects.values_list("held", flat=True).get(pk=line.account_id) or 0)
    if not points:
        return Outcome.NOTHING, None
    legs = ledger.take_out(line.account_id, points, first=line.lot)
    back = ledger.Leg(ledger.single(Holder.ISSUE, at=at), points)
    movement = ledger.move(Why.TAKEN_BACK, [*legs, back], at=at, rule=earned.rule)
    log.write("points.taken_back", line.account, by=None, at=at, points=points)
    return Outcome.TAKEN_BACK, movement


def _count(entry: Entry, person: int | None) -> None:
    """Count the deed for the household of ``person``, where a star in force asks for it."""
    member = Membership.objects.filter(person=person, joined_at__lte=entry.at).first() if person else None
    if member is None:
        return
    on = timezone.localdate(entry.at)
    tasks = StarTask.objects.filter(verb=entry.verb, star__in=Star.objects.valid(on))
    Done.objects.bulk_create(
        Done(household_id=member.household_id, task=task, entry_id=entry.pk, at=entry.at) for task in tasks
    )
