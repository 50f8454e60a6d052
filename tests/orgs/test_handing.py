"""A post ends or passes on, and what its holder answers for goes with it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from linli.core.models import Entry
from linli.desks import actions as desks
from linli.faces.kit.gates import HEIR_GRANTS
from linli.insight.models import Circular
from linli.matters import actions as matters
from linli.matters.reads.clock import check
from linli.matters.reads.timeline import timeline
from linli.matters.rules import DeclineReason
from linli.orgs import actions, holdings, jobs
from linli.orgs.grants import TABLE
from linli.orgs.models import Handed, Organisation, OrgKind, Post, Role
from linli.people.models import Person
from linli.places.models import Grid
from linli.volunteering.actions import seeding
from linli.volunteering.models import Task
from tests.commons import lists
from tests.duties.asking import asked
from tests.orgs.bodies import body
from tests.town import GRIDS, SINCE, T0, Town, answer
from tests.volunteering import activity_steps, reporting
from tests.whistles.steps import blow

TODAY = timezone.localdate(T0)
LATER = T0 + timedelta(hours=1)


def colleague(
    name: str, organisation: Organisation | None = None, role: Role = Role.DEPARTMENT_HANDLER, **more: object
) -> Person:
    told = {"display_name": f"演示{name}", "joined_at": T0, "is_made_up": True}
    person = Person.objects.create_user(name, "a password of the town", **told)
    if organisation is not None:
        Post.objects.create(person=person, organisation=organisation, role=role, valid_from=SINCE, **more)
    return person


def kinds(person: Person) -> list[str]:
    return [held.kind for held in holdings.handed_to(Person.objects.get(pk=person.pk))]


def signed(town: Town) -> object:
    order = town.handling().orders.get()
    matters.sign(by=town.guan, order=order, at=T0)
    return order


def test_a_post_on_which_open_work_hangs_does_not_just_end(town: Town) -> None:
    signed(town)
    with pytest.raises(actions.WorkOpen) as error:
        actions.end_post(by=town.sec, post=town.guan.posts.get(), on=TODAY, at=LATER)
    assert error.value.args[0] == {"order": 1}
    assert town.guan.posts.get().valid_to is None


def test_the_successor_gets_the_post_and_all_that_is_open_with_a_row_of_the_log_each(town: Town) -> None:
    order = signed(town)
    water = Organisation.objects.get(code="water")
    matters.ask_support(by=town.guan, order=order, unit=water, words="请水务协助", at=T0)
    new = colleague("xin")
    passed = actions.hand_over(by=town.sec, post=town.guan.posts.get(), to=new, takes_post=True, at=LATER)
    assert {row.kind for row in passed} == {"order", "support"} == set(kinds(new))
    assert new.posts.get().role == Role.DEPARTMENT_HANDLER
    assert town.guan.posts.get().valid_to == TODAY
    assert holdings.left_with(town.guan, TODAY) == []
    told = Entry.objects.filter(verb="orgs.handed_over")
    assert told.count() == 2 and {row.params["successor"] for row in told} == {new.pk}
    matters.start(by=Person.objects.get(pk=new.pk), order=order, at=LATER)


def test_colleagues_read_of_it_in_the_line_of_steps_and_residents_do_not(town: Town) -> None:
    order = signed(town)
    actions.hand_over(by=town.sec, post=town.guan.posts.get(), to=colleague("xin"), takes_post=True, at=LATER)
    verbs = [step.verb for step in timeline(order.matter, public=False)]
    assert verbs[0] == "orgs.handed_over"
    assert "orgs.handed_over" not in [step.verb for step in timeline(order.matter, public=True)]


def test_a_colleague_of_the_unit_takes_the_work_without_a_second_post(town: Town) -> None:
    signed(town)
    other = colleague("tongshi", town.cleaners)
    actions.hand_over(by=town.sec, post=town.guan.posts.get(), to=other, takes_post=False, at=LATER)
    assert kinds(other) == ["order"]
    assert other.posts.count() == 1


def test_nobody_gets_work_that_their_posts_do_not_cover(town: Town) -> None:
    signed(town)
    post = town.guan.posts.get()
    with pytest.raises(actions.CannotTake):
        actions.hand_over(by=town.sec, post=post, to=town.shui, takes_post=False, at=LATER)
    with pytest.raises(actions.SameHands):
        actions.hand_over(by=town.sec, post=post, to=town.guan, takes_post=True, at=LATER)
    with pytest.raises(PermissionDenied):
        actions.hand_over(by=town.mei, post=post, to=town.shui, takes_post=False, at=LATER)
    assert not Handed.objects.exists()
    assert town.guan.posts.get().valid_to is None


def test_what_another_post_of_the_same_person_covers_stays_with_them(town: Town) -> None:
    signed(town)
    post = town.guan.posts.get()
    Post.objects.create(person=town.guan, organisation=town.cleaners, role=Role.DEPARTMENT_HEAD, valid_from=SINCE)
    actions.end_post(by=town.sec, post=post, on=TODAY, at=LATER)
    assert not Handed.objects.exists()


def test_a_grid_worker_hands_over_what_lies_in_the_grid(town: Town) -> None:
    noise = town.matter(kind=town.noise.code)
    matters.dispatch(by=town.mei, matter=noise, lead=town.committee, at=T0)
    matters.sign(by=town.wang, order=noise.orders.get(), at=T0)
    elsewhere = colleague("bieren", town.committee, Role.GRID_WORKER, grid=Grid.objects.get(code=GRIDS[1]))
    with pytest.raises(actions.CannotTake):
        actions.hand_over(by=town.sec, post=town.wang.posts.get(), to=elsewhere, takes_post=False, at=LATER)
    actions.hand_over(by=town.sec, post=town.wang.posts.get(), to=elsewhere, takes_post=True, at=LATER)
    assert kinds(elsewhere) == ["order"]


def test_proposals_whistles_and_applications_pass_too(town: Town) -> None:
    desks.set_second_pair(by=town.zhong, organisation=town.committee, is_needed=True, on=TODAY, at=T0)
    desks.decline(by=town.mei, matter=town.matter(), reason=DeclineReason.NOT_A_REQUEST, words="不是诉求", at=T0)
    blow(town)
    new = colleague("xin")
    actions.hand_over(by=town.sec, post=town.mei.posts.get(), to=new, takes_post=True, at=LATER)
    assert set(kinds(new)) == {"refusal", "whistle"}
    admission = asked(town)
    held = admission.asked_by.posts.get()
    head = colleague("chuzhang", held.organisation, Role(held.role))
    actions.hand_over(by=town.sec, post=held, to=head, takes_post=False, at=LATER)
    assert kinds(head) == ["admission"]


def test_what_was_handed_on_again_is_with_the_last_one_until_somebody_takes_it_up_or_it_ends(town: Town) -> None:
    order = signed(town)
    first, second = colleague("di1"), colleague("di2")
    actions.hand_over(by=town.sec, post=town.guan.posts.get(), to=first, takes_post=True, at=LATER)
    again = T0 + timedelta(hours=2)
    actions.hand_over(by=town.sec, post=first.posts.get(), to=second, takes_post=True, at=again)
    assert (kinds(first), kinds(second)) == ([], ["order"])
    assert Handed.objects.filter(stands=True).count() == 1
    type(order).objects.filter(pk=order.pk).update(stage="cancelled")
    assert kinds(second) == []


def test_what_was_left_behind_by_an_account_that_is_off_is_found_and_handed_on(town: Town) -> None:
    signed(town)
    other = colleague("tongshi", town.cleaners)
    assert holdings.left_behind(TODAY) == []
    Person.objects.filter(pk=town.guan.pk).update(is_active=False)
    assert holdings.left_behind(TODAY) == [town.guan]
    gone = Person.objects.get(pk=town.guan.pk)
    with pytest.raises(PermissionDenied):
        actions.hand_on(by=town.mei, sender=gone, to=other, at=LATER)
    actions.hand_on(by=town.sec, sender=gone, to=other, at=LATER)
    assert holdings.left_behind(TODAY) == []
    with pytest.raises(actions.NothingLeft):
        actions.hand_on(by=town.sec, sender=gone, to=other, at=LATER)


def test_a_unit_that_is_dissolved_leaves_no_work_with_nobody(town: Town) -> None:
    company = body(town, OrgKind.PROPERTY_COMPANY, "演示物业公司", town.committee)
    busy, idle = colleague("wuye", company), colleague("kong", company)
    matter = town.matter()
    matters.dispatch(by=town.mei, matter=matter, lead=company, at=T0)
    matters.sign(by=busy, order=matter.orders.get(), at=T0)
    next_day = T0 + timedelta(days=1)
    actions.dissolve(by=town.mei, body=company, on=timezone.localdate(next_day), at=next_day)
    assert idle.posts.get().valid_to is not None
    jobs.dissolve(at=next_day)
    assert busy.posts.get().valid_to is None  # the order is with them still
    assert Entry.objects.get(verb="orgs.dissolved").params["still"] == {"order": 1}
    matters.finish(by=busy, order=matter.orders.get(), answer=answer("已清运", at=next_day), at=next_day)
    jobs.dissolve(at=next_day)
    assert busy.posts.get().valid_to is None  # it may come back until the resident has said
    matters.rate(reporter=town.reporter(matter), solved=True, at=next_day)
    jobs.dissolve(at=next_day)
    assert busy.posts.get().valid_to is not None


def test_orders_that_nobody_of_a_dissolved_unit_signed_for_go_to_the_office_above(town: Town) -> None:
    company = body(town, OrgKind.PROPERTY_COMPANY, "演示物业公司", town.committee)
    leads, assists, both = town.matter(), town.matter(), town.matter()
    matters.dispatch(by=town.mei, matter=leads, lead=company, at=T0, task="清运")
    matters.dispatch(by=town.mei, matter=assists, lead=town.cleaners, assisting=[company], at=T0)
    matters.dispatch(by=town.mei, matter=both, lead=town.cleaners, assisting=[company, town.committee], at=T0)
    actions.dissolve(by=town.mei, body=company, on=TODAY + timedelta(days=1), at=T0)
    next_day = T0 + timedelta(days=1)
    jobs.dissolve(at=next_day)
    assert not company.orders.open().exists()
    fresh = leads.orders.get(unit=town.committee)
    assert (fresh.leads, fresh.task, fresh.stage, fresh.dispatched_by) == (True, "清运", "dispatched", town.mei)
    leads.refresh_from_db()
    assert leads.unit == town.committee
    assert assists.orders.open().filter(unit=town.committee, leads=False).count() == 1
    assert both.orders.open().filter(unit=town.committee).count() == 1  # it had one already
    assert Entry.objects.get(verb="orgs.dissolved").params["passed"] == 3
    assert Entry.objects.filter(verb="matters.order_passed_up").count() == 3
    assert all(not stretch.differences for stretch in check())
    assert "matters.order_passed_up" in [step.verb for step in timeline(leads, public=True)]


def test_needs_activities_tasks_and_circulars_pass_with_the_post_of_who_coordinates_them(town: Town) -> None:
    lists.seeded()
    seeding.seed_reporting(at=T0, since=SINCE)
    claim = lists.claimed(lists.partner(town), lists.need(town))
    task = reporting.posted(town)
    Task.objects.filter(pk=task.pk).update(until=date(2999, 1, 1))  # what is over today hangs on nobody
    activity_steps.draft(town)
    Circular.objects.create(
        month="2026-02", figures={}, digest="0", cut_off_at=T0, prepared_at=T0, prepared_by=town.zhong
    )
    with pytest.raises(actions.WorkOpen) as error:
        actions.end_post(by=town.sec, post=town.mei.posts.get(), on=TODAY, at=LATER)
    assert error.value.args[0] == {"need": 1, "activity": 1, "task": 1}
    new = colleague("xin")
    actions.hand_over(by=town.sec, post=town.mei.posts.get(), to=new, takes_post=True, at=LATER)
    assert set(kinds(new)) == {"need", "activity", "task"}
    assert holdings.held_by(claim.contact)[0].kind == "claim"
    other = colleague("zhong2")
    actions.hand_over(by=town.sec, post=town.zhong.posts.get(), to=other, takes_post=True, at=LATER)
    assert kinds(other) == ["circular"]


@pytest.mark.once
def test_a_contact_of_a_partner_unit_finds_what_was_handed_over_to_them(town: Town, client: Client) -> None:
    lists.seeded()
    bank, contact = lists.partner(town)
    claim = lists.claimed((bank, contact), lists.need(town))
    new = colleague("lianluo", bank, Role.PARTNER_CONTACT)
    actions.hand_over(by=town.sec, post=contact.posts.get(), to=new, takes_post=False, at=LATER)
    client.force_login(new)
    page = client.get("/desk/handed/")
    assert [(line.number, line.sender) for line in page.context["lines"]] == [(claim.part.need.title, str(contact))]
    assert client.get(page.context["lines"][0].href).status_code == 200
    assert "/desk/handed/" in client.get("/desk/lists/partner/").content.decode()


def test_whoever_something_can_be_handed_over_to_may_open_the_page() -> None:
    given = {holding.grant for holding in holdings.KNOWN.values()}
    heirs = [role for role, grants in TABLE.items() if grants & given]
    assert heirs and all(TABLE[role] & set(HEIR_GRANTS) for role in heirs)


def test_the_phone_says_which_orders_came_by_a_handover_and_by_which_post(town: Town, client: Client) -> None:
    order = signed(town)
    new = colleague("xin")
    actions.hand_over(by=town.sec, post=town.guan.posts.get(), to=new, takes_post=True, at=LATER)
    client.force_login(new)
    text = client.get(f"/field/orders/{order.pk}/").content.decode()
    assert "交接来的" in text and town.guan.display_name in text and town.cleaners.name in text
    noise = town.matter(kind=town.noise.code)
    matters.dispatch(by=town.mei, matter=noise, lead=town.committee, at=T0)
    matters.sign(by=town.wang, order=noise.orders.get(), at=T0)
    grid = colleague("wangge")
    actions.hand_over(by=town.sec, post=town.wang.posts.get(), to=grid, takes_post=True, at=LATER)
    client.force_login(grid)
    text = client.get("/field/").content.decode()
    assert "交接来的" in text and town.wang.display_name in text
