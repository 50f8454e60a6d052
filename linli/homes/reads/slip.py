"""What a household reads with its slip: everything that was written, for what, until when, and who looked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from linli.homes.models import ChangeRequest, Household
from linli.homes.reads.household import HouseholdShown, shown
from linli.people.models import Look
from linli.people.reads import LookRow


@dataclass(frozen=True, slots=True)
class SaidOf:
    household: HouseholdShown
    requests: Sequence[ChangeRequest]
    looks: Sequence[LookRow]


def said_of(household: Household, *, on: date, most: int = 100) -> SaidOf:
    """Names and numbers stay masked here too: a slip may lie about."""
    whole = [household, *household.merged.all()]
    looks = Look.objects.filter(about__in=[one.number for one in whole]).order_by("-at", "-pk")
    asked = ChangeRequest.objects.filter(household__in=whole).order_by("-asked_at", "-pk")
    return SaidOf(shown(household, on=on), list(asked[:most]), [LookRow.of(look) for look in looks[:most]])
