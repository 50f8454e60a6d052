"""The main job on the cast: from what a resident says to what the resident thinks of the result."""

from __future__ import annotations

from datetime import timedelta

from linli.core.models import Entry
from linli.matters import actions
from linli.matters.rules import Stage, UnsolvedReason
from tests.town import T0, Town


def test_a_request_goes_from_a_phone_to_a_result_that_the_resident_rates(town: Town) -> None:
    receipt = town.report(by=town.ren)
    assert receipt.unit is not None
    assert receipt.unit.pk == town.cleaners.pk
    assert receipt.due_at == T0 + timedelta(hours=5, minutes=30)  # 4 working hours over the noon break

    matter = town.answered(by=town.ren)
    assert matter.stage == Stage.ANSWERED
    actions.rate(reporter=town.reporter(matter), solved=True, satisfaction=5, at=T0 + timedelta(days=1))
    matter.refresh_from_db()
    assert matter.stage == Stage.CLOSED
    assert Entry.objects.about(matter).filter(verb="matters.closed").count() == 1


def test_not_solved_opens_it_again_for_the_unit_that_led(town: Town) -> None:
    matter = town.answered(by=town.ren)
    actions.rate(
        reporter=town.reporter(matter), solved=False, reason=UnsolvedReason.HALF_DONE, at=T0 + timedelta(days=1)
    )
    matter.refresh_from_db()
    assert (matter.stage, matter.round) == (Stage.HANDLING, 2)
    assert matter.orders.get().stage == "in_hand"
