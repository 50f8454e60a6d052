"""What part of a queue is asked for: each filter narrows the one before, and none reaches beyond the reader's area."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from linli.core import crypto, search
from linli.duties.reads import catalogue
from linli.matters.models import Matter, MatterQuerySet, Reporter
from linli.matters.reads.left import Left, midnight
from linli.people.models import PHONE_INDEX, REPORTER_PHONE_INDEX
from linli.people.rules import dialled
from linli.places.rules import GRID_DIGITS, Level

MOST_FOUND = 1_000  # matters that are looked at one by one for the words asked
NUMBER_DIGITS = 13
FEWEST_DIGITS = 6  # of a number that is searched for: its day
TAGGED = (Level.TOWN, Level.COMMUNITY, GRID_DIGITS)  # a search is narrowed to these parts of a place


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters, all of which must fit; an empty one fits everything.

    ``kind`` is a code of any level, ``place`` the digits that places begin with, ``caller`` what ``caller_of`` makes
    of a phone number, ``words`` a number or parts of what was said. ``own`` are the units of who looks: what they
    answered is for others to check.
    """

    words: str = ""
    place: str = ""
    kind: str = ""
    unit: int | None = None
    left: Left | None = None
    caller: str = ""
    since: date | None = None
    until: date | None = None
    own: tuple[int, ...] = ()

    @property
    def number(self) -> str:
        """The digits, when ``words`` are the beginning of a number."""
        digits = self.words.replace("-", "").strip()
        is_one = digits.isascii() and digits.isdigit() and FEWEST_DIGITS <= len(digits) <= NUMBER_DIGITS
        return digits if is_one else ""

    @property
    def is_for_one(self) -> bool:
        """Whether a number or a caller is asked for: then every stage is looked through."""
        return bool(self.number or self.caller)


NOTHING = Asked()


def caller_of(phone: str) -> str:
    """What stands for a phone number in an address: its two blind indexes, as a reporter's and as an account's."""
    number = dialled(phone)
    return "-".join(crypto.blind(number, purpose=purpose) for purpose in (REPORTER_PHONE_INDEX, PHONE_INDEX))


def within(areas: Sequence[str], place: str) -> list[str]:
    """The part of ``areas`` that lies in ``place``; all of them, when it is none of theirs."""
    inside = [place] if place.isdigit() and any(place.startswith(area) for area in areas) else []
    return inside or list(areas)


def narrowed(found: MatterQuerySet, asked: Asked) -> MatterQuerySet:
    """``found`` by every filter but the words, the place and the time that is left."""
    if asked.kind:
        found = found.filter(kind__in=kinds_of(asked.kind))
    if asked.unit is not None:
        found = found.filter(unit=asked.unit)
    if asked.since is not None:
        found = found.filter(received_at__gte=midnight(asked.since))
    if asked.until is not None:
        found = found.filter(received_at__lt=midnight(asked.until + timedelta(days=1)))
    if asked.caller:
        own, _, account = asked.caller.partition("-")
        reported = Reporter.objects.filter(Q(phone_index=own) | Q(person__phone_index=account))
        found = found.filter(pk__in=reported.values("matter"))
    return found


def kinds_of(code: str) -> list[int]:
    """The kinds of a code: the one it names and every one below it."""
    return [kind.pk for kind in catalogue().kinds.values() if f"{kind.code}-".startswith(f"{code}-")]


def with_words(
    found: MatterQuerySet, asked: str, areas: Iterable[str], *, newest_only: bool
) -> tuple[MatterQuerySet, bool]:
    """Those of ``found`` that say every part of ``asked``, and whether older ones were left out.

    Few are looked up by the index. Where more than ``MOST_FOUND`` could say it, the matters themselves are read in
    the order of the list, which meets the next one soon; of those that ended only the newest are searched.
    """
    tags = [] if any(len(area) not in TAGGED for area in areas) else [f"place {area}" for area in areas]
    keys = (search.newest if newest_only else search.some)(Matter, asked, MOST_FOUND + 1, any_tag=tags)
    has_more = len(keys) > MOST_FOUND
    if newest_only or not has_more:
        found = found.filter(pk__in=keys[:MOST_FOUND])
    for term in search.terms(asked):
        how = "contains" if term.upper() == term.lower() else "icontains"  # Chinese has no capitals to fold
        found = found.filter(Q(**{f"words__{how}": term}) | Q(**{f"address__{how}": term}))
    return found, newest_only and has_more


def told(matter: Matter) -> search.Told:
    """What a matter is found by."""
    tags = [f"place {matter.place[:digits]}" for digits in TAGGED if len(matter.place) >= digits]
    return search.Told(matter.pk, f"{matter.words}\n{matter.address}", tags)


def not_yet_found(at: datetime) -> int:
    """How many new matters cannot be found by their words yet, because the job has still to read them."""
    late = at - timedelta(seconds=10)
    return search.without(Matter.objects.filter(received_at__lt=late), at=at)[: MOST_FOUND + 1].count()
