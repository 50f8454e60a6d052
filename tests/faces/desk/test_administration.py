"""The three administrators: each sees their own pages, and none sees what residents said."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from linli.core import append_only, log
from linli.core.models import Entry
from linli.duties.models import RoutingRule
from linli.matters import actions as matters
from linli.matters.rules import ExclusionReason
from linli.orgs.models import Organisation, Post, Role
from linli.people.models import Person
from tests.core.ledger import grow
from tests.town import GRIDS, T0, Town

AT = "/desk/administration"
PAGES = {
    "sys": [f"{AT}/system/", f"{AT}/system/catalogue/", f"{AT}/system/rules/"],
    "sec": [f"{AT}/posts/", f"{AT}/posts/new/"],
    "aud": [f"{AT}/log/", f"{AT}/log/verify/"],
}


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.slow
def test_each_administrator_sees_their_own_pages_only(town: Town):
    town.report(words="不该被管理员看到的话")
    for name, pages in PAGES.items():
        client = as_(getattr(town, name))
        for owner, theirs in PAGES.items():
            for page in theirs:
                answer = client.get(page)
                assert answer.status_code == (200 if owner == name else 404), (name, page)
                assert "不该被管理员看到的话" not in answer.content.decode()
        assert all(client.get(page).status_code == 200 for page in pages)


@pytest.mark.slow
def test_others_find_nothing_and_strangers_go_to_the_door(client: Client, town: Town):
    for page in (page for pages in PAGES.values() for page in pages):
        assert client.get(page).url.startswith("/door/?next=")
        for person in (town.ren, town.mei, town.guan):
            assert as_(person).get(page).status_code == 404


def test_administrators_find_no_requests(town: Town):
    for person in (town.sys, town.sec, town.aud):
        assert as_(person).get("/desk/").status_code == 404


# -- system --------------------------------------------------------------------------------------------------------


def test_a_year_without_a_notice_is_warned_of(town: Town):
    page = as_(town.sys).get(f"{AT}/system/").content.decode()
    for year in (timezone.localdate().year, timezone.localdate().year + 1):
        warned = f"尚未载入 {year} 年" in page
        assert warned == (year != 2026)
    assert "国办发明电〔2025〕7号" in page and "08:30–12:00" in page


def test_the_catalogue_shows_what_is_in_force_and_finds_by_name(town: Town):
    client = as_(town.sys)
    page = client.get(f"{AT}/system/catalogue/").content.decode()
    assert "02-01-01" in page and "已停用类别" not in page
    found = client.get(f"{AT}/system/catalogue/", {"q": "漏水"}).content.decode()
    assert "水管漏水" in found and "暴露垃圾" not in found
    assert "没有这个代码或名称的条目" in client.get(f"{AT}/system/catalogue/", {"q": "zzz"}).content.decode()


def shown(client: Client, rule: RoutingRule) -> str:
    """The token of the trial that the page of a switch shows."""
    return str(client.get(f"{AT}/system/rules/{rule.pk}/try/").context["token"])


def test_a_rule_is_switched_off_and_on(town: Town):
    client, rule = as_(town.sys), RoutingRule.objects.get()
    assert "河道垃圾归水务" in client.get(f"{AT}/system/rules/").content.decode()
    switch = f"{AT}/system/rules/{rule.pk}/switch/"
    off = {"on": "0", "tried": shown(client, rule)}
    assert client.post(switch, off).status_code == 302
    rule.refresh_from_db()
    assert not rule.is_on
    late = client.post(switch, off)
    assert late.status_code == 409 and "已有他人先行操作" in late.content.decode()
    client.post(switch, {"on": "1", "tried": shown(client, rule)})
    assert list(Entry.objects.about(rule).values_list("params__on", flat=True)) == [False, True]
    assert client.get(switch).status_code == 405
    assert client.post(f"{AT}/system/rules/999999/switch/", {"on": "0"}).status_code == 404


def test_what_was_not_tried_is_not_switched_and_shows_what_it_would_do(town: Town):
    client, rule = as_(town.sys), RoutingRule.objects.get()
    switch, token = f"{AT}/system/rules/{rule.pk}/switch/", shown(client, rule)
    colleague = shown(as_(town.zhong), rule)
    for sent in ({"on": "0"}, {"on": "1", "tried": token}, {"on": "0", "tried": token + "x"}, {"tried": colleague}):
        refused = client.post(switch, sent)
        assert refused.status_code == 422
        assert "未经试算" in refused.content.decode()
        assert refused.context["tried"] is not None
    rule.refresh_from_db()
    assert rule.is_on
    assert client.post(switch, {"on": "0", "tried": refused.context["token"]}).status_code == 302


def test_a_rule_is_tried_on_past_matters_before_it_is_switched(town: Town):
    client, rule, at = as_(town.sys), RoutingRule.objects.get(), timezone.now()
    by_rule = town.matter(words="河道里有垃圾，住在不该被看到的楼", at=at - timedelta(days=364))
    town.matter(words="路边有垃圾", at=at)
    town.matter(words="河道里有垃圾", at=at - timedelta(days=366))
    address = f"{AT}/system/rules/{rule.pk}/try/"
    page = client.get(address).content.decode()
    assert "近 365 天的 2 件诉求中，有 1 件" in page
    assert f'<td>{town.water.name}</td><td class="num">1</td><td class="num">0</td>' in page
    assert by_rule.number_shown in page and "派单规则“河道垃圾归水务”" in page
    assert "不该被看到" not in page
    client.post(f"{AT}/system/rules/{rule.pk}/switch/", {"on": "0", "tried": shown(client, rule)})
    counted = f'<td>{town.water.name}</td><td class="num">0</td><td class="num">1</td>'
    assert counted in client.get(address).content.decode()
    assert client.get(f"{AT}/system/rules/999999/try/").status_code == 404


# -- accounts ------------------------------------------------------------------------------------------------------


def test_accounts_are_found_by_name_and_by_what_they_lack(town: Town):
    client = as_(town.sec)
    everybody = client.get(f"{AT}/posts/").content.decode()
    assert "wang" in everybody and "演示居民甲" not in everybody and "里厍社区居委会" in everybody
    found = client.get(f"{AT}/posts/", {"q": "街道"}).content.decode()
    assert ">jie<" in found and ">wang<" not in found
    TOTP.activate(town.jie, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    assert ">jie<" not in client.get(f"{AT}/posts/", {"show": "no-factor"}).content.decode()
    Post.objects.filter(person=town.jie).update(valid_to=T0.date())
    assert ">jie<" in client.get(f"{AT}/posts/", {"show": "no-post"}).content.decode()
    Person.objects.filter(pk=town.tom.pk).update(is_active=False)
    assert ">tom<" in client.get(f"{AT}/posts/", {"show": "off"}).content.decode()


def test_accounts_go_on_by_key_without_more_queries(town: Town, django_assert_max_num_queries):
    for number in range(60):
        person = Person.objects.create_user(f"z{number:03}", None, display_name="演示", joined_at=T0)
        Post.objects.create(person=person, organisation=town.committee, role=Role.COMMUNITY_DESK, valid_from=T0.date())
    client = as_(town.sec)
    with django_assert_max_num_queries(9):
        first = client.get(f"{AT}/posts/")
    assert len(first.context["accounts"]) == 50
    second = client.get(f"{AT}/posts/?{first.context['next']}")
    names = [one.person.username for page in (first, second) for one in page.context["accounts"]]
    assert names == sorted(set(names)) and len(names) == Person.objects.filter(username__isnull=False).count()


def test_an_account_is_opened_appointed_and_signs_in(town: Town):
    client = as_(town.sec)
    answer = client.post(f"{AT}/posts/new/", {"username": "xin.ren", "display_name": "演示新人"})
    password = answer.context["password"]
    assert answer.status_code == 200 and password in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    person = Person.objects.get(username="xin.ren")
    given = {"organisation": "里厍社区居委会", "role": "grid_worker", "grid": GRIDS[1], "on": "2026-03-02"}
    assert client.post(f"{AT}/posts/{person.pk}/appoint/", given).status_code == 302
    assert person.posts.get().grid.code == GRIDS[1]
    fresh = Client()
    assert fresh.post("/door/staff/", {"login": "xin.ren", "password": password}).status_code == 302


def test_a_taken_or_crooked_user_name_is_said_beside_the_field(town: Town):
    client = as_(town.sec)
    for username in ("wang", "Wang!", ""):
        answer = client.post(f"{AT}/posts/new/", {"username": username, "display_name": "演示"})
        assert answer.status_code == 400 and 'id="id_username_error"' in answer.content.decode()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"organisation": "没有这个单位"}, "organisation"),
        ({"organisation": ""}, "organisation"),
        ({"role": "king"}, "role"),
        ({"role": "auditor"}, "role"),
        ({"grid": "12"}, "grid"),
        ({"grid": "320583100009009"}, "grid"),
        ({"role": "grid_worker"}, "grid"),
        ({"role": "grid_worker", "grid": GRIDS[4]}, "grid"),
        ({"on": "soon"}, "on"),
    ],
)
def test_a_wrong_appointment_is_said_beside_the_field(town: Town, changed: dict[str, str], field: str):
    given = {"organisation": "里厍社区居委会", "role": "secretary", "grid": "", "on": "2026-03-02"} | changed
    answer = as_(town.sec).post(f"{AT}/posts/{town.wang.pk}/appoint/", given)
    assert answer.status_code == 400 and f'id="id_{field}_error"' in answer.content.decode()
    assert town.wang.posts.count() == 1


def test_ending_a_post_throws_out_at_the_next_request(town: Town):
    theirs, keeper, post = as_(town.mei), as_(town.sec), town.mei.posts.get()
    assert theirs.get("/door/in/").url == "/desk/"
    end = f"{AT}/posts/{town.mei.pk}/end/{post.pk}/"
    assert keeper.post(end).status_code == 302
    assert theirs.get("/door/in/").url.startswith("/door/?next=")
    again = keeper.post(end)
    assert again.status_code == 409 and "该岗位已经结束" in again.content.decode()
    assert keeper.post(f"{AT}/posts/{town.tom.pk}/end/{post.pk}/").status_code == 404


def test_switching_off_throws_out_and_a_second_switch_is_told(town: Town):
    theirs, keeper = as_(town.mei), as_(town.sec)
    switch = f"{AT}/posts/{town.mei.pk}/switch/"
    assert keeper.post(switch, {"on": "0"}).status_code == 302
    assert theirs.get("/door/in/").url.startswith("/door/?next=")
    assert keeper.post(switch, {"on": "0"}).status_code == 409
    assert keeper.post(switch, {"on": "1"}).status_code == 302


def test_the_second_factor_and_the_password_are_reset(town: Town):
    TOTP.activate(town.mei, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    keeper = as_(town.sec)
    keeper.post(f"{AT}/posts/{town.mei.pk}/second-factor/")
    assert not town.mei.authenticator_set.exists()
    answer = keeper.post(f"{AT}/posts/{town.mei.pk}/password/")
    town.mei.refresh_from_db()
    assert town.mei.check_password(answer.context["password"])


def test_ones_own_account_is_not_changed(town: Town):
    keeper = as_(town.sec)
    assert "须由其他安全管理员办理" in keeper.get(f"{AT}/posts/{town.sec.pk}/").content.decode()
    for verb in ("switch", "second-factor", "password"):
        assert keeper.post(f"{AT}/posts/{town.sec.pk}/{verb}/", {"on": "0"}).status_code == 409
    given = {"organisation": "昆山市社会治理联动中心", "role": "security_admin", "on": "2026-03-02"}
    assert keeper.post(f"{AT}/posts/{town.sec.pk}/appoint/", given).status_code == 400


def test_a_keeper_of_a_town_finds_no_accounts_elsewhere(town: Town):
    Post.objects.filter(person=town.sec).update(organisation=town.street)
    keeper = as_(town.sec)
    page = keeper.get(f"{AT}/posts/").content.decode()
    assert ">mei<" in page and ">far<" not in page and ">zhong<" not in page
    assert keeper.get(f"{AT}/posts/{town.far.pk}/").status_code == 404
    assert keeper.post(f"{AT}/posts/{town.far.pk}/switch/", {"on": "0"}).status_code == 404
    assert keeper.post(f"{AT}/posts/new/", {"username": "xinren", "display_name": "x"}).status_code == 404


def test_residents_are_not_found_among_accounts(town: Town):
    assert as_(town.sec).get(f"{AT}/posts/{town.ren.pk}/").status_code == 404


# -- the log -------------------------------------------------------------------------------------------------------


def test_the_log_is_read_newest_first_and_narrowed(town: Town):
    for number in range(3):
        log.write("people.signed_in", town.mei, by=town.mei, at=T0 + timedelta(days=number), how="password")
    log.write("people.joined", town.ren, by=town.ren, at=T0)
    client = as_(town.aud)
    lines = client.get(f"{AT}/log/").context["lines"]
    assert [line.entry.pk for line in lines] == sorted((line.entry.pk for line in lines), reverse=True)
    assert lines[0].actor == "" and lines[1].actor == "演示社区台"

    def count(**asked: str) -> int:
        return len(client.get(f"{AT}/log/", asked).context["lines"])

    assert count(verb="people.signed_in") == 3
    assert count(subject="people.person") == 4 and count(subject=f"people.person/{town.ren.pk}") == 1
    assert count(actor=str(town.mei.pk)) == 3
    assert count(since="2026-03-03", until="2026-03-03") == 1
    assert count(verb="people.joined", since="2026-03-03") == 0


def test_the_log_names_no_resident(town: Town):
    log.write("people.joined", town.ren, by=town.ren, at=T0)
    page = as_(town.aud).get(f"{AT}/log/").content.decode()
    assert f"居民 #{town.ren.pk}" in page and town.ren.name not in page and town.ren.phone not in page


@pytest.mark.parametrize(
    "asked",
    [{"subject": "'; drop"}, {"since": "yesterday"}, {"verb": "people.flew"}, {"before": "x"}, {"actor": "9" * 30}],
)
def test_a_crooked_question_to_the_log_is_answered_in_the_page(town: Town, asked: dict[str, str]):
    answer = as_(town.aud).get(f"{AT}/log/", asked)
    assert answer.status_code == 400 and answer.context["lines"] == []


@pytest.mark.slow
def test_the_log_goes_on_by_key_without_more_queries(town: Town, django_assert_max_num_queries):
    Entry.objects.bulk_create(
        log.entry("people.signed_in", town.mei, by=town.mei, at=T0, how="code") for _ in range(250)
    )
    client, seen, query = as_(town.aud), [], ""
    for _ in range(4):
        with django_assert_max_num_queries(8):
            answer = client.get(f"{AT}/log/?{query}")
        seen += [line.entry.pk for line in answer.context["lines"]]
        query = answer.context["next"]
        if not query:
            break
    assert len(seen) == 250 and seen == sorted(set(seen), reverse=True)


@pytest.mark.slow
def test_seals_are_shown_and_a_change_is_named(town: Town, settings, tmp_path):
    settings.LINLI_ANCHORS = tmp_path / "anchors.log"
    append_only.lift(connection)  # as the owner of the database can
    client = as_(town.aud)
    grow(2, 3)
    log.write("people.joined", town.ren, by=town.ren, at=T0)
    lines = client.get(f"{AT}/log/").context["lines"]
    assert [line.batch for line in lines] == [None, 2, 2, 2, 1, 1, 1]
    assert "核验通过" in client.get(f"{AT}/log/verify/").content.decode()
    changed = lines[2].entry.pk
    Entry.objects.filter(pk=changed).update(verb="people.flew")
    page = client.get(f"{AT}/log/verify/").content.decode()
    assert f"第 {changed} 条" in page and "核验通过" not in page


@pytest.mark.once
def test_the_tree_goes_out_as_a_table_and_comes_back_with_its_bad_lines_told(town: Town):
    client = as_(town.sec)
    table = client.get(f"{AT}/posts/organisations.csv").content
    lines = table.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + Organisation.objects.count()
    bad = f"{table.decode('utf-8-sig')}x,party_branch,某支部,,,,,,nobody,320583100001,,,\n"
    file = SimpleUploadedFile("tree.csv", bad.encode("gb18030"))
    answer = client.post(f"{AT}/posts/load/", {"what": "organisations", "file": file})
    assert answer.context["summary"].there == Organisation.objects.count()
    assert [(line, detail) for line, _words, detail in answer.context["refused"]] == [(len(lines) + 1, "nobody")]
    posts = client.get(f"{AT}/posts/posts.csv").content
    again = client.post(f"{AT}/posts/load/", {"what": "posts", "file": SimpleUploadedFile("posts.csv", posts)})
    assert again.context["summary"].there == Post.objects.count()
    short = client.post(f"{AT}/posts/load/", {"what": "posts", "file": SimpleUploadedFile("x.csv", b"a,b\n1,2\n")})
    assert short.status_code == 422


@pytest.mark.once
def test_a_post_with_open_work_is_handed_over_and_the_successor_finds_it(town: Town):
    order = town.handling(words="不该被管理员看到的话").orders.get()
    matters.sign(by=town.guan, order=order, at=timezone.now())
    asked = {"reason": ExclusionReason.IN_COURT, "words": "法院已立案", "at": timezone.now()}
    matters.ask_exclusion(by=town.guan, matter=order.matter, unit=town.cleaners, **asked)
    client, post = as_(town.sec), town.guan.posts.get()
    stopped = client.post(f"{AT}/posts/{town.guan.pk}/end/{post.pk}/")
    page = f"{AT}/posts/{town.guan.pk}/hand-over/{post.pk}/"
    assert stopped.url == page
    shown = client.get(page).content.decode()
    assert "<strong>1</strong>" in shown and "不该被管理员看到的话" not in shown
    assert client.post(page, {"to": "shui"}).status_code == 422
    assert client.post(page, {"to": "nobody"}).status_code == 422
    assert client.post(page, {"to": "shui · 演示水务经办", "takes_post": "on"}).status_code == 302
    theirs = as_(Person.objects.get(pk=town.shui.pk))
    lines = theirs.get("/desk/handed/").context["lines"]
    assert [line.number for line in lines] == 2 * [order.matter.number_shown]
    assert {theirs.get(line.href).status_code for line in lines} == {200}
    assert order.pk in theirs.get("/desk/orders/").context["handed"]
    history = client.get(f"{AT}/posts/units/{town.cleaners.pk}/").content.decode()
    assert "演示水务经办" in history and "演示城管经办" in history


@pytest.mark.once
def test_what_an_account_left_behind_when_it_was_switched_off_goes_to_somebody(town: Town):
    order = town.handling().orders.get()
    matters.sign(by=town.guan, order=order, at=timezone.now())
    colleague = Person.objects.create_user("tongshi", "a password of the town", display_name="演示同事", joined_at=T0)
    Post.objects.create(
        person=colleague, organisation=town.cleaners, role=Role.DEPARTMENT_HANDLER, valid_from=timezone.localdate(T0)
    )
    Person.objects.filter(pk=town.guan.pk).update(is_active=False)
    client = as_(town.sec)
    assert [row[0] for row in client.get(f"{AT}/posts/left/").context["rows"]] == [town.guan]
    assert client.post(f"{AT}/posts/left/{town.guan.pk}/", {"to": "shui"}).status_code == 422
    assert client.post(f"{AT}/posts/left/{town.guan.pk}/", {"to": "tongshi"}).status_code == 302
    assert client.get(f"{AT}/posts/left/").context["rows"] == []
