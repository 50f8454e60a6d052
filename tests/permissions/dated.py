"""Rows that begin tomorrow in the place of one that holds, for every address that takes one back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from linli.commons.actions import menu
from linli.commons.models import MenuTerms, ModelPoint, RiseTerm, Service
from linli.core.dated import Dated
from linli.desks.models import SecondPairRule
from linli.duties.models import CatalogueRow, RoutingRule
from linli.insight import actions as insight
from linli.insight.models import CoverageRule
from linli.orgs.models import BodyRule, SeatRule
from linli.places.models import Estate, EstateForm, EstateFormRow
from linli.points import actions as points
from linli.points.models import Rule, Star
from linli.whistles import actions as whistles
from linli.whistles.models import Cause
from tests.commons.lists import seeded as lists
from tests.commons.steps import service
from tests.orgs.bodies import seeded as bodies
from tests.town import SINCE, T0, Town

Make = Callable[[Town], object]


def _seed(seed: Callable[..., object]) -> Make:
    return lambda town: seed(at=T0, since=SINCE)


OF: dict[str, tuple[type[Dated], Make]] = {
    "desk:body-rule-take-back": (BodyRule, lambda town: bodies()),
    "desk:seat-rule-take-back": (SeatRule, lambda town: bodies()),
    "desk:whistle-cause-take-back": (Cause, _seed(whistles.seed)),
    "desk:thanks-rule-take-back": (Rule, _seed(points.seed)),
    "desk:thanks-star-take-back": (Star, _seed(points.seed)),
    "desk:system-rule-take-back": (RoutingRule, lambda town: None),
    "desk:system-row-take-back": (CatalogueRow, lambda town: None),
    "desk:second-pair-take-back": (
        SecondPairRule,
        lambda town: SecondPairRule.objects.create(organisation=town.committee, is_needed=True, valid_from=SINCE),
    ),
    "desk:coverage-take-back": (CoverageRule, _seed(insight.seed)),
    "desk:commons-rise-take-back": (RiseTerm, lambda town: lists()),
    "desk:commons-menu-take-back": (MenuTerms, _seed(menu.seed)),
    "desk:service-line-take-back": (Service, lambda town: service()),
    "desk:model-take-back": (ModelPoint, lambda town: lists()),
    "desk:estate-form-take-back": (
        EstateFormRow,
        lambda town: EstateFormRow.objects.create(
            estate=Estate.objects.first() or town.estate(), form=EstateForm.OPEN, valid_from=SINCE
        ),
    ),
}


def to_come(town: Town, name: str) -> Any:
    """The row that the address called ``name`` can take back."""
    model, make = OF[name]
    on = timezone.localdate() + timedelta(days=1)
    rows: Any = model._default_manager
    if not rows.filter(valid_to=None).exists():
        make(town)
    if not rows.filter(valid_from=on).exists():
        before = rows.filter(valid_to=None).order_by("pk").last()  # no test asks for it by its code
        rows.filter(pk=before.pk).update(valid_to=on)
        if isinstance(before, RoutingRule):
            before.instead_of_id = before.pk
        before.pk, before.valid_from = None, on
        before.save(force_insert=True)
    return rows.get(valid_from=on)
