"""Made-up whistles in every stage, played through the actions in the order of their instants, with the clock's own job
between them: some departments come, some are late, one refuses, one never comes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from random import Random

from django.db import transaction
from django.db.models import QuerySet

from linli.core import attachments
from linli.core.models import Attachment
from linli.matters.models import Matter
from linli.matters.rules import OPEN_STAGES
from linli.orgs.models import Organisation, OrgKind
from linli.people.models import Person
from linli.places.models import Grid
from linli.places.rules import Level
from linli.site.demo import pictures
from linli.site.demo.offices import SHOWN_COMMUNITY, Offices
from linli.site.demo.whistle_plans import ENDINGS, FOR_ROLES, PAST, PAST_CAUSES, Plan
from linli.whistles import actions, jobs
from linli.whistles.models import Cause, Summons, Whistle
from linli.whistles.rules import Rank, RefusalReason

FEWEST_MATTERS = 100  # a smaller county is for tests


def blow_all(offices: Offices, *, at: datetime, random: Random) -> int:
    """Make every whistle happen up to ``at``. Returns how many."""
    known = _Known(offices, at)
    plays = [_Play(plan, known, Random(n)) for n, plan in enumerate(FOR_ROLES)]  # noqa: S311
    plays += [_past(n, known, random) for n in range(PAST)]
    steps = sorted((step for play in plays for step in play.steps()), key=lambda step: step[0])
    with transaction.atomic():
        for when, do in steps:
            if when <= at:
                jobs.chase(at=when)
                do(when)
        jobs.chase(at=at)
    return len(plays)


class _Known:
    """Who whistles where, who answers, and the requests at which a whistle can be blown."""

    def __init__(self, offices: Offices, at: datetime) -> None:
        self.now = at
        self.handlers = offices.by_unit
        self.committee, self.desk = offices.by_community[SHOWN_COMMUNITY]
        self.streets = list(Organisation.objects.filter(kind=OrgKind.STREET_OFFICE).select_related("division"))
        departments = Organisation.objects.filter(kind=OrgKind.DEPARTMENT).select_related("division")
        self.departments = {unit.duty: unit for unit in departments}
        self.causes = {cause.code: cause for cause in Cause.objects.filter(area="")}
        self.grid = Grid.objects.within(SHOWN_COMMUNITY).order_by("code")[0]
        self.grid_worker = Person.objects.get(username="demo-grid")
        self.street = next(unit for unit in self.streets if SHOWN_COMMUNITY.startswith(unit.prefix))
        self.arbiter = Person.objects.get(username="demo-centre")
        self.taken: set[int] = set()

    def matter(self, prefix: str, before: datetime) -> Matter | None:
        """An open request of an area that came in before, at which nobody whistles yet."""
        found: QuerySet[Matter] = Matter.objects.filter(
            place__startswith=prefix, stage__in=OPEN_STAGES, received_at__lt=before
        )
        matter = found.exclude(pk__in=self.taken).order_by("-received_at").first()
        if matter is not None:
            self.taken.add(matter.pk)
        return matter


class _Play:
    """One whistle on its way, as steps with their instants."""

    def __init__(self, plan: Plan, known: _Known, random: Random, street: Organisation | None = None) -> None:
        self.plan, self.known, self.random = plan, known, random
        self.blown_at = known.now - timedelta(hours=plan.hours)
        match plan.rank:
            case Rank.GRID:
                self.by, self.unit, self.place = known.grid_worker, known.committee, known.grid.code
            case Rank.COMMUNITY:
                self.by, self.unit, self.place = known.desk, known.committee, SHOWN_COMMUNITY
            case Rank.STREET:
                self.unit = street or known.street
                self.by = known.handlers[self.unit.pk]
                first = Grid.objects.within(self.unit.prefix).order_by("code")[random.randrange(20)]
                self.place = SHOWN_COMMUNITY if street is None else first.code[: Level.COMMUNITY]
        self.matter = known.matter(self.place, self.blown_at) if plan.at_matter else None
        self.called = [known.departments[duty] for duty in plan.duties]
        self.whistle: Whistle | None = None

    def steps(self) -> list[tuple[datetime, Callable[[datetime], object]]]:
        """Blowing, then for each department what it does, then how it ends."""
        stop = self.plan.stop
        made: list[tuple[datetime, Callable[[datetime], object]]] = [(self.blown_at, self.blow)]
        span = timedelta(minutes=20) if self.plan.cause == "emergency" else timedelta(hours=20)
        slow = 6.0 if stop == "late" else 1.0
        for n, department in enumerate(self.called):
            if (stop == "called" and n != 1) or (stop == "absent" and n == 1):
                continue
            person = self.known.handlers[department.pk]
            sign_at = self.blown_at + span * slow * (0.01 + 0.005 * n)
            if stop == "refused" and n == 0:
                made.append((sign_at, self._part(department, person, _refuse)))
                continue
            made.append((sign_at, self._part(department, person, _sign)))
            if stop in ("called", "signed", "called_off"):
                continue
            made.append((self.blown_at + span * slow * (0.1 + 0.02 * n), self._part(department, person, _contact)))
            if stop != "contacted":
                arrive_at = self.blown_at + span * slow * (0.7 + 0.1 * n)
                made.append((arrive_at, self._part(department, person, self._arrive)))
        end = self.blown_at + span * slow * 1.6
        if stop == "called_off":
            made.append((end, self.call_off))
        if stop in ("joined", "concluded", "closed", "absent", "late"):
            made.append((self.blown_at + span * slow * 1.1, self.note))
        is_past = self.plan not in FOR_ROLES
        if stop == "refused" and is_past:
            made.append((self.blown_at + span * 0.5, self.decide))
        if stop in ("concluded", "closed", "late") or (stop == "refused" and is_past):
            made.append((end, self.conclude))
        if stop in ("closed", "late") or (stop == "refused" and is_past):
            made += [(end + timedelta(hours=2), self.rate), (end + timedelta(hours=3), self.judge)]
            made.append((end + timedelta(hours=4), self.close))
        return made

    def blow(self, at: datetime) -> None:
        self.whistle = actions.blow(
            by=self.by,
            unit=self.unit,
            cause=self.known.causes[self.plan.cause],
            departments=self.called,
            words=self.plan.words,
            at=at,
            matter=self.matter,
            place=self.place,
        )

    def note(self, at: datetime) -> None:
        words = "现场会商：明确牵头单位和完成时限，社区负责通知沿线商户。"
        actions.note(by=self.by, whistle=self._fresh(), words=words, photos=self._photos(), at=at)

    def decide(self, at: datetime) -> None:
        part = self._fresh().summonses.select_related("whistle__cause", "department").get(stage="refused")
        words = "经核对职责清单，该事项不属于该部门。"
        actions.decide(by=self.known.arbiter, summons=part, upheld=True, words=words, at=at)

    def conclude(self, at: datetime) -> None:
        photos = self._photos(mended=True)
        actions.conclude(by=self.by, whistle=self._fresh(), result=self.plan.result, photos=photos, at=at)

    def call_off(self, at: datetime) -> None:
        actions.call_off(by=self.by, whistle=self._fresh(), words=self.plan.result, at=at)

    def rate(self, at: datetime) -> None:
        for part in self._parts():
            in_time = part.arrived_at is not None and part.arrived_at <= part.arrive_due_at
            helped = part.arrived_at is not None and self.random.random() < 0.9
            marks = self.random.choice((3, 4, 4, 5, 5)) if helped else 2
            actions.rate(by=self.by, summons=part, in_time=in_time, helped=helped, marks=marks, at=at)

    def judge(self, at: datetime) -> None:
        for part in self._parts():
            is_due = self.random.random() < 0.85
            words = "" if is_due else "社区与物业协商即可解决。"
            person = self.known.handlers[part.department_id]
            actions.judge(by=person, summons=part, is_due=is_due, words=words, at=at)

    def close(self, at: datetime) -> None:
        actions.close(by=self.by, whistle=self._fresh(), at=at)

    def _fresh(self) -> Whistle:
        assert self.whistle is not None  # noqa: S101 -- blowing is the first step
        self.whistle.refresh_from_db()
        return self.whistle

    def _parts(self) -> Sequence[Summons]:
        parts = self._fresh().summonses.exclude(stage="released").select_related("whistle", "department__division")
        return list(parts.order_by("pk"))

    def _part(
        self, department: Organisation, person: Person, do: Callable[[Person, Summons, datetime], object]
    ) -> Callable[[datetime], object]:
        def step(at: datetime) -> None:
            parts = Summons.objects.select_related("whistle__cause", "department__division")
            do(person, parts.get(whistle=self._fresh(), department=department), at)

        return step

    def _arrive(self, person: Person, part: Summons, at: datetime) -> None:
        photos = self._photos() if self.random.random() < 0.5 else []
        actions.arrive(by=person, summons=part, words="执法人员和设备已到现场。", photos=photos, at=at)

    def _photos(self, *, mended: bool = False) -> list[Attachment]:
        if self.plan not in FOR_ROLES:
            return []
        drawn = pictures.draw(Random(self.plan.words), mended=mended)  # noqa: S311
        return [attachments.keep(drawn, by=None, at=self.known.now, address=self.plan.words)]


def _sign(person: Person, part: Summons, at: datetime) -> None:
    actions.sign(by=person, summons=part, at=at)


def _contact(person: Person, part: Summons, at: datetime) -> None:
    actions.contact(by=person, summons=part, words="已与吹哨单位电话联系，约定到场时间。", at=at)


def _refuse(person: Person, part: Summons, at: datetime) -> None:
    words = "油烟排放属生态环境与城管职责，依据大气污染防治法第一百一十八条，本单位无处罚权。"
    owner = Organisation.objects.get(code="department-environment")
    reason = RefusalReason.OTHER_OWNER if part.department_id != owner.pk else RefusalReason.NO_LEGAL_BASIS
    actions.refuse(
        by=person,
        summons=part,
        reason=reason,
        words=words,
        owner=owner if reason == RefusalReason.OTHER_OWNER else None,
        at=at,
    )


def _past(n: int, known: _Known, random: Random) -> _Play:
    """A whistle of some street at a place in the last ninety days, most of them ended."""
    cause, duties, words = PAST_CAUSES[n % len(PAST_CAUSES)]
    stop = random.choice(ENDINGS)
    days = random.uniform(9, 88)
    street = known.streets[n % len(known.streets)]
    plan = Plan(days * 24, Rank.STREET, cause, duties, words, stop, at_matter=False)
    return _Play(plan, known, Random(n + 1000), street)  # noqa: S311
