"""What the matrix acts on in volunteering: the resident who said the matters reported in to the own place and works at
urban management."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from linli.volunteering.actions import pledges, units
from linli.volunteering.models import Comment, Deed, Pledge, ReportIn, ReportTeam, Task, UnitReport
from linli.volunteering.rules.reporting import Side
from tests.permissions.scene import Scene
from tests.volunteering.reporting import confirmed, posted, told


def report_in(scene: Scene) -> ReportIn:
    known = ReportIn.objects.first()
    return known or confirmed(scene.town, kind="officer", at=scene.at)


def deed(scene: Scene) -> int:
    known = Deed.objects.first()
    return (known or told(report_in(scene), at=scene.at, done_on=timezone.localdate(scene.at))).pk


def comment(scene: Scene) -> int:
    says = {"took_part": True, "kept_word": True, "in_touch": True, "words": "谢谢", "written_at": scene.at}
    where = {"unit": scene.town.committee, "written_by": scene.town.mei}
    key = {"report_in": report_in(scene), "begins_on": timezone.localdate(scene.at), "side": Side.COMMUNITY}
    return Comment.objects.get_or_create(**key, defaults=says | where)[0].pk


def task(scene: Scene) -> int:
    report_in(scene)
    on = timezone.localdate(scene.at)
    return (Task.objects.first() or posted(scene.town, at=scene.at, until=on + timedelta(days=7))).pk


def unit_report(scene: Scene) -> int:
    town = scene.town
    asked = {"unit": town.cleaners, "community": town.community, "words": "每月清扫", "at": scene.at}
    return (UnitReport.objects.first() or units.report_unit(by=town.guan, **asked)).pk


def riders(scene: Scene) -> int:
    town = scene.town
    asked = {"community": town.community, "name": "玉山站", "home": None, "at": scene.at}
    return (ReportTeam.objects.first() or units.found_team(by=town.mei, **asked)).pk


def pledge(scene: Scene) -> int:
    town = scene.town
    asked = {"community": town.community, "words": "清扫楼道", "by_on": timezone.localdate(scene.at), "at": scene.at}
    return (Pledge.objects.first() or pledges.pledge(by=town.ren, **asked)).pk
