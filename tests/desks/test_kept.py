"""Views, templates, presence and what became of suggestions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from linli.core.models import Entry
from linli.desks import actions, jobs
from linli.desks.errors import NameTaken, NoName, TooMany
from linli.desks.models import Presence, ReplyTemplate, SavedView
from linli.desks.reads import kept
from linli.desks.reads.suggested import acceptance
from linli.desks.rules import VIEWS_LIMIT, UnknownVariable
from linli.duties.reads import catalogue
from linli.duties.rules import Ground
from linli.matters import actions as matters
from linli.matters.models import Proposal
from linli.matters.reads.detail import choices
from linli.orgs.models import Organisation
from tests.town import T0, Town


def test_a_view_is_ones_own_or_the_organisations(town: Town) -> None:
    own = actions.save_view(by=town.mei, name="今天到期", query="left=today", at=T0)
    shared = actions.save_view(by=town.mei, name="今天到期", query="left=today", at=T0, organisation=town.committee)
    assert set(kept.views_of(town.mei)) == {own, shared}
    assert set(kept.views_of(town.wang)) == {shared}  # of the same committee
    assert set(kept.views_of(town.tom)) == set()
    with pytest.raises(NameTaken):
        actions.save_view(by=town.mei, name=" 今天到期 ", query="", at=T0)
    with pytest.raises(NoName):
        actions.save_view(by=town.mei, name=" ", query="", at=T0)
    for by, view in ((town.wang, shared), (town.tom, shared), (town.jie, own)):
        with pytest.raises(PermissionDenied):
            actions.drop_view(by=by, view=view, at=T0)
    actions.drop_view(by=town.mei, view=shared, at=T0)
    assert set(kept.views_of(town.mei)) == {own}


def test_nobody_keeps_views_without_end(town: Town) -> None:
    SavedView.objects.bulk_create(SavedView(person=town.mei, name=str(n), saved_at=T0) for n in range(VIEWS_LIMIT))
    with pytest.raises(TooMany):
        actions.save_view(by=town.mei, name="再一个", query="", at=T0)


def keep(town: Town, words: str, *, days: int = 0) -> ReplyTemplate:
    asked = {"use": "decline", "name": "法院", "words": words, "at": T0 + timedelta(days=days)}
    return actions.keep_template(by=town.mei, organisation=town.committee, **asked)


def test_a_template_is_dated_and_filled_for_a_matter(town: Town) -> None:
    keep(town, "旧的")
    later = T0 + timedelta(days=1)
    keep(town, "{{number}}：{{kind}}，{{place}}，{{unit}}", days=1)
    matter = town.matter()
    said = kept.filled(town.mei, matter, at=later, moment=str)
    expected = f"{matter.number_shown}：暴露垃圾，玉山镇 · 里厍社区 · 第1网格，昆山市城市管理局"
    assert [one.words for one in said] == [expected]
    assert ReplyTemplate.objects.count() == 2
    assert not kept.templates_of(town.tom, at=later).exists()
    actions.end_template(by=town.mei, template=ReplyTemplate.objects.latest("pk"), at=later + timedelta(days=1))
    assert kept.filled(town.mei, matter, at=later + timedelta(days=1), moment=str) == []


def test_a_template_that_began_today_is_replaced_without_a_trace_of_a_day(town: Town) -> None:
    keep(town, "一")
    keep(town, "二")
    assert [one.words for one in ReplyTemplate.objects.all()] == ["二"]


def test_a_template_with_an_unknown_variable_is_not_kept(town: Town) -> None:
    with pytest.raises(UnknownVariable):
        keep(town, "请联系 {{phone}}")
    with pytest.raises(PermissionDenied):
        actions.keep_template(by=town.tom, organisation=town.committee, use="decline", name="x", words="x", at=T0)
    assert not ReplyTemplate.objects.exists()


def test_what_a_unit_answers_with_is_kept_by_who_answers_and_offered_for_its_orders_alone(town: Town) -> None:
    said = {"name": "已清运", "words": "已清运", "at": T0}
    own = actions.keep_template(by=town.guan, organisation=town.cleaners, use="answer", **said)
    for by, unit, use in ((town.guan, town.cleaners, "check"), (town.shui, town.cleaners, "answer")):
        with pytest.raises(PermissionDenied):
            actions.keep_template(by=by, organisation=unit, use=use, **said)
    with pytest.raises(PermissionDenied):  # a post on a grid
        actions.keep_template(by=town.wang, organisation=town.committee, use="answer", **said)
    matter = town.matter()
    assert [one.pk for one in kept.answers(town.cleaners, matter, at=T0, moment=str)] == [own.pk]
    assert kept.answers(town.water, matter, at=T0, moment=str) == []
    actions.keep_template(by=town.mei, organisation=town.committee, use="answer", **said)
    assert kept.filled(town.mei, matter, at=T0, moment=str) == []  # the desk says other things
    assert list(kept.templates_of(town.guan, at=T0)) == [own]


def test_presence_is_over_after_a_minute_and_leaves_nothing(town: Town) -> None:
    matter = town.matter()
    before = Entry.objects.count()
    actions.be_seen(by=town.mei, matter=matter, at=T0)
    actions.be_seen(by=town.mei, matter=matter, at=T0)
    soon, later = T0 + timedelta(seconds=59), T0 + timedelta(seconds=60)
    assert kept.others_at(matter, but=town.jie, at=soon) == ["演示社区台"]
    assert kept.others_at(matter, but=town.mei, at=soon) == []
    assert kept.others_at(matter, but=town.jie, at=later) == []
    assert jobs.forget_presence(at=later) == 1
    assert not Presence.objects.exists()
    assert Entry.objects.count() == before
    with pytest.raises(PermissionDenied):
        actions.be_seen(by=town.far, matter=matter, at=T0)


def test_what_became_of_suggestions_shows_by_rule(town: Town) -> None:
    for _ in range(12):
        matters.dispatch(by=town.mei, matter=town.matter(), lead=town.cleaners, at=T0)
    for _ in range(3):
        river = town.matter(words="河道里有垃圾")
        matters.dispatch(by=town.mei, matter=river, lead=town.cleaners, at=T0)  # the rule said water
    town.matter()  # not sent yet: says nothing
    rows = {(row.ground, row.name): row for row in acceptance([town.committee.prefix], at=T0)}
    catalogue, rule = rows[Ground.CATALOGUE, ""], rows[Ground.RULE, "河道垃圾归水务"]
    assert (catalogue.dispatched, catalogue.taken, catalogue.share) == (12, 12, 1.0)
    assert (rule.dispatched, rule.taken, rule.share) == (3, 0, None)  # too few for a share
    assert (catalogue.second, catalogue.third, catalogue.other) == (0, 0, 0)
    assert rule.second + rule.third + rule.other == 3
    assert acceptance([town.other_committee.prefix], at=T0) == []


def test_which_of_the_three_units_was_taken_is_counted(town: Town) -> None:
    shown = [one.unit.pk for one in choices(town.matter(), catalogue().kinds[town.rubbish.pk], at=T0)]
    for unit in (*shown, town.water.pk):
        matters.dispatch(by=town.mei, matter=town.matter(), lead=Organisation.objects.get(pk=unit), at=T0)
    ranks = Proposal.objects.exclude(taken=None).order_by("pk").values_list("taken", flat=True)
    assert list(ranks) == [*range(1, len(shown) + 1), 0]
    (row,) = acceptance([town.committee.prefix], at=T0)
    assert len(shown) >= 2
    assert (row.taken, row.second, row.third) == (1, 1, int(len(shown) > 2))
    assert row.other == 1


def test_the_page_shows_which_of_the_three_was_taken(client: Client, town: Town) -> None:
    now = timezone.now()
    for unit in (town.cleaners, town.committee):
        matters.dispatch(by=town.mei, matter=town.matter(at=now), lead=unit, at=now)
    client.force_login(town.jie)
    page = client.get("/desk/suggestions/")
    (row,) = page.context["rows"]
    assert (row["dispatched"], row["taken"], row["second"], row["third"], row["other"]) == (2, 1, 1, 0, 0)
    assert "采纳第二" in page.content.decode()
