"""Appointments: who gives them, what goes together, and that older sessions end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user
from django.core.exceptions import PermissionDenied
from django.test import Client

from linli.core.models import Entry
from linli.orgs import actions
from linli.orgs.authority import SYSTEM, may
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation, Post, Role
from linli.orgs.reads.body import shown
from linli.people.models import Person
from tests.town import GRIDS, T0, Town

TODAY = date(2026, 3, 2)


@pytest.fixture
def newcomer(town: Town) -> Person:
    return Person.objects.create_user("newcomer", display_name="演示新人", joined_at=T0, is_made_up=True)


def appoint(town: Town, person: Person, organisation: Organisation, role: Role, **more: object) -> Post:
    asked: dict[str, object] = {"by": town.sec, "on": TODAY, "at": T0}
    return actions.appoint(person=person, organisation=organisation, role=role, **(asked | more))  # type: ignore[arg-type]


def test_an_appointed_person_may_what_the_post_may(town: Town, newcomer: Person) -> None:
    assert not may(newcomer, Grant.ACCEPT, at=town.community.prefix)
    post = appoint(town, newcomer, town.committee, Role.COMMUNITY_DESK)
    assert may(newcomer, Grant.ACCEPT, at=GRIDS[0])
    assert not may(newcomer, Grant.ACCEPT, at=GRIDS[2])
    entry = Entry.objects.get(verb="orgs.appointed")
    assert (entry.actor_id, entry.subject_id, entry.place) == (town.sec.pk, post.pk, town.community.prefix)
    assert entry.params == {
        "person": newcomer.pk,
        "organisation": town.committee.pk,
        "role": "community_desk",
        "on": "2026-03-02",
    }


def test_an_officer_who_is_sent_as_secretary_is_lent_for_a_time(town: Town, newcomer: Person) -> None:
    asked = {"home_organisation": town.cleaners}
    post = appoint(town, newcomer, town.committee, Role.SECRETARY, **asked)
    assert (shown(town.committee, TODAY).heads, shown(town.cleaners, TODAY).lent) == ([post], [post])
    actions.end_post(by=town.sec, post=post, on=TODAY + timedelta(days=365), at=T0)
    assert shown(town.cleaners, TODAY + timedelta(days=365)).lent == []
    assert Post.objects.get(pk=post.pk).home_organisation == town.cleaners  # the history knows it


def test_only_the_security_administrator_and_the_command_line_appoint(town: Town, newcomer: Person) -> None:
    for person in (town.ren, town.wang, town.mei, town.jie, town.zhong, town.sys, town.aud):
        with pytest.raises(PermissionDenied):
            appoint(town, newcomer, town.committee, Role.COMMUNITY_DESK, by=person)
        with pytest.raises(PermissionDenied):
            actions.end_post(by=person, post=town.mei.posts.get(), on=TODAY, at=T0)
    assert Post.objects.filter(person=newcomer).count() == 0
    assert appoint(town, newcomer, town.centre, Role.SECURITY_ADMIN, by=SYSTEM).person == newcomer


def test_nobody_appoints_themselves(town: Town) -> None:
    with pytest.raises(actions.OwnPost):
        appoint(town, town.sec, town.centre, Role.SECURITY_ADMIN)


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR])
def test_an_administrator_holds_no_other_role(town: Town, role: Role) -> None:
    with pytest.raises(actions.PowersSeparate):
        appoint(town, town.mei, town.centre, role)
    with pytest.raises(actions.PowersSeparate):
        appoint(town, town.sys if role != Role.SYSTEM_ADMIN else town.aud, town.committee, Role.COMMUNITY_DESK)


def test_two_desks_in_one_pair_of_hands_are_allowed(town: Town) -> None:
    appoint(town, town.mei, town.other_committee, Role.COMMUNITY_DESK)
    assert may(town.mei, Grant.ACCEPT, at=GRIDS[0])
    assert may(town.mei, Grant.ACCEPT, at=GRIDS[2])
    assert not may(town.mei, Grant.ACCEPT, at=GRIDS[4])


def test_the_same_post_is_held_once(town: Town) -> None:
    with pytest.raises(actions.AlreadyHolds):
        appoint(town, town.mei, town.committee, Role.COMMUNITY_DESK)
    with pytest.raises(actions.AlreadyHolds):
        appoint(town, town.wang, town.committee, Role.GRID_WORKER, grid=town.grid)


def test_a_grid_worker_has_a_grid_of_the_own_community(town: Town, newcomer: Person) -> None:
    with pytest.raises(actions.GridUnclear):
        appoint(town, newcomer, town.committee, Role.GRID_WORKER)
    with pytest.raises(actions.GridUnclear):
        appoint(town, newcomer, town.other_committee, Role.GRID_WORKER, grid=town.grid)
    with pytest.raises(actions.GridUnclear):
        appoint(town, newcomer, town.committee, Role.COMMUNITY_DESK, grid=town.grid)
    assert appoint(town, newcomer, town.committee, Role.GRID_HEAD, grid=town.grid).prefix == GRIDS[0]


def test_a_resident_may_sit_on_a_committee_and_hold_no_desk(town: Town) -> None:
    with pytest.raises(actions.NoAccount):
        appoint(town, town.ren, town.committee, Role.COMMUNITY_DESK)
    appoint(town, town.ren, town.committee, Role.PART_TIME_MEMBER, home_organisation=town.water)
    assert not any(may(town.ren, grant, at=GRIDS[0]) for grant in Grant)


def test_a_post_to_come_that_is_ended_is_never_held(town: Town, newcomer: Person) -> None:
    post = appoint(town, newcomer, town.committee, Role.COMMUNITY_DESK, on=TODAY + timedelta(days=30))
    post = actions.end_post(by=town.sec, post=post, on=TODAY, at=T0)
    assert (post.valid_from, post.valid_to) == (TODAY, TODAY)
    assert not Post.objects.unended(TODAY).filter(person=newcomer).exists()


def test_a_post_that_ended_gives_nothing(town: Town) -> None:
    post = town.mei.posts.get()
    assert may(town.mei, Grant.ACCEPT, at=GRIDS[0])
    actions.end_post(by=town.sec, post=post, on=TODAY, at=T0)
    mei = Person.objects.get(pk=town.mei.pk)
    assert not any(may(mei, grant, at=GRIDS[0]) for grant in Grant)
    with pytest.raises(actions.PostEnded):
        actions.end_post(by=town.sec, post=post, on=TODAY + timedelta(days=1), at=T0)
    assert Entry.objects.get(verb="orgs.post_ended").params["role"] == "community_desk"


def test_a_post_ended_on_its_first_day_was_never_held(town: Town, newcomer: Person) -> None:
    post = appoint(town, newcomer, town.committee, Role.COMMUNITY_DESK)
    actions.end_post(by=town.sec, post=post, on=TODAY, at=T0)
    assert not Post.objects.held(TODAY).filter(person=newcomer).exists()
    again = appoint(town, newcomer, town.committee, Role.COMMUNITY_DESK)
    assert Post.objects.held(TODAY).get(person=newcomer) == again


def test_a_post_that_begins_tomorrow_gives_nothing_today(town: Town, newcomer: Person) -> None:
    appoint(town, newcomer, town.committee, Role.COMMUNITY_DESK, on=TODAY + timedelta(days=1))
    assert not Post.objects.held(TODAY).filter(person=newcomer).exists()
    assert Post.objects.held(TODAY + timedelta(days=1)).filter(person=newcomer).exists()


@pytest.mark.parametrize("change", ["appoint", "end_post"])
def test_open_sessions_end_when_a_post_is_given_or_taken(client: Client, town: Town, change: str) -> None:
    client.force_login(town.mei)
    assert get_user(client).pk == town.mei.pk  # type: ignore[arg-type]
    if change == "appoint":
        appoint(town, town.mei, town.other_committee, Role.COMMUNITY_DESK)
    else:
        actions.end_post(by=town.sec, post=town.mei.posts.get(), on=TODAY, at=T0)
    assert get_user(client).is_anonymous  # type: ignore[arg-type]
