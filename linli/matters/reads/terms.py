"""The terms of handling, kept in memory: how soon, how often, what happens when it is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from linli.core.calendar.rules import Limit, LimitUnit
from linli.core.revisions import Kept
from linli.duties.models import Urgency
from linli.duties.reads import catalogue
from linli.matters.models import LadderStep, Matter, Terms

REVISION = "terms"


class NoTerms(LookupError):
    """No terms are set for this class of urgency on this day: ``linli migrate`` or an administrator sets them."""


@dataclass(frozen=True, slots=True)
class TermsFacts:
    """``Terms`` as the actions ask them."""

    urgency: str
    sign: Limit
    contact: Limit
    hand_back: Limit
    extensions_most: int
    extension_longest: int
    urges_most: int
    urge_gap_hours: int
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class StepFacts:
    """A step of the ladder: at ``percent`` of the limit, or ``after`` its end."""

    pk: int
    code: str
    act: str
    percent: int | None
    after: Limit | None
    reply: Limit | None
    name: str
    name_en: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class Book:
    """Terms and ladder of all dates."""

    terms: tuple[TermsFacts, ...]
    steps: tuple[StepFacts, ...]

    def of(self, urgency: str, on: date) -> TermsFacts:
        """Raises: NoTerms."""
        for row in self.terms:
            if row.urgency == urgency and _valid(row, on):
                return row
        raise NoTerms(urgency)

    def ladder(self, on: date) -> tuple[StepFacts, ...]:
        """The steps in force, in the order in which they come."""
        return tuple(step for step in self.steps if _valid(step, on))


def terms() -> Book:
    """The terms as they stand, from memory."""
    return kept.get()


def terms_of(matter: Matter, on: date) -> TermsFacts:
    """The terms for the urgency of its catalogue row; a matter without a row is an ordinary one. Raises: NoTerms."""
    row = catalogue().row_of(matter.row_id)
    return terms().of(row.urgency if row is not None else Urgency.ORDINARY, on)


def _valid(row: TermsFacts | StepFacts, on: date) -> bool:
    return row.valid_from <= on and (row.valid_to is None or on < row.valid_to)


def _limit(amount: int | None, unit: str) -> Limit | None:
    return None if amount is None else Limit(amount, LimitUnit(unit))


def _load() -> Book:
    rows = tuple(
        TermsFacts(
            urgency=row.urgency,
            sign=Limit(row.sign_amount, LimitUnit(row.sign_unit)),
            contact=Limit(row.contact_amount, LimitUnit(row.contact_unit)),
            hand_back=Limit(row.return_amount, LimitUnit(row.return_unit)),
            extensions_most=row.extensions_most,
            extension_longest=row.extension_longest,
            urges_most=row.urges_most,
            urge_gap_hours=row.urge_gap_hours,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in Terms.objects.order_by("urgency", "valid_from")
    )
    steps = [
        StepFacts(
            pk=step.pk,
            code=step.code,
            act=step.act,
            percent=step.percent,
            after=_limit(step.after_amount, step.after_unit),
            reply=_limit(step.reply_amount, step.reply_unit),
            name=step.name,
            name_en=step.name_en,
            valid_from=step.valid_from,
            valid_to=step.valid_to,
        )
        for step in LadderStep.objects.order_by("pk")
    ]
    steps.sort(key=lambda step: (step.percent is None, step.percent or 0, step.after.amount if step.after else 0))
    return Book(rows, tuple(steps))


kept = Kept(REVISION, _load)
