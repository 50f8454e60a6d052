"""What the matrix acts on: one matter in each of three places, in the stage that a move needs."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from uuid import UUID, uuid4

from django.utils import timezone
from PIL import Image

from linli.commons.actions import gifts
from linli.commons.actions.partners import promise
from linli.commons.actions.projects import open_project
from linli.commons.models import Booking, Claim, Gift, GroupPart, Need, PartnerList, Project, Resource, Service
from linli.commons.models import Photo as DonePhoto
from linli.commons.rules.lists import Sort
from linli.core import attachments
from linli.duties import actions as duties
from linli.duties.models import Admission, DutyItem, RoutingRule
from linli.insight import actions as insight
from linli.insight.models import Circular
from linli.matters import actions
from linli.matters.models import Dispute, Exclusion, Matter, Pause, PauseCause, Photo, Return, Support, Voice, WorkOrder
from linli.matters.reads.months import Month
from linli.matters.rules import ExclusionReason
from linli.orgs import actions as orgs
from linli.orgs.models import Post, Stand
from linli.places.models import Facility
from linli.points import actions as points
from linli.points.models import Star, StarTask
from linli.points.rules import Period
from linli.volunteering.actions import attendance, certificates, teams
from linli.volunteering.models import Certificate, SignUp, Team
from linli.volunteering.rules.activities import NameShown
from linli.whistles import actions as whistles
from linli.whistles.models import Cause, Summons, Whistle
from linli.whistles.rules import RefusalReason
from tests.commons.lists import booked, claimed, need, resource, seeded
from tests.commons.steps import group_day, ordered, service
from tests.duties.asking import published
from tests.orgs import bodies
from tests.places.facilities import facility
from tests.town import GRIDS, INSIDE, SINCE, SOUND, Town, answer
from tests.volunteering.activity_steps import published as open_activity
from tests.volunteering.activity_steps import shift_of, signed_up

PLACES = {"own": GRIDS[0], "next": GRIDS[2], "away": GRIDS[4]}
STAGES = ("received", "handling", "signed", "answered")
WHISTLE_STAGES = ("blown", "refused", "called", "contacted", "joined", "concluded", "rated")
"""How far a whistle at the matter of a place has come; the matter itself is only received."""


class Scene:
    """Matters made on demand. Urban management has the orders of the own and the next place, water those away."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.at = timezone.now()
        self._made: dict[tuple[str, str], Matter] = {}

    def matter(self, place: str, stage: str) -> Matter:
        key = (place, stage)
        if key not in self._made and stage == "merged":
            matter = self._make(place, "received")
            self._made[key] = actions.merge(by=self.town.zhong, matter=matter, into=self.twin(place), at=self.at)
        if key not in self._made and stage in WHISTLE_STAGES:
            self._made[key] = self._make(place, "received")
            self._whistle(place, self._made[key], WHISTLE_STAGES.index(stage))
        elif key not in self._made:
            self._made[key] = self._make(place, stage)
        return self._made[key]

    def _make(self, place: str, stage: str) -> Matter:
        town, at = self.town, self.at
        steps = STAGES.index("handling" if stage in ("returning", "disputed") else stage)
        matter = town.matter(by=town.ren, at=at, point=INSIDE[PLACES[place]])
        unit, by = (town.water, town.shui) if place == "away" else (town.cleaners, town.guan)
        if steps >= 1:
            actions.dispatch(by=town.zhong, matter=matter, lead=unit, at=at)
        if steps >= 2:
            actions.sign(by=by, order=matter.orders.get(), at=at)
        if steps >= 3:
            actions.finish(by=by, order=matter.orders.get(), answer=answer("已清运", at=at), at=at)
        if stage in ("returning", "disputed"):
            why = {"reason": "not_our_duty", "words": "不归我局", "basis": "三定方案"}
            row = actions.hand_back(by=by, order=matter.orders.get(), owner=town.centre, at=at, **why)
        if stage == "disputed":
            order = actions.keep(by=town.zhong, handed_back=row, words="由你局办理", at=at)
            actions.dispute(by=by, order=order, words="仍不归我局", at=at)
        matter.refresh_from_db()
        return matter

    def _whistle(self, place: str, matter: Matter, steps: int) -> None:
        """Blown by the community (away: by the street) to the unit that has the orders of the place."""
        town, at = self.town, self.at
        by, unit = {
            "own": (town.mei, town.committee),
            "next": (town.tom, town.other_committee),
            "away": (town.far, town.other_street),
        }[place]
        department, theirs = (town.water, town.shui) if place == "away" else (town.cleaners, town.guan)
        whistles.seed(at=at, since=SINCE)
        cause = Cause.objects.get(code="push")
        called = {"departments": [department], "words": "请到场会商", "at": at}
        found = whistles.blow(by=by, unit=unit, cause=cause, matter=matter, **called)
        part = found.summonses.get()
        if steps == 1:
            why = RefusalReason.LEVEL_CAN_SOLVE
            whistles.refuse(by=theirs, summons=part, reason=why, words="社区可自行解决", at=at)
        if steps >= 2:
            whistles.sign(by=theirs, summons=part, at=at)
        if steps >= 3:
            whistles.contact(by=theirs, summons=part, words="已约定", at=at)
        if steps >= 4:
            whistles.arrive(by=theirs, summons=part, words="已到场", at=at)
            found.refresh_from_db()
        if steps >= 5:
            whistles.conclude(by=by, whistle=found, result="已清理", at=at)
        if steps >= 6:
            part.refresh_from_db()
            whistles.rate(by=by, summons=part, in_time=True, helped=True, marks=5, at=at)

    def whistle(self, place: str, stage: str) -> Whistle:
        return Whistle.objects.get(matter=self.matter(place, stage))

    def part(self, place: str, stage: str) -> Summons:
        return self.whistle(place, stage).summonses.get()

    def cause(self) -> int:
        whistles.seed(at=self.at, since=SINCE)
        return Cause.objects.get(code="hard_case").pk

    def facility(self) -> int:
        """The service centre of the own place."""
        known = Facility.objects.first()
        return known.pk if known is not None else facility().pk

    def order(self, place: str, stage: str) -> WorkOrder:
        return self.matter(place, stage).orders.get()

    def pause(self, place: str, *, stands: bool) -> Pause:
        """What the unit of the place asked for: a decision is needed, or its clock stands at once."""
        order = self.order(place, "signed" if stands else "handling")
        known = Pause.objects.filter(order=order).first()
        if known is not None:
            return known
        cause = PauseCause.objects.get(code="waiting_reporter" if stands else "weather")
        by = self.town.shui if place == "away" else self.town.guan
        until_at = self.at + timedelta(days=2)
        return actions.ask_pause(by=by, order=order, cause=cause, words="等待", until_at=until_at, at=self.at)

    def support(self, place: str) -> Support:
        """The street is asked to assist."""
        town, order = self.town, self.order(place, "handling")
        by, unit = (town.shui, town.other_street) if place == "away" else (town.guan, town.street)
        known = Support.objects.filter(order=order).first()
        return known or actions.ask_support(by=by, order=order, unit=unit, words="请协助", at=self.at)

    def handed_back(self, place: str) -> Return:
        return Return.objects.get(order=self.order(place, "returning"))

    def dispute(self, place: str) -> Dispute:
        return Dispute.objects.get(order=self.order(place, "disputed"))

    def twin(self, place: str) -> Matter:
        """Another open matter at the same place."""
        return self.town.matter(by=self.town.lao, at=self.at, point=INSIDE[PLACES[place]])

    def photo(self, place: str, *, of_project: bool = False) -> UUID:
        file = BytesIO()
        Image.new("RGB", (8, 8), "green").save(file, "JPEG")
        file.seek(0)
        kept = attachments.keep(file, by=None, at=self.at)
        kept.save(force_insert=True)
        if of_project:
            DonePhoto.objects.create(attachment=kept, project_id=self.project(), unit=self.town.committee, at=self.at)
        else:
            Photo.objects.create(attachment=kept, matter=self.matter(place, "handling"), phase=Photo.Phase.REPORTED)
        return kept.pk

    def voice(self, place: str) -> Voice:
        kept = attachments.keep_sound(BytesIO(SOUND), by=None, at=self.at)
        kept.save(force_insert=True)
        return Voice.objects.create(attachment=kept, matter=self.matter(place, "handling"))

    def circular(self) -> Circular:
        """Last month's, issued and not published."""
        month = Month.of(self.at).before(1)
        row = insight.prepare(month=month, at=self.at)
        return row if row.issued_at else insight.issue(by=self.town.zhong, circular=row, at=self.at)

    def exclusion(self, place: str, stage: str) -> Exclusion:
        """What the unit of the matter asks for, with a picture as evidence."""
        matter = self.matter(place, stage)
        known = Exclusion.objects.filter(matter=matter).first()
        if known is not None:
            return known
        file = BytesIO()
        Image.new("RGB", (8, 8), "green").save(file, "JPEG")
        file.seek(0)
        order = matter.orders.get()
        return actions.ask_exclusion(
            by=self.town.shui if place == "away" else self.town.guan,
            matter=matter,
            unit=order.unit,
            reason=ExclusionReason.IN_COURT,
            words="法院已立案",
            evidence=attachments.keep(file, by=None, at=self.at),
            at=self.at,
        )

    def post(self) -> Post:
        return Post.objects.get(person=self.town.tom)

    def item(self) -> int:
        return DutyItem.objects.values_list("pk", flat=True).first() or 0

    def burden(self) -> int:
        """A request from above that the community of the own place noted."""
        town = self.town
        row = duties.record(
            by=town.mei,
            unit=town.committee,
            asker=town.water,
            title="上报水表底数",
            fields=5,
            asked_on=timezone.localdate(self.at),
            at=self.at,
            intent=uuid4(),
        )
        return row.pk

    def admission(self) -> Admission:
        """A published task of urban management for every community."""
        return published(self.town, at=self.at, starts_on=self.at.date(), ends_on=self.at.date() + timedelta(days=60))

    def offer(self) -> int:
        """Thanks of the community of the own place."""
        town = self.town
        says = points.OfferSays(title="借阅雨伞", price=1, stock=9, period=Period.DAY)
        where = {"unit": town.committee, "community": town.community, "begin": SINCE, "end": None}
        return points.offer(by=town.mei, says=says, at=self.at, **where).pk

    def stand(self) -> Stand:
        """The grid that a branch of the own place stands on."""
        known = Stand.objects.first()
        if known is None:
            one = bodies.branch(self.town)
            known = orgs.stand_on(by=self.town.mei, body=one, place=self.town.grid, on=bodies.TODAY, at=self.at)
        return known

    def activity(self) -> int:
        """An activity of the community of the own place that lies behind; the one who said the matters was there."""
        return self._volunteer().shift.role.activity_id

    def shift(self) -> int:
        return self._volunteer().shift_id

    def signup(self) -> int:
        return self._volunteer().pk

    def certificate(self) -> int:
        row = self._volunteer()
        known = Certificate.objects.filter(person=row.person_id).first()
        if known is None:
            attendance.confirm(by=self.town.mei, signup=row, minutes=None, at=self.at)
            span = {"since": self.at.date() - timedelta(days=9), "until": self.at.date()}
            asked = {"by": self.town.ren, "unit": self.town.committee, "name": "", "shown": NameShown.NONE}
            known = certificates.issue(**asked, **span, at=self.at)
        return known.pk

    def team(self) -> int:
        town = self.town
        known = Team.objects.first()
        made = {"name": "红马甲", "words": "", "community": town.community, "unit": town.committee}
        return (known or teams.found(by=town.mei, at=self.at, **made)).pk

    def _volunteer(self) -> SignUp:
        known = SignUp.objects.select_related("shift__role__activity__community").first()
        if known is not None:
            return known
        before = self.at - timedelta(days=3)
        shift = shift_of(open_activity(self.town, at=before, begins=before + timedelta(days=1)))
        return signed_up(self.town.ren, shift, at=before)

    def collected_for(self) -> int:
        town = self.town
        says = {"title": "送餐", "words": "", "for_neighbour": True, "begin": SINCE, "end": None}
        return points.open_cause(by=town.mei, unit=town.committee, community=town.community, at=self.at, **says).pk

    def code(self) -> int:
        """The household of the one who said the matters has a star, and a code for that."""
        town = self.town
        points.found(by=town.ren, name="演示人家", at=self.at)
        task = StarTask.objects.get(pk=self.task())
        points.tell_done(by=town.ren, task=task, at=self.at)
        says = points.OfferSays(title="理发", stars=1, stock=9, period=Period.DAY)
        where = {"unit": town.committee, "community": town.community, "begin": SINCE, "end": None}
        made = points.offer(by=town.mei, says=says, at=self.at, **where)
        return points.take_benefit(by=town.ren, offer=made, intent=uuid4(), at=self.at).pk

    def task(self) -> int:
        star, _ = Star.objects.get_or_create(code="clean", defaults={"name": "环境整洁星", "valid_from": SINCE})
        return StarTask.objects.get_or_create(star=star, code="stairs", defaults={"name": "清理楼道"})[0].pk

    def service(self) -> str:
        """A repair that urban management offers."""
        known = Service.objects.filter(code="tap").first()
        return known.code if known is not None else service().code

    def service_order(self) -> str:
        """What whoever said the matters ordered in the own place; urban management was asked."""
        self.service()
        return ordered(self.town, by=self.town.ren, at=self.at).number_shown

    def group_part(self) -> GroupPart:
        """Urban management is asked to come to the own community on a day."""
        return group_day(self.town, self.town.cleaners, at=self.at).parts.get()

    def need(self) -> int:
        """A need of the own place with a part that nobody has claimed wholly."""
        seeded()
        known = Need.objects.first()
        return known.pk if known is not None else need(self.town, at=self.at).pk

    def claim(self) -> int:
        """Some of it, by urban management."""
        known = Claim.objects.first()
        if known is not None:
            return known.pk
        who = self.town.cleaners, self.town.guan
        of = Need.objects.get(pk=self.need())
        return claimed(who, of, 1, at=self.at, promised_on=timezone.localdate(self.at)).pk

    def resource(self) -> int:
        seeded()
        known = Resource.objects.first()
        return known.pk if known is not None else resource(self.town, sort=Sort.GOODS, hours="", capacity=5).pk

    def booking(self) -> int:
        known = Booking.objects.first()
        if known is not None:
            return known.pk
        return booked(self.town, Resource.objects.get(pk=self.resource()), at=self.at).pk

    def project(self) -> int:
        seeded()
        known = Project.objects.first()
        on = timezone.localdate(self.at)
        told = {"title": "银龄餐桌", "words": "", "kind": "elder_meals", "starts_on": on, "ends_on": on}
        where = {"place": self.town.community.code, "unit": self.town.committee}
        return known.pk if known else open_project(by=self.town.mei, at=self.at, **where, **told).pk

    def word_of_model(self) -> dict[str, str]:
        seeded()
        told = {"code": "share-sites", "stage": "stands", "words": "两处场地开放"}
        return told | {"place": self.town.community.code}

    def gift(self) -> Gift:
        known = Gift.objects.first()
        if known is not None:
            return known
        told = {"sort": Sort.GOODS, "title": "爱心米袋", "words": "给困难老人", "measure": "袋"}
        fund = gifts.open_fund(by=self.town.mei, place=self.town.community.code, at=self.at, **told)
        gifts.publish(by=self.town.mei, fund=fund, at=self.at)
        return gifts.receive(by=self.town.mei, fund=fund, amount=5, intent=uuid4(), at=self.at)

    def partner_list(self) -> int:
        """What urban management promised the own place."""
        seeded()
        known = PartnerList.objects.first()
        if known is not None:
            return known.pk
        town, year = self.town, timezone.localdate(self.at).year
        told = {"year": year, "kind": "elder_meals", "title": "助餐", "times": 2, "at": self.at}
        return promise(by=town.guan, unit=town.cleaners, community=town.community, **told).list_id

    def rule(self) -> int:
        return RoutingRule.objects.values_list("pk", flat=True).first() or 0
