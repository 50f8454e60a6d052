"""Tasks of the cast: what urban management asks of the communities, and how it gets to each stage."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import uuid4

from linli.duties import actions
from linli.duties.models import Admission
from linli.duties.rules import AdmissionStage, DutyLevel, HowOften
from tests.town import T0, Town

TODAY = T0.date()
STAGE = AdmissionStage


def says(**more: object) -> actions.AdmissionSays:
    said: dict[str, object] = {
        "title": "犬只登记信息核对",
        "basis": "《动物防疫法》",
        "words": "协助核对登记犬只的数量",
        "level": DutyLevel.COMMUNITY,
        "starts_on": TODAY,
        "ends_on": date(2026, 8, 31),
        "how_often": HowOften.MONTHLY,
        "data_fields": ("楼栋", "犬只数量", "免疫情况"),
        "funds_fen": 2_000_00,
    }
    return actions.AdmissionSays(**said | more)  # type: ignore[arg-type]


def asked(town: Town, *, at: datetime = T0, units: tuple[object, ...] = (), **more: object) -> Admission:
    return actions.ask(by=town.guan, asker=town.cleaners, says=says(**more), at=at, intent=uuid4(), units=units)  # type: ignore[arg-type]


def reviewed(town: Town, **more: object) -> Admission:
    row = asked(town, **more)  # type: ignore[arg-type]
    actions.review(by=town.zhong, admission=row, words="依据充分，经费随附", at=T0)
    return row


def admitted(town: Town, **more: object) -> Admission:
    row = asked(town, **more)  # type: ignore[arg-type]
    actions.admit(by=town.zhong, admission=row, at=T0)
    return row


def published(town: Town, **more: object) -> Admission:
    row = admitted(town, **more)
    actions.publish(by=town.zhong, admission=row, at=T0)
    return row


IN: dict[str, Callable[..., Admission]] = {
    STAGE.ASKED: asked,
    STAGE.REVIEWED: reviewed,
    STAGE.ADMITTED: admitted,
    STAGE.PUBLISHED: published,
}
AFTER_ITS_END = T0 + timedelta(days=365)


def do(town: Town, verb: str, row: Admission, version: int | None = None) -> object:
    """Make a move as whoever may."""
    if verb == "expire":
        return actions.admissions.expire(admission=row, at=AFTER_ITS_END)
    words = {"words": "演示理由"} if verb in ("review", "refuse", "withdraw") else {}
    return getattr(actions, verb)(by=town.zhong, admission=row, at=T0, version=version, **words)
