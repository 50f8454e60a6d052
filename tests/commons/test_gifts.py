"""Donations: whole fen, never more used than given, named only where that is wanted, and open to the giver."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from click.testing import CliRunner
from django.test import Client
from django.utils import timezone

from linli.commons import follow
from linli.commons.actions import gifts
from linli.commons.errors.lists import GiftStruck, OverCapacity
from linli.commons.jobs.gifts import unname
from linli.commons.models import Fund, Gift, GiftUse
from linli.commons.reads.gifts import summed, unbalanced
from linli.commons.rules.gifts import NAME_KEPT
from linli.commons.rules.lists import Sort
from linli.site.cli.tree import linli
from tests.commons.lists import as_
from tests.town import T0, Town


def fund(town: Town, sort: Sort = Sort.MONEY) -> Fund:
    told = {"sort": sort, "title": "助老爱心基金", "words": "给独居老人送餐", "measure": "袋"}
    return gifts.open_fund(by=town.mei, place=town.community.code, at=T0, **told)  # type: ignore[arg-type]


def test_what_is_left_is_the_sum_of_what_moved(town: Town) -> None:
    of = fund(town)
    given = [gifts.receive(by=town.mei, fund=of, amount=n, intent=uuid4(), at=T0) for n in (10_001, 5_000)]
    again = uuid4()
    for _ in range(2):
        gifts.use(by=town.mei, fund=of, amount=9_999, words="购买餐盒", at=T0, intent=again)
    with pytest.raises(OverCapacity):
        gifts.use(by=town.mei, fund=of, amount=5_003, words="购买餐盒", at=T0)
    with pytest.raises(OverCapacity):
        gifts.strike(by=town.mei, gift=given[0], words="录错", at=T0)
    gifts.strike(by=town.mei, gift=given[1], words="录错", at=T0)
    with pytest.raises(GiftStruck):
        gifts.strike(by=town.mei, gift=given[1], words="录错", at=T0)
    row = summed(Fund.objects.all()).get()
    assert (row.given, row.used, row.left, unbalanced()) == (10_001, 9_999, 2, [])
    assert CliRunner().invoke(linli, ["gifts", "verify"], env={"LINLI_LANG": "en"}).exit_code == 0
    Fund.objects.update(left=3)
    assert [(one.key, one.kept, one.given, one.used) for one in unbalanced()] == [(of.pk, 3, 10_001, 9_999)]
    done = CliRunner().invoke(linli, ["gifts", "verify"])
    assert (done.exit_code, str(of.pk) in done.stderr) == (1, True)


@pytest.mark.once
def test_a_gift_is_taken_in_at_the_desk_and_followed_by_whoever_gave_it(town: Town) -> None:
    of, desk, giver = fund(town), as_(town.mei), Client(headers={"Accept-Language": "en"})
    page = f"/desk/lists/funds/{of.pk}/"
    wrong = desk.post(f"{page}receive/", {"intent": str(uuid4()), "amount": "1.234", "name": "演示居民甲"})
    assert (wrong.status_code, "演示居民甲" in wrong.content.decode()) == (422, True)
    nothing = desk.post(f"{page}receive/", {"intent": str(uuid4()), "amount": ""})
    assert (nothing.status_code, list(nothing.context["gift"].errors)) == (422, ["amount"])
    told = {"intent": str(uuid4()), "amount": "1,234.50", "name": "演示居民甲"}
    for _ in range(2):
        assert desk.post(f"{page}receive/", told).status_code == 302
    over = desk.post(f"{page}use/", {"intent": str(uuid4()), "amount": "2000", "words": "购买餐盒"})
    assert (over.status_code, list(over.context["use"].errors)) == (409, ["amount"])
    assert desk.post(f"{page}use/", {"intent": str(uuid4()), "amount": "200", "words": "购买餐盒"}).status_code == 302
    assert (Gift.objects.get().amount, GiftUse.objects.get().amount) == (123_450, 20_000)
    assert giver.get(f"/open/gifts/{of.pk}/").status_code == 404
    desk.post(f"{page}publish/")
    assert "演示居民甲" in giver.get(f"/open/gifts/{of.pk}/").content.decode()
    gift = Gift.objects.get()
    key = {"number": gift.number_shown, "code": follow.code_of(gift.intent)}
    assert giver.post("/gifts/", key | {"code": "22222222"}).status_code == 422
    mine = giver.post("/gifts/", key).content.decode()
    assert "1,234.50 yuan" in mine and "购买餐盒" in mine and "演示居民甲" in mine
    assert "演示居民甲" not in giver.post("/gifts/", key | {"unname": "1"}).content.decode()
    shown = giver.get(f"/open/gifts/{of.pk}/").content.decode()
    assert "演示居民甲" not in shown and "anonymous" in shown
    assert "1,034.50 yuan" in giver.get("/open/gifts/").content.decode()


@pytest.mark.once
def test_the_name_of_a_giver_is_erased_when_its_term_is_over(town: Town) -> None:
    gifts.receive(by=town.mei, fund=fund(town), amount=1, intent=uuid4(), at=T0, name="演示居民甲")
    assert unname(at=T0 + NAME_KEPT - timedelta(days=1)) == 0
    assert unname(at=T0 + NAME_KEPT) == 1
    assert (Gift.objects.get().name, unname(at=timezone.now() + NAME_KEPT)) == ("", 0)
