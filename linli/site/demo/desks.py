"""What the two desks that are shown have kept: lists under a name, and texts that they answer with."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from linli.desks import actions
from linli.desks.models import ReplyTemplate
from linli.site.demo.offices import SHOWN_COMMUNITY, Offices

Use = ReplyTemplate.Use

VIEWS = {"今日到期": "left=today", "待核查": "tab=check"}
TEMPLATES = (
    (
        Use.TASK,
        "现场处置",
        "请于{{promised}}前到{{place}}现场处置“{{kind}}”诉求（编号{{number}}），办理前后各拍一张照片。",
    ),
    (
        Use.CHECK,
        "现场核查属实",
        "{{today}}到{{place}}现场核查，问题已解决，周边已清理干净。",
    ),
    (
        Use.ANSWER,
        "已现场办结",
        "您于{{received}}反映的“{{kind}}”（{{place}}），我们已到现场处理完毕。如仍有问题，请告诉我们。",
    ),
    (
        Use.DECLINE,
        "已进入诉讼",
        "您于{{received}}反映的事项（编号{{number}}）已由人民法院立案，请按法定程序办理。",
    ),
)


@transaction.atomic
def keep_all(offices: Offices, *, at: datetime) -> int:
    """Keep them for the community and the street of the role picker. Returns how many were kept."""
    committee, person = offices.by_community[SHOWN_COMMUNITY]
    desks = [(committee, person)]
    if committee.parent is not None:
        desks.append((committee.parent, offices.by_unit[committee.parent.pk]))
    for organisation, by in desks:
        for name, query in VIEWS.items():
            actions.save_view(by=by, name=name, query=query, at=at, organisation=organisation)
        for use, name, words in TEMPLATES:
            actions.keep_template(by=by, organisation=organisation, use=use, name=name, words=words, at=at)
    return len(desks) * (len(VIEWS) + len(TEMPLATES))
