"""Orders handed back and decided by programs."""

from __future__ import annotations

from django.utils import timezone

from linli.matters.models import Return, WorkOrder
from linli.matters.rules import AskStage, OrderStage
from tests.faces.api.conftest import Program
from tests.town import Town

BACK = {"move": "hand_back", "reason": "not_our_duty", "words": "河道归水务", "basis": "三定方案第四条"}


def test_an_order_is_handed_back_and_passed_on(town: Town, program: Program) -> None:
    order = program_order(town)
    unit, centre = program.as_(town.guan), program.as_(town.zhong)
    url = f"/orders/{order.pk}/moves"
    back = unit.post(url, BACK | {"version": 1, "owner": town.water.pk})
    assert (back.status_code, back.json()["stage"]) == (200, "returning")
    (row,) = centre.get("/returns").json()["rows"]
    assert (row["reason"], row["owner"]["id"], row["order"]["id"]) == ("not_our_duty", town.water.pk, order.pk)
    assert program.as_(town.jie).get("/returns").json() == {"rows": []}  # not above a department
    asked = {"move": "pass_on", "version": 2}
    assert program.as_(town.jie).post(f"/returns/{row['id']}/moves", asked).status_code == 403
    assert program.as_(town.far).post(f"/returns/{row['id']}/moves", asked).status_code == 404
    done = centre.post(f"/returns/{row['id']}/moves", asked).json()
    assert (done["stage"], done["sent_to"]["id"]) == ("granted", town.water.pk)
    assert WorkOrder.objects.open().get().unit == town.water
    late = centre.post(f"/returns/{row['id']}/moves", asked | {"move": "keep", "words": "仍由你局办理"})
    assert (late.status_code, late.json()["fresh"]["stage"]) == (409, "cancelled")


def test_what_a_return_lacks_is_told_by_field(town: Town, program: Program) -> None:
    order = program_order(town)
    url = f"/orders/{order.pk}/moves"
    unit = program.as_(town.guan)
    wrong = unit.post(url, BACK | {"version": 1})
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (400, "owner")
    assert unit.post(url, BACK | {"version": 1, "owner": 10**6}).json()["type"] == "urn:linli:problem:no-unit"
    assert not Return.objects.exists()


def test_a_kept_order_is_disputed_and_a_contact_noted(town: Town, program: Program) -> None:
    order = program_order(town)
    url = f"/orders/{order.pk}/moves"
    unit = program.as_(town.guan)
    unit.post(url, BACK | {"version": 1, "owner": town.water.pk})
    row = Return.objects.get()
    keep = {"move": "keep", "version": 2, "words": "由你局办理"}
    assert program.as_(town.zhong).post(f"/returns/{row.pk}/moves", keep).json()["stage"] == AskStage.REFUSED
    again = unit.post(url, BACK | {"version": 3, "owner": town.water.pk})
    assert (again.status_code, again.json()["type"]) == (409, "urn:linli:problem:second-return")
    assert unit.post(url, {"move": "dispute", "version": 3, "words": "仍不归我局"}).status_code == 200
    assert unit.post(url, {"move": "contacted", "reached": True}).json()["stage"] == OrderStage.SIGNED
    order.matter.refresh_from_db()
    assert order.matter.contacted_at is not None


def program_order(town: Town) -> WorkOrder:
    """Sent just now: programs live in the present."""
    return town.handling(by=town.ren, at=timezone.now()).orders.get()
