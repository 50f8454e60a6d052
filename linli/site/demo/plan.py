"""Made-up matters of the last ninety days, planned with a fixed seed: what would happen and when.

What lies after now has not happened yet, so that every stage comes about by itself (``play``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

import shapely
from django.utils import timezone

from linli.duties.reads import catalogue
from linli.duties.seeds import NOT_SURE
from linli.matters.models import Channel
from linli.site.demo import sayings, shapes
from linli.site.demo.offices import ELDERS, SHOWN_COMMUNITY

DAYS = 90
RECENT_DAYS = 4
RECENT_SHARE = 0.3  # of all matters, so that the desks have something on them
SHOWN_SHARE = 0.08  # of all matters, in the community that the role picker opens
SHOWN_RESIDENTS = (0, ELDERS)  # the elder and the resident that the role picker opens
SHOWN_RESIDENT_SHARE = 0.03
CHANNELS = (Channel.WEB, Channel.PHONE, Channel.FIELD, Channel.HOTLINE)
CHANNEL_WEIGHTS = (62, 12, 12, 14)
PHOTO_SHARE = 0.12


ENDINGS = ("handled", "declined", "merged", "withdrawn", "left", "waiting")
ENDING_WEIGHTS = (75, 4, 12, 3, 3, 3)  # few find an open one to be merged into; the others are handled


@dataclass(frozen=True, slots=True)
class Plan:
    """One matter as it would go, if it had all the time."""

    received_at: datetime
    grid: str
    point: tuple[float, float]
    words: str
    answer: str
    kind: str
    channel: Channel
    resident: int  # which resident, -1 for nobody known
    is_public: bool
    ending: str  # handled, declined, merged, withdrawn; left or waiting: nobody looked at it yet, or sent it on
    late: float  # answered after this share of the time allowed
    failed_check: bool
    unsolved: bool
    rated: bool
    satisfaction: int
    assisted: bool
    has_photo: bool
    pace: tuple[float, ...]  # shares that spread the small steps


@dataclass(frozen=True, slots=True)
class ForRole:
    """A matter that somebody of the role picker finds waiting, in the grid of the grid worker who is shown there.

    ``hours`` ago it came in; ``stop`` is what it waits for: to be taken on, signed for, handled, or judged.
    """

    saying: str  # how the words of it begin
    hours: float
    stop: str  # accept, sign, handle, judge
    resident: int = -1

    def on(self, one: Plan, at: datetime, outline: shapely.Polygon, grid: str, random: Random) -> Plan:
        """``one`` made into this."""
        words, answer, kind = next(saying for saying in sayings.SAYINGS if saying[0].startswith(self.saying))
        slow = 6.0 if self.stop == "sign" else 0.0  # signs for it only when the answer is due
        return replace(
            one,
            received_at=timezone.localtime(at - timedelta(hours=self.hours)),
            grid=grid,
            point=shapes.point_in(outline, random),
            words=words,
            answer=answer,
            kind=kind or _kind(words, at),
            channel=Channel.WEB,
            resident=self.resident,
            ending="left" if self.stop == "accept" else "handled",
            late={"judge": 0.0, "sign": 3.0}.get(self.stop, 0.9),
            failed_check=False,
            unsolved=False,
            assisted=False,
            pace=(0.1, 0.1, slow, slow, 1.0, 1.0),
        )


FOR_ROLES = (
    ForRole("小区东门垃圾桶", 1.5, "accept", 30),
    ForRole("楼道堆放杂物", 3, "accept", 31),
    ForRole("流动摊贩", 20, "accept", 32),
    ForRole("邻里因为晒被子", 5, "sign", 33),
    ForRole("社区能不能办老年助餐点", 28, "sign", 34),
    ForRole("楼上漏水", 100, "handle", 35),
    ForRole("绿化带里有一堆建筑垃圾", 4, "sign", 36),
    ForRole("墙上电线杆上全是小广告", 6, "sign", 37),
    ForRole("楼下路灯连续几天不亮", 9, "judge", ELDERS),
    ForRole("人行道地砖翘起来了", 12, "judge", 0),
    ForRole("门禁坏了一直不修", 16, "judge", 38),
    ForRole("窨井盖松动", 14, "judge", 39),
    ForRole("道路上有个坑", 11, "judge", 40),
)
FEWEST_FOR_ROLES = 100  # matters; a smaller county is for tests


def plan(
    count: int, *, at: datetime, polygons: dict[str, shapely.Polygon], residents: int, random: Random
) -> list[Plan]:
    """Plans in the order in which the matters come in."""
    codes = sorted(polygons)
    shown = [code for code in codes if code.startswith(SHOWN_COMMUNITY)]
    kinds = {saying: saying[2] or _kind(saying[0], at) for saying in sayings.SAYINGS}
    plans = []
    for _ in range(count):
        grid = random.choice(shown if random.random() < SHOWN_SHARE else codes)
        shown_resident = residents > max(SHOWN_RESIDENTS) and random.random() < SHOWN_RESIDENT_SHARE
        saying = random.choice(sayings.SAYINGS)
        plans.append(
            Plan(
                received_at=_received(at, random),
                grid=grid,
                point=shapes.point_in(polygons[grid], random),
                words=saying[0],
                answer=saying[1],
                kind=kinds[saying],
                channel=Channel.WEB if shown_resident else random.choices(CHANNELS, CHANNEL_WEIGHTS)[0],
                resident=random.choice(SHOWN_RESIDENTS) if shown_resident else _resident(residents, random),
                is_public=random.random() < 0.6,
                ending=random.choices(ENDINGS, ENDING_WEIGHTS)[0],
                late=random.uniform(0.15, 0.95) if random.random() < 0.9 else random.uniform(1.05, 1.7),
                failed_check=random.random() < 0.07,
                unsolved=random.random() < 0.06,
                rated=random.random() < 0.6,
                satisfaction=random.choices([5, 4, 3, 2, 1], [50, 30, 12, 5, 3])[0],
                assisted=random.random() < 0.08,
                has_photo=random.random() < PHOTO_SHARE,
                pace=tuple(random.random() for _ in range(6)),
            )
        )
    if count >= FEWEST_FOR_ROLES and residents > max(SHOWN_RESIDENTS) and shown:
        plans[: len(FOR_ROLES)] = [
            one.on(plans[n], at, polygons[shown[0]], shown[0], random) for n, one in enumerate(FOR_ROLES)
        ]
    return sorted(plans, key=lambda one: one.received_at)


def _received(at: datetime, random: Random) -> datetime:
    days = random.uniform(0.02, RECENT_DAYS) if random.random() < RECENT_SHARE else random.uniform(RECENT_DAYS, DAYS)
    moment = timezone.localtime(at - timedelta(days=days))
    hour = int(random.triangular(6, 22, 9))
    moved = moment.replace(hour=hour, minute=random.randrange(60), second=random.randrange(60), microsecond=0)
    return min(moved, timezone.localtime(at) - timedelta(minutes=random.randint(3, 55)))


def _resident(residents: int, random: Random) -> int:
    """Which one reports; -1 for somebody who leaves no name."""
    return random.randrange(residents) if residents and random.random() < 0.75 else -1


def _kind(words: str, at: datetime) -> str:
    """The kind that the words tell; where they tell none, the one for those who are not sure."""
    guesses = catalogue().guess(words, timezone.localdate(at), most=1)
    return guesses[0][0].code if guesses else NOT_SURE
