"""The ledger: what a movement is, that no row of it changes, and that a check finds what does not add up."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from django.db import IntegrityError, connection, transaction

from linli.core import append_only
from linli.points.actions.ledger import Leg, move
from linli.points.errors import Unbalanced
from linli.points.models import Account, Line, Lot, Movement
from linli.points.reads.verify import Fault, verify
from linli.points.rules import LEDGER, Holder, Why
from linli.site.cli.tree import linli
from tests.points.steps import earned, merchant, offer, taken
from tests.town import T0, Town


@pytest.mark.parametrize("amounts", [[5], [5, -4], [5, 0, -5], []])
def test_a_movement_has_two_lines_or_more_and_sums_to_zero(town: Town, amounts: list[int]) -> None:
    account = Account.objects.create(kind=Holder.ISSUE, opened_at=T0).pk
    with pytest.raises(Unbalanced):
        move(Why.EARNED, [Leg(account, amount) for amount in amounts], at=T0)
    assert not Movement.objects.exists()


def test_no_row_of_the_ledger_is_changed_or_deleted(town: Town) -> None:
    earned(town, town.ren)
    line, movement = Line.objects.order_by("pk")[0], Movement.objects.get()
    for statement in (
        lambda: Line.objects.filter(pk=line.pk).update(amount=9),
        lambda: Line.objects.filter(pk=line.pk).delete(),
        lambda: Movement.objects.filter(pk=movement.pk).update(why=Why.GIVEN),
        lambda: Movement.objects.filter(pk=movement.pk)._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            statement()
    assert Line.objects.get(pk=line.pk).amount == line.amount


def test_a_house_has_one_account_of_issue_and_a_person_one_wallet(town: Town) -> None:
    earned(town, town.ren)
    for twice in ({"kind": Holder.ISSUE}, {"kind": Holder.WALLET, "person": town.ren, "held": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Account.objects.create(opened_at=T0, **twice)


def test_a_whole_ledger_is_told_so(town: Town) -> None:
    earned(town, town.ren, 3)
    taken(town.ren, offer(town, merchant(town)[0]))
    verdict = verify()
    assert (verdict.movements, verdict.wallets, verdict.wrong) == (4, 1, ())
    done = CliRunner().invoke(linli, ["points", "verify"], env={"LINLI_LANG": "en"})
    assert done.exit_code == 0, done.output
    assert "4 movements and 1 wallets compared." in done.stdout


def test_what_does_not_add_up_is_named(town: Town) -> None:
    earned(town, town.ren, 2)
    wallet = Account.objects.wallets().get()
    lot = Lot.objects.order_by("pk")[0]
    Account.objects.filter(pk=wallet.pk).update(held=21)
    Lot.objects.filter(pk=lot.pk).update(left=9)
    bare = Movement.objects.create(why=Why.EARNED, at=T0)
    append_only.loosen(connection, *LEDGER)  # as the owner of the database can
    line = Line.objects.filter(account__kind=Holder.ISSUE).order_by("pk")[0]
    Line.objects.filter(pk=line.pk).update(amount=-7)
    append_only.fix(connection, *LEDGER)
    found = {(wrong.fault, wrong.key, wrong.kept, wrong.counted) for wrong in verify().wrong}
    assert found == {
        (Fault.MOVEMENT, line.movement_id, 0, 3),
        (Fault.MOVEMENT, bare.pk, 0, 0),
        (Fault.WALLET, wallet.pk, 21, 20),
        (Fault.LOT, lot.pk, 9, 10),
        (Fault.SPREAD, wallet.pk, 21, 19),
    }
    done = CliRunner().invoke(linli, ["points", "verify"])
    assert done.exit_code == 1
    assert str(bare.pk) in done.stderr
