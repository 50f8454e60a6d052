"""What the matrix acts on: one matter in each of three places, in the stage that a move needs."""

from __future__ import annotations

from io import BytesIO

from django.utils import timezone
from PIL import Image

from linli.core import attachments
from linli.duties.models import RoutingRule
from linli.matters import actions
from linli.matters.models import Matter, Photo, WorkOrder
from linli.orgs.models import Post
from tests.town import GRIDS, INSIDE, Town

PLACES = {"own": GRIDS[0], "next": GRIDS[2], "away": GRIDS[4]}
STAGES = ("received", "handling", "signed", "answered")


class Scene:
    """Matters made on demand. Urban management has the orders of the own and the next place, water those away."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.at = timezone.now()
        self._made: dict[tuple[str, str], Matter] = {}

    def matter(self, place: str, stage: str) -> Matter:
        key = (place, stage)
        if key not in self._made:
            self._made[key] = self._make(place, STAGES.index(stage))
        return self._made[key]

    def _make(self, place: str, steps: int) -> Matter:
        town, at = self.town, self.at
        matter = town.matter(by=town.ren, at=at, point=INSIDE[PLACES[place]])
        unit, by = (town.water, town.shui) if place == "away" else (town.cleaners, town.guan)
        if steps >= 1:
            actions.dispatch(by=town.zhong, matter=matter, lead=unit, at=at)
        if steps >= 2:
            actions.sign(by=by, order=matter.orders.get(), at=at)
        if steps >= 3:
            actions.finish(by=by, order=matter.orders.get(), answer=actions.Draft("已清运"), at=at)
        matter.refresh_from_db()
        return matter

    def order(self, place: str, stage: str) -> WorkOrder:
        return self.matter(place, stage).orders.get()

    def twin(self, place: str) -> Matter:
        """Another open matter at the same place."""
        return self.town.matter(by=self.town.lao, at=self.at, point=INSIDE[PLACES[place]])

    def photo(self, place: str) -> Photo:
        file = BytesIO()
        Image.new("RGB", (8, 8), "green").save(file, "JPEG")
        file.seek(0)
        kept = attachments.keep(file, by=None, at=self.at)
        kept.save(force_insert=True)
        return Photo.objects.create(attachment=kept, matter=self.matter(place, "handling"), phase=Photo.Phase.REPORTED)

    def post(self) -> Post:
        return Post.objects.get(person=self.town.tom)

    def rule(self) -> int:
        return RoutingRule.objects.values_list("pk", flat=True).first() or 0
