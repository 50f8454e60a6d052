"""A few made-up households behind the doors of one building, as far as a visit needs; one of them is written twice."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from linli.homes.actions import households, needs, people, slips
from linli.homes.actions.grounds import Agreed
from linli.homes.actions.people import PersonSays
from linli.homes.rules import Asked
from linli.orgs.models import Post, Role
from linli.places.models import Building
from linli.site.demo.offices import SHOWN_COMMUNITY

WORDING = "本人同意社区为走访登记以上信息，可随时撤回同意。"
HOMES = (
    ("201", "演示居民午", "10000000901", "living_alone"),
    ("202", "演示居民未", "10000000902", ""),
    ("301", "演示居民申", "", "disabled"),
    ("301", "演示居民申", "", ""),  # the same, written by somebody else
)


def live(*, at: datetime) -> None:
    """Nothing where the demo has no building with doors, or nobody who keeps homes."""
    building = Building.objects.filter(estate__community__code=SHOWN_COMMUNITY, dwellings__isnull=False).order_by("pk")
    first = building.first()
    post = Post.objects.filter(role=Role.COMMUNITY_DESK, organisation__division__code=SHOWN_COMMUNITY).first()
    if first is None or post is None:
        return
    by = post.person
    for door, name, phone, need in HOMES:
        dwelling = first.dwellings.filter(door=door).order_by("pk").first()
        if dwelling is None:
            continue
        home = households.found(by=by, dwelling=dwelling, at=at)
        agreed = Agreed(name, WORDING, timezone.localdate(at))
        one = people.write(by=by, household=home, says=PersonSays(name, phone), agreed=agreed, at=at)
        if need:
            needs.note(by=by, occupant=one, code=need, agreed=agreed, at=at)
        if phone and not need:
            slip = slips.open_slip(code=slips.give(by=by, household=home, at=at), address="", at=at)
            slips.ask(slip=slip, asks=Asked.PHONE, occupant=one, words="10000000903", at=at)
