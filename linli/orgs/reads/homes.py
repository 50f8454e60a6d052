"""责任区 as the person sees it who is asked: which homes, for which body, since when, and whether they said yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from linli.orgs.models import AreaKind, Organisation, ResponsibilityArea
from linli.orgs.rules import SAYS_MEMBER
from linli.people.models import Person


@dataclass(frozen=True, slots=True)
class Homes:
    """Homes that somebody answers for, or is asked for while ``agreed_at`` is None."""

    pk: int
    kind: AreaKind
    name: str  # from wide to narrow: 幸福小区 2幢 1单元
    body: Organisation
    begins_on: date
    agreed_at: datetime | None

    @property
    def says_member(self) -> bool:
        """Whether a yes says that the person is a party member."""
        return self.kind in SAYS_MEMBER


def homes_of(person: Person) -> Sequence[Homes]:
    """Those that wait for an answer first."""
    rows = ResponsibilityArea.objects.open().filter(post__person=person)
    found = rows.select_related("post__organisation__division", "estate", "building", "dwelling")
    shown = [_homes(row) for row in found.defer("post__organisation__division__outline").order_by("estate", "path")]
    return sorted(shown, key=lambda one: one.agreed_at is not None)


def is_asked(person: Person) -> bool:
    """Whether homes wait for an answer of ``person``."""
    return ResponsibilityArea.objects.open().filter(post__person=person, agreed_at=None).exists()


def _homes(row: ResponsibilityArea) -> Homes:
    return Homes(
        pk=row.pk,
        kind=AreaKind(row.kind),
        name=row.homes,
        body=row.post.organisation,
        begins_on=row.valid_from,
        agreed_at=row.agreed_at,
    )
