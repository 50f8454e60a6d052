"""Whistles and summonses in every stage, made by the actions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from linli.core.models import Entry
from linli.orgs.models import Organisation
from linli.whistles import actions
from linli.whistles.models import Cause, Summons, Whistle
from linli.whistles.rules import RefusalReason, Stage, SummonsStage
from tests.town import GRIDS, SINCE, T0, Town

SOON = T0 + timedelta(minutes=20)
LATER = T0 + timedelta(hours=2)


def cause(code: str = "push") -> Cause:
    actions.seed(at=T0, since=SINCE)
    return Cause.objects.get(code=code, area="", valid_to=None)


def blow(town: Town, **more: Any) -> Whistle:
    """The community desk calls urban management and water to the first grid."""
    asked: dict[str, Any] = {
        "by": town.mei,
        "unit": town.committee,
        "cause": more.pop("cause", None) or cause(),
        "departments": [town.cleaners, town.water],
        "words": "河道与岸上垃圾反复出现，请到场会商",
        "at": T0,
        "place": GRIDS[0],
    }
    return actions.blow(**(asked | more))


def part(whistle: Whistle, department: Organisation) -> Summons:
    return Summons.objects.select_related("whistle", "department").get(whistle=whistle, department=department)


def summons_in(town: Town, stage: SummonsStage, whistle: Whistle | None = None) -> Summons:
    """Urban management's part, in ``stage``."""
    found = part(whistle or blow(town), town.cleaners)
    match stage:
        case SummonsStage.SIGNED:
            actions.sign(by=town.guan, summons=found, at=T0)
        case SummonsStage.CONTACTED:
            found = summons_in(town, SummonsStage.SIGNED, found.whistle)
            actions.contact(by=town.guan, summons=found, words="已与社区约定现场会商", at=T0)
        case SummonsStage.ARRIVED:
            found = summons_in(town, SummonsStage.CONTACTED, found.whistle)
            actions.arrive(by=town.guan, summons=found, words="执法中队已到场", at=T0)
        case SummonsStage.DONE:
            found = summons_in(town, SummonsStage.ARRIVED, found.whistle)
            actions.finish(by=town.guan, summons=found, words="岸上垃圾已清", at=T0)
        case SummonsStage.REFUSED | SummonsStage.RELEASED:
            why = RefusalReason.LEVEL_CAN_SOLVE
            actions.refuse(by=town.guan, summons=found, reason=why, words="社区可自行清理", at=T0)
            if stage == SummonsStage.RELEASED:
                actions.decide(by=town.zhong, summons=found, upheld=True, words="属社区保洁范围", at=T0)
        case SummonsStage.STOOD_DOWN:
            actions.call_off(by=town.mei, whistle=found.whistle, words="问题已自行解决", at=T0)
    return part(found.whistle, town.cleaners)


def whistle_in(town: Town, stage: Stage) -> Whistle:
    if stage == Stage.BLOWN:
        return blow(town)
    if stage == Stage.CALLED_OFF:
        return summons_in(town, SummonsStage.STOOD_DOWN).whistle
    whistle = summons_in(town, SummonsStage.ARRIVED).whistle
    if stage in (Stage.CONCLUDED, Stage.CLOSED):
        actions.conclude(by=town.mei, whistle=whistle, result="岸上清理完毕，河面打捞每周两次", at=LATER)
    if stage == Stage.CLOSED:
        rate_all(town, whistle)
        actions.close(by=town.mei, whistle=whistle, at=LATER)
    return Whistle.objects.get(pk=whistle.pk)


def rate_all(town: Town, whistle: Whistle) -> None:
    for department in (town.cleaners, town.water):
        actions.rate(by=town.mei, summons=part(whistle, department), in_time=True, helped=True, marks=5, at=LATER)


def do(town: Town, verb: str, whistle: Whistle, **more: Any) -> object:
    """Make the move ``verb`` of ``rules.MOVES`` by the action that makes it."""
    match verb:
        case "join":
            found = part(whistle, town.cleaners)
            return actions.arrive(by=town.guan, summons=found, words="已到场", at=LATER, **more)
        case "conclude":
            return actions.conclude(by=town.mei, whistle=whistle, result="已清理", at=LATER, **more)
        case "close":
            return actions.close(by=town.mei, whistle=whistle, at=LATER, **more)
        case "call_off":
            return actions.call_off(by=town.mei, whistle=whistle, words="已自行解决", at=LATER, **more)
    raise KeyError(verb)


def do_summons(town: Town, verb: str, summons: Summons, **more: Any) -> object:
    """The same for ``rules.SUMMONS_MOVES``."""
    match verb:
        case "sign":
            return actions.sign(by=town.guan, summons=summons, at=LATER, **more)
        case "contact":
            return actions.contact(by=town.guan, summons=summons, words="已联系", at=LATER, **more)
        case "arrive":
            return actions.arrive(by=town.guan, summons=summons, words="已到场", at=LATER, **more)
        case "finish":
            return actions.finish(by=town.guan, summons=summons, words="已办", at=LATER, **more)
        case "refuse":
            why = RefusalReason.NO_LEGAL_BASIS
            return actions.refuse(by=town.guan, summons=summons, reason=why, words="无处罚依据", at=LATER, **more)
        case "release" | "insist":
            upheld = verb == "release"
            return actions.decide(by=town.zhong, summons=summons, upheld=upheld, words="已研究", at=LATER, **more)
        case "stand_down":
            return actions.call_off(by=town.mei, whistle=summons.whistle, words="已自行解决", at=LATER)
    raise KeyError(verb)


def last_entry() -> int:
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def verbs_since(first: int) -> list[str]:
    rows = Entry.objects.filter(pk__gt=first, verb__startswith="whistles.").order_by("pk")
    return [verb.removeprefix("whistles.") for verb in rows.values_list("verb", flat=True)]
